"""Pieces of work that a policy describes as steps: a move, an unregistered home, life story work, a final care plan."""

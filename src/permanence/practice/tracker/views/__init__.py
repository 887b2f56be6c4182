"""The pages of what is owed: on a child, on boards, and what was agreed otherwise."""

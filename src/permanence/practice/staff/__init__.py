"""Who works here: people, their posts and teams, and which children each may see."""

"""The pages about people, and about who sees a child."""

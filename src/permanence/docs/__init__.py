"""The documents the program writes from what it does, so that they are never out of date."""

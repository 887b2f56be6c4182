"""What the pages about panels ask."""

"""What the pages about a child ask."""

"""What the pages about meetings and papers ask."""

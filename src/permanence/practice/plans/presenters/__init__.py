"""What the pages about plans say."""

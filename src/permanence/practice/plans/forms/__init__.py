"""What the pages about plans ask."""

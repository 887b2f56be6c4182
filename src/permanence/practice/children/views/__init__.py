"""The pages about children."""

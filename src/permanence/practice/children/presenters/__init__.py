"""What the pages about a child say."""

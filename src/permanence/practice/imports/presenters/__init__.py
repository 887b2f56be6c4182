"""What the pages of an import say."""

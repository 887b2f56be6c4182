"""Knows what councils already record: reads their files into facts, naming every problem it meets."""

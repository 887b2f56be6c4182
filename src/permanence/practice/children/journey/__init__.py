"""The picture of a child's journey: what it tells (story), where things stand (layout), and the same as a table."""

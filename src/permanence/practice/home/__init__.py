"""The first page: what a person should do today, in order."""

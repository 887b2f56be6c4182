"""Matching: the search for a family, the carers who were thought of, and the introductions once a match is agreed."""

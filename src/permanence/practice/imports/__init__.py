"""Bringing in the return and the facts spreadsheet: a dry run, a choice, one transaction, and a way back."""

"""Permanence: what is owed to every child in care, by when, and why."""

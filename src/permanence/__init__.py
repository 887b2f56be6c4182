"""Permanence: what is owed to every child in care, by when, and why."""

__version__ = "0.1.0"

"""Panels: their sittings, the children put before them, what they decide and what follows from it."""

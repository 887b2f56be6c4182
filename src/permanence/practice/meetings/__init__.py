"""Meetings: from being asked for to proof that everyone has the minutes, as the authority's own policy asks."""

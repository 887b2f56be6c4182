"""Knows what is owed: packs, rules, days and duties. No Django, no files but its own."""

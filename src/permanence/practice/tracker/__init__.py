"""What is owed: duty rows worked out from facts, kept beside them and rebuilt in the same transaction."""

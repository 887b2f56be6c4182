"""The record: who looked at which child and who changed what, kept for ever and sealed against change."""

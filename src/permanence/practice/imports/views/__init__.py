"""The pages of imports: those that show, and those that change."""

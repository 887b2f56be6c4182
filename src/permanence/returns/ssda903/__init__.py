"""The SSDA903 statutory return: its files, codes by year, problems, and the facts it states or implies."""

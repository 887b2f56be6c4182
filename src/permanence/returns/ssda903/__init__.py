"""The SSDA903 statutory return: its files, codes by year, problems, and the facts it states or implies."""

from .read import read_return

__all__ = ["read_return"]

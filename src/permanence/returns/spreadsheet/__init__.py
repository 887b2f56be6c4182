"""The spreadsheet a user keeps of the facts no return holds: meetings, panels, hearings, plans and papers."""

from .read import read_facts
from .template import write_template
from .write import write_facts

__all__ = ["read_facts", "write_facts", "write_template"]

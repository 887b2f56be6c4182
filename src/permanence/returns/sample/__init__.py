"""An invented council to try the product on: two years of SSDA903 returns and the sheet of facts no return holds.

Nobody is real. The same number of children and seed give the same bytes on every machine.
"""

from .files import write_return, write_sample

__all__ = ["write_return", "write_sample"]

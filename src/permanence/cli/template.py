"""``permanence template FILE``: an empty facts sheet."""

from __future__ import annotations

import argparse

from . import DONE, Unusable, WrongUse


def run(given: argparse.Namespace) -> int:
    """Writes the sheet, never over one that is there unless told to."""
    from permanence.returns.spreadsheet.template import write_template
    from permanence.tracker.writing import beside

    if given.file.suffix.lower() not in (".xlsx", ".csv"):
        raise WrongUse(f"{given.file.name} does not end in .xlsx or .csv. Give it one of those endings.")
    if given.file.exists() and not given.force:
        raise Unusable(
            f"{given.file} is already there and was left alone. Choose another name, or add --force to write over it."
        )
    with beside(given.file) as unfinished:
        write_template(unfinished)
    print(f"Wrote {given.file}. Fill it in, then use it with --facts.")
    return DONE

"""``permanence sample DIR``: a made-up council to try things on."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from . import DONE, Unusable, WrongUse


def run(given: argparse.Namespace) -> int:
    """Writes the council, never into a folder that holds something unless told to."""
    if given.folder.exists() and (not given.folder.is_dir() or any(given.folder.iterdir())) and not given.force:
        raise Unusable(
            f"{given.folder} is already there and was left alone. Choose another name, or add --force to write over it."
        )
    made_up(given.folder, given.children, given.seed, given.as_at)
    print(
        f"Wrote a made-up council to {given.folder}: two years of returns, and facts.csv. {given.children} children "
        "were in care in those years. The files hold others too: care leavers, who left earlier, and children not in "
        "care yet."
    )
    return DONE


def made_up(folder: Path, children: int, seed: int, as_at: date) -> None:
    """Writes a made-up council. Raises WrongUse where no such council can be made."""
    from permanence.returns.sample import write_sample

    try:
        write_sample(folder, children, seed, as_at)
    except ValueError as wrong:
        raise WrongUse(str(wrong)) from wrong

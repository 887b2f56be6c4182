"""``permanence sample DIR``: a made-up council to try things on."""

from __future__ import annotations

import argparse

from . import DONE, Unusable


def run(given: argparse.Namespace) -> int:
    """Writes the council, never into a folder that holds something unless told to."""
    from permanence.returns.sample import write_sample

    if given.folder.exists() and (not given.folder.is_dir() or any(given.folder.iterdir())) and not given.force:
        raise Unusable(
            f"{given.folder} is already there and was left alone. Choose another name, or add --force to write over it."
        )
    write_sample(given.folder, given.children, given.seed, given.as_at)
    print(
        f"Wrote a made-up council of {given.children} children to {given.folder}: two years of returns, and facts.csv."
    )
    return DONE

"""What an option's words mean. Wrong words are refused here, as wrong use, before any file is read.

Each function is a ``type`` of argparse: it raises ArgumentTypeError, saying what is wrong and what to write instead.
What they need is loaded only when the option is given, so that ``--help`` stays quick.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path


def day(text: str) -> date:
    """A day from 1971 to 2147, written as 2026-03-31 or 31/03/2026."""
    from permanence.policy.days import CannotCount, read_day

    try:
        return read_day(text)
    except CannotCount as wrong:
        raise ArgumentTypeError(str(wrong)) from wrong


def whole(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"'{text}' is not a whole number above 0; write it in figures, as 300.")
    return int(text)


def pack(text: str) -> str:
    """The name of a policy there is, or the path of a pack file."""
    from permanence.policy.pack import BUILT_IN

    if text.upper() not in BUILT_IN and not Path(text).exists():
        raise ArgumentTypeError(
            f"there is no policy '{text}'. Use one of {', '.join(BUILT_IN)}, or the path of a council's own pack file."
        )
    return text


def output(text: str) -> Path:
    """A file that can be written: by its ending one of the kinds there are, in a folder that is there."""
    from permanence.tracker.track import check_output
    from permanence.tracker.writing import CannotWrite

    try:
        check_output(Path(text))
    except CannotWrite as wrong:
        raise ArgumentTypeError(str(wrong)) from wrong
    return Path(text)


def homes(text: str) -> dict[str, str]:
    """What each placement code means: "Z12,Z14=unapproved" is two codes of the return, "none" is no code."""
    from permanence.returns.ssda903.spans import approvals

    pairs = (code.partition("=") for code in text.upper().split(",") if code.strip() not in ("", "NONE"))
    told = {code.strip(): word.strip().lower() or "unregistered" for code, _, word in pairs}
    try:
        approvals(told)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{wrong}. Write Z12,Z13 or Z14=unapproved, or none.") from wrong
    return told

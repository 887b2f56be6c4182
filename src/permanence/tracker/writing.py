"""Writing a file so that it is either whole or not there: beside its place first, then moved into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

REMEDY = (
    "Check that the folder may be written to and that the disk has room; if the file is open in another program, "
    "close it. Then try again."
)


class CannotWrite(ValueError):
    """An output that cannot be written: says which file, why, and what to do."""


def check_folder(path: Path) -> None:
    """Raises CannotWrite where the folder of a file that is to be written is not there."""
    if not path.parent.is_dir():
        raise CannotWrite(f"{path}: there is no folder {path.parent}. Make it first, or choose another place.")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A place to write to, of the same ending, that becomes ``path`` when all went well, and is taken away when it did
    not.

    Raises CannotWrite where the folder is missing or may not be written to, the disk is full, or the file is held open
    by another program.
    """
    check_folder(path)
    unfinished = path.with_name(f".unfinished.{path.name}")
    try:
        yield unfinished
        unfinished.replace(path)
    except _refusals() as wrong:
        raise CannotWrite(f"{path}: it cannot be written ({_reason(wrong)}). {REMEDY}") from wrong
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _refusals() -> tuple[type[Exception], ...]:
    """What a refused file may raise. Looked up once one is, so that only then the workbook library must be loaded."""
    from xlsxwriter.exceptions import XlsxWriterException

    return (OSError, XlsxWriterException)


def _reason(wrong: BaseException) -> str:
    """Why, in the system's words: a library may hand them on inside an error of its own, or only in its text."""
    inner = wrong.args[0] if wrong.args and isinstance(wrong.args[0], OSError) else wrong
    words = (inner.strerror if isinstance(inner, OSError) else None) or str(inner) or type(inner).__name__
    return re.sub(r"^.*\[errno \d+\] | \(os error \d+\).*", "", words)

"""Writing a file so that it is either whole or not there: beside its place first, then moved into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class CannotWrite(ValueError):
    """An output that cannot be written: says which file, why, and what to do."""


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A place to write to that becomes ``path`` when all went well, and is taken away when it did not.

    Raises CannotWrite where the folder is missing or the file is held open by another program.
    """
    if not path.parent.is_dir():
        raise CannotWrite(f"{path}: there is no folder {path.parent}. Make it first, or choose another place.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    except OSError as wrong:
        remedy = "If it is open in another program, close it and try again."
        raise CannotWrite(f"{path}: it cannot be written ({wrong.strerror}). {remedy}") from wrong
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)

"""Finds the files of a return: in folders, zip files, or named one by one."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from .problems import Ledger

try:
    from lzma import LZMAError
except ImportError:  # this Python was built without it, and says of such a file that it cannot unpack it
    LZMAError = zlib.error  # type: ignore[misc, assignment]

READABLE = {".csv": "csv", ".txt": "csv", ".xml": "xml"}

YEAR = re.compile(r"(?<!\d)(20\d\d)[-_ \u2013](?:20)?(\d\d)(?!\d)")
"""A collection year as people write it in a name: 2024-25, 2024_25, 2024-2025."""
EARLIEST_NAMED = 2013
"""The first year that is heard in a name; what looks like an earlier one may be a month: 2011-12."""

HIDDEN = (".", "__")

NOT_OURS = "This is not a CSV or XML file."
LEFT = "The file was left out."

UNREADABLE = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, LZMAError)
"""What opening or unpacking a file may raise: damage, a password, a way of packing that is not known here."""

MOST_UNPACKED = 2_000_000_000
"""Bytes a zip file may say it holds: eighty times a year's return of every child in care in England."""


@dataclass(frozen=True)
class Source:
    """A file of the return: the name people know it by, its folder, what it is (csv or xml), and how to open it.

    ``size`` is in bytes, as it lies on the disk: packed, in a zip file. ``said`` is the collection year that its name
    gives, or the name of the nearest folder that gives one ("2024-25").
    """

    name: str
    folder: str
    kind: str
    open: Callable[[], IO[bytes]]
    size: int
    said: int | None = None


def sources(paths: Sequence[Path], ledger: Ledger, leave: Collection[Path] = ()) -> Iterator[Source]:
    """Every readable file under these paths but those to ``leave``, in order of name.

    What cannot be opened is a problem, never an error.
    """
    left = {Path(path).resolve() for path in leave}
    for path, name in zip(paths, _known_as(paths), strict=True):
        for source in _under(Path(path), name, ledger, left):
            yield replace(source, said=year_in(f"{path.resolve().name}/{source.name}"))


def _known_as(paths: Sequence[Path]) -> list[str]:
    """What people know each path by: its name; where two have one name, from where their ways part; a lone folder's
    files by their own names."""
    if len(paths) == 1 and paths[0].is_dir():
        return [""]
    names = [path.name for path in paths]
    if len(set(names)) == len(names):
        return names
    whole = [path.resolve().parts for path in paths]
    shared = max(count for count in range(min(map(len, whole))) if len({parts[:count] for parts in whole}) == 1)
    return ["/".join(parts[shared:]) for parts in whole]


def year_in(name: str) -> int | None:
    """The collection year in a name, by the March it ends in: of the last part of it that says one, and one alone."""
    for part in reversed(name.split("/")):
        found = {int(first) + 1 for first, second in YEAR.findall(part) if (int(first) + 1) % 100 == int(second)}
        if len(found) == 1 and min(found) >= EARLIEST_NAMED:
            return found.pop()
    return None


def _under(path: Path, name: str, ledger: Ledger, leave: Collection[Path]) -> Iterator[Source]:
    if path.resolve() in leave:
        return
    if path.is_dir():
        for inner in _inside(path, name, ledger):
            yield from _under(inner, f"{name}/{inner.name}".lstrip("/"), ledger, leave)
    elif not path.exists():
        ledger.about_file(name, "There is no such file or folder.", "Check the name, then read the return again.")
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path, name, ledger)
    else:
        yield from _file(name, partial(_opened, path), path.stat().st_size, ledger)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _inside(folder: Path, name: str, ledger: Ledger) -> list[Path]:
    """What the folder holds, but for files that programs hide there."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith(HIDDEN))
    except OSError:
        ledger.about_file(name, "The folder could not be opened.", "It was left out. Ask for leave to read it.")
        return []


def _zipped(path: Path, name: str, ledger: Ledger) -> Iterator[Source]:
    try:
        archive = zipfile.ZipFile(path)
    except (*UNREADABLE, ValueError):  # a name in it may be no text
        ledger.about_file(name, "This zip file is damaged, or is not a zip file.", f"{LEFT} Save it again.")
        return
    with archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        if (unpacked := sum(member.file_size for member in members)) > MOST_UNPACKED:
            wrong = f"This zip file would unpack to {unpacked / 1e6:,.0f} MB, and no return is larger than"
            remedy = f"{LEFT} Look at what is in it, and zip the files of the return alone."
            ledger.about_file(name, f"{wrong} {MOST_UNPACKED / 1e6:,.0f} MB.", remedy)
            return
        for member in members:
            parts = PurePosixPath(member.filename).parts
            if not member.is_dir() and parts and not any(part.startswith(HIDDEN) for part in parts):
                opens = partial(_unpacked, archive, member)
                yield from _file(f"{name}/{member.filename}", opens, member.compress_size, ledger)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(member)
    except ValueError as error:  # its name stands a second time before the file itself, and may be damaged there
        raise zipfile.BadZipFile(str(error)) from error


def _file(name: str, opens: Callable[[], IO[bytes]], size: int, ledger: Ledger) -> Iterator[Source]:
    kind = READABLE.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        ledger.about_file(name, NOT_OURS, f"{LEFT} Save it as CSV if it is part of the return.")
        return
    yield Source(name, str(PurePosixPath(name).parent), kind, opens, size)

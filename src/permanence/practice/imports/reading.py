"""From the files as they were sent to one reading of them all, by the readers of ``permanence.returns``."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from permanence.practice.imports.keeping import folder_of, has_files, path_of
from permanence.practice.imports.models import Import, SentFile
from permanence.practice.refusals import Refusal
from permanence.returns.frames import Reading
from permanence.returns.merge import combine
from permanence.returns.spreadsheet.columns import is_header
from permanence.returns.spreadsheet.csv_text import SEPARATORS, decoded
from permanence.returns.spreadsheet.read import read_facts
from permanence.returns.ssda903.files import HIDDEN, UNREADABLE
from permanence.returns.ssda903.read import read_return

TOP = 20_000
"""Bytes in which the headings of a facts sheet are looked for."""


@dataclass(frozen=True)
class Read:
    """One reading of all files, as at a day. ``known_to`` gives for each file of the return its last day."""

    reading: Reading
    known_to: dict[str, date]
    as_at: date


def read(source: Import, as_at: date) -> Read:
    """Reads the files of an import. What is wrong with one is among the problems; only a damaged zip is a Refusal."""
    if not has_files(source):
        raise Refusal("The files of this import are no longer kept. Bring them in again.")
    with _laid_out(source) as (folder, sheets):
        has_return = any(path.is_file() for path in folder.rglob("*"))
        returns = [read_return([folder], as_at=as_at)] if has_return else []
        readings = [*returns, *(read_facts(sheet) for sheet in sorted(sheets))]
    known_to = {file: _last_day(one, as_at) for one in returns for file in one.facts["file"].drop_nulls().unique()}
    return Read(combine(readings), known_to, as_at)


def _last_day(stated: Reading, as_at: date) -> date:
    days = [day for name in ("start", "end") if (day := stated.facts[name].filter(stated.facts[name] <= as_at).max())]
    return max((day for day in days if isinstance(day, date)), default=as_at)


@contextmanager
def _laid_out(source: Import) -> Iterator[tuple[Path, list[Path]]]:
    """The files under their own names while they are read: a folder for the return, and the facts sheets."""
    with TemporaryDirectory(dir=folder_of(source)) as name:
        stated, sheets = Path(name) / "return", Path(name) / "sheets"
        stated.mkdir()
        for file in _all_files(source.files.all(), stated):
            if is_facts_sheet(file):
                aside = sheets / file.relative_to(stated)
                aside.parent.mkdir(parents=True, exist_ok=True)
                file.rename(aside)
        yield stated, [path for path in sheets.rglob("*") if path.is_file()]


def _all_files(sent: Iterable[SentFile], folder: Path) -> list[Path]:
    for file in sent:
        if PurePosixPath(file.name).suffix.lower() == ".zip":
            _unpack(path_of(file), folder)
        else:
            shutil.copyfile(path_of(file), folder / file.name)
    return [path for path in folder.rglob("*") if path.is_file()]


def _unpack(packed: Path, folder: Path) -> None:
    """Unpacks a zip that was looked at when it came (intake.py). Raises Refusal where a file in it is damaged."""
    with zipfile.ZipFile(packed) as archive:
        for member in archive.infolist():
            parts = PurePosixPath(member.filename.replace("\\", "/")).parts
            if not member.is_dir() and parts and not any(part.startswith(HIDDEN) for part in parts):
                _take_out(archive, member, folder.joinpath(*parts))


def _take_out(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(member) as packed, place.open("wb") as out:
            shutil.copyfileobj(packed, out)
    except (*UNREADABLE, ValueError) as wrong:  # its name, which stands before it once more, may be no text
        raise Refusal(
            f"{member.filename} in the zip is damaged. Zip the files again, and bring them in again."
        ) from wrong


def is_facts_sheet(path: Path) -> bool:
    """Whether a file is a facts spreadsheet, by its name or, for a CSV file, its headings."""
    kind = path.suffix.lower()
    if kind not in (".csv", ".txt"):
        return kind == ".xlsx"
    with path.open("rb") as file:
        top = decoded(file.read(TOP))
    return any(is_header(line.split(mark)) for line in top.split("\n")[:20] for mark in SEPARATORS)

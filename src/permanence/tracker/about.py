"""What a tracker was made from: the policy, the files, the day, and how its words are meant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from permanence import __version__
from permanence.policy.days import published_holidays
from permanence.policy.duties import Evaluator
from permanence.policy.pack import value_words
from permanence.returns.frames import Reading

from .names import capital
from .rag import HOW
from .tally import Tally


@dataclass(frozen=True)
class Input:
    """A file that was read: its name with the folder it stands in, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class About:
    """All that a reader needs to trust a tracker, or to make the same one again.

    ``settings`` are name, value in force on ``as_at``, clause and meaning; ``inferred`` counts facts by fact and
    basis; ``totals`` has a row a file, rows read = rows used + rows set aside; ``late_holidays`` were added to the
    published bank holidays.
    """

    pack: str
    name: str
    version: str
    fingerprint: str
    product: str
    as_at: date
    children: int
    facts: int
    problems: int
    duties: dict[str, int]
    colours: dict[str, int]
    inputs: tuple[Input, ...]
    settings: tuple[tuple[str, str, str, str], ...]
    late_holidays: tuple[tuple[date, str], ...]
    inferred: pl.DataFrame
    totals: pl.DataFrame
    how: tuple[tuple[str, str], ...] = tuple(HOW.items())


def about(reading: Reading, tally: Tally, inputs: Iterable[Path] = ()) -> About:
    """The About of a run, once its duties have been counted."""
    pack = tally.ready.pack
    settings = (
        (capital(name.replace("_", " ")), value_words(setting.on(tally.as_at)), setting.clause, capital(setting.means))
        for name, setting in pack.settings.items()
    )
    return About(
        pack.code, pack.name, pack.version, pack.fingerprint, __version__, tally.as_at, reading.children.height,
        reading.facts.height, reading.problems.height, tally.by_status(), tally.by_colour(), tuple(hashed(inputs)),
        tuple(settings), late_holidays(tally.ready), inferred(reading), reading.totals,
    )  # fmt: skip


def hashed(paths: Iterable[Path]) -> list[Input]:
    """Every file under these paths, in order and each once, with its SHA-256."""
    files = {file.resolve(): file for path in paths for file in _files(path)}
    return [_hashed(file) for file in files.values()]


def _files(path: Path) -> Sequence[Path]:
    return [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())


def _hashed(file: Path) -> Input:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Input(f"{file.resolve().parent.name}/{file.name}", file.stat().st_size, digest)


def inferred(reading: Reading) -> pl.DataFrame:
    """How many facts were inferred from the return, by fact and basis; most first."""
    if "basis" not in reading.facts.columns:
        return pl.DataFrame(schema={"fact": pl.String, "basis": pl.String, "facts": pl.UInt32})
    known = reading.facts.filter(pl.col("basis").is_not_null())
    counted = known.group_by(pl.col("token").cast(pl.String).alias("fact"), "basis").agg(pl.len().alias("facts"))
    return counted.sort("facts", "fact", "basis", descending=[True, False, False])


def late_holidays(ready: Evaluator) -> tuple[tuple[date, str], ...]:
    """The bank holidays counted beside the published ones."""
    published = published_holidays()
    return tuple(sorted((day, name) for day, name in ready.calendar.holidays.items() if day not in published))

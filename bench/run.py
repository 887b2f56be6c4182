"""Speed and memory, against goals: the whole command beside the peer and the floor, the evaluator, one child.

``python3 run.py bench`` runs everything (a quarter of an hour on quiet cores); ``--quick`` runs small councils once.
The peer looks for mistakes, so it is compared on a council that has some (bench/council), whose children are repeated
until there are enough. The floor writes duties, and those of repeated children pack to nothing, so it is compared on a
council invented at full size, whose return has hardly a mistake. ``--like`` measures all on one return of your own, and
``--invented`` all on invented ones. The figures go to the screen and to build/bench/figures.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from compileall import compile_dir
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import floor
import peer
from measure import Cost, cost_of, median_of
from repeat import write_repeated

from permanence.returns.sample import write_return, write_sample

BENCH = Path(__file__).resolve().parent
COUNCIL = BENCH / "council"
PRODUCT = BENCH.parent / "src" / "permanence"
WORK = BENCH.parent / "build" / "bench"
PACK, DAY, YEAR = "PG", date(2026, 3, 31), "2025-26"


@dataclass(frozen=True)
class Size:
    """What is run: by council, the runs beside the peer whose median counts; the floor's councils, and its pairs."""

    councils: dict[int, int]
    floors: tuple[int, int]
    pairs: int
    evaluated: int


FULL = Size({1_000: 3, 10_000: 3, 80_000: 1}, (80_000, 800_000), 5, 10_000)
"""The peer takes minutes over 80,000 children, so that it is asked only once."""

QUICK = Size({1_000: 1}, (1_000, 10_000), 1, 1_000)


@dataclass(frozen=True)
class Figure:
    """One line of the answer. ``goal`` is the most (or, for ``at_least``, the least) it may be; None is no goal."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False

    @property
    def met(self) -> str:
        """In a word, whether the goal is met."""
        if self.goal is None:
            return ""
        return "met" if (self.value >= self.goal if self.at_least else self.value <= self.goal) else "NOT MET"


LESS_CPU = {1_000: 6, 10_000: 20, 80_000: 50}
LESS_MEMORY = {1_000: 2, 10_000: 4, 80_000: 8}
"""How many times less than the peer's, by children."""

OVER_FLOOR = {80_000: 2.0, 800_000: 2.5}
"""Processor time over the floor's on one thread, by children."""

GROWTH, PEAK = 12, 1000
"""Times the processor time of 80,000 children that ten times as many may take, and MB at 800,000."""

CHILDREN_A_SECOND, ONE_CHILD = 100_000, 3
"""What the evaluator alone does on one core, and milliseconds for one child in a running process."""


def main() -> int:
    """Measure, print the table, and give 1 if a goal is not met; the quick run is too small to tell and gives 0."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    given.add_argument("--quick", action="store_true", help="small councils, one run each")
    all_on_one = given.add_mutually_exclusive_group()
    all_on_one.add_argument("--like", type=Path, metavar="FOLDER", help="measure all on one year's CSV files, repeated")
    all_on_one.add_argument("--invented", action="store_true", help="measure all on invented councils")
    asked = given.parse_args()
    quick = asked.quick
    size = QUICK if quick else FULL
    print(f"Measuring on {machine()}. This takes {'a minute or two' if quick else 'about a quarter of an hour'}.")
    figures = []
    for figure in _all(size, asked.like or (None if asked.invented else COUNCIL), asked.like):
        figures.append(figure)
        print(line(figure), flush=True)
    answer = {"machine": machine(), "figures": [asdict(figure) for figure in figures]}
    (WORK / "figures.json").write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    return 1 if not quick and any(figure.met == "NOT MET" for figure in figures) else 0


def _all(size: Size, beside: Path | None, above: Path | None) -> Iterator[Figure]:
    """The figures: beside the peer on a council like one return, above the floor on one like another; None invents."""
    WORK.mkdir(parents=True, exist_ok=True)
    compile_dir(PRODUCT, quiet=1)  # as an installer compiles a package, the peer's too: no run pays for it
    for children, runs in size.councils.items():
        yield from beside_the_peer(children, runs, council(children, beside))
    yield from above_the_floor(size, above)
    yield from evaluator_alone(size)


def machine() -> str:
    """The processor, its cores, the system's load and the Python that measured."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [row.partition(":")[2].strip() for row in lines if row.startswith("model name")]
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    model = models[0] if models else platform.processor()
    return f"{model}, {os.cpu_count()} cores{busy}, Python {platform.python_version()}"


def line(figure: Figure) -> str:
    """A figure with its goal beside it."""
    goal = "" if figure.goal is None else f"goal {'>=' if figure.at_least else '<='} {figure.goal:,g} {figure.unit}"
    return f"{figure.what:<58} {figure.value:>12,.2f} {figure.unit:<14} {goal:<28} {figure.met}".rstrip()


def council(children: int, like: Path | None) -> Path:
    """The year's folder of a council of this size, written anew: ``like`` a return, or invented."""
    if like:
        write_repeated(like, WORK / "like" / str(children), children)
        return WORK / "like" / str(children)
    write_return(WORK / str(children), children, as_at=DAY)
    return WORK / str(children) / YEAR


def track(folder: Path, out: Path) -> list[str | Path]:
    """The product's main command on a year's folder."""
    product = [sys.executable, "-m", "permanence.cli"]
    return [*product, "track", "--pack", PACK, "--ssda903", folder, "--as-at", DAY.isoformat(), "-o", out, "--quiet"]


def beside_the_peer(children: int, runs: int, folder: Path) -> Iterator[Figure]:
    """Both programs in turn on the same files: the peer checks the return, the product works out every duty."""
    ours = track(folder, WORK / f"{children}.parquet")
    theirs = [peer.python(), BENCH / "peer.py", folder, WORK / "peer.json"]
    pairs = [(cost_of(ours), cost_of(theirs)) for _ in range(runs)]
    product, other = (median_of(costs) for costs in zip(*pairs, strict=True))
    yield from _costs(f"track, {children:,} children", product)
    yield from _costs(f"peer, {children:,} children", other)
    cpu = statistics.median(its.cpu / mine.cpu for mine, its in pairs)
    yield Figure(f"less cpu than the peer, {children:,}", cpu, "times", LESS_CPU[children], at_least=True)
    memory = statistics.median(its.peak / mine.peak for mine, its in pairs)
    yield Figure(f"less memory than the peer, {children:,}", memory, "times", LESS_MEMORY[children], at_least=True)


def _costs(what: str, cost: Cost) -> Iterator[Figure]:
    yield Figure(f"{what}: cpu", cost.cpu, "s")
    yield Figure(f"{what}: wall", cost.wall, "s")
    yield Figure(f"{what}: peak memory", cost.peak, "MB")


def above_the_floor(size: Size, like: Path | None) -> Iterator[Figure]:
    """Product and floor in turn, on one thread; the growth from the smaller council to the larger, and its peak."""
    products = []
    for children in size.floors:
        pairs = list(_pairs(children, size.pairs, council(children, like)))
        product, least = (median_of(costs) for costs in zip(*pairs, strict=True))
        products.append(product)
        ratio = statistics.median(mine.cpu / its.cpu for mine, its in pairs)
        wall = statistics.median(mine.wall / its.wall for mine, its in pairs)
        yield Figure(f"floor at {children:,}, one thread: cpu", least.cpu, "s")
        yield Figure(f"track at {children:,}, one thread: cpu", product.cpu, "s")
        yield Figure(f"track over floor at {children:,}: cpu", ratio, "times", OVER_FLOOR.get(children))
        yield Figure(f"track over floor at {children:,}: wall", wall, "times")
    small, large = size.floors
    growth = products[1].cpu / products[0].cpu
    is_full = large == FULL.floors[1]
    yield Figure(f"growth of cpu, {small:,} to {large:,} children", growth, "times", GROWTH if is_full else None)
    yield Figure(f"peak memory at {large:,}", products[1].peak, "MB", PEAK if is_full else None)


def _pairs(children: int, pairs: int, folder: Path) -> Iterator[tuple[Cost, Cost]]:
    out, ready = WORK / f"{children}.parquet", WORK / f"{children}.arrow"
    cost_of(track(folder, out), threads=1)
    subprocess.run([sys.executable, BENCH / "floor.py", "ready", out, ready], check=True)
    least: list[str | Path] = [sys.executable, BENCH / "floor.py", folder, ready, WORK / "floor.parquet"]
    for number in range(pairs):
        yield cost_of(track(folder, out), threads=1), cost_of(least, threads=1)
        if number == 0:
            _same_settings(out, WORK / "floor.parquet")


def _same_settings(product: Path, least: Path) -> None:
    """The ratio means nothing if one of the two writes in a cheaper way."""
    mine, its = floor.encodings(product), floor.encodings(least)
    if mine != its:
        raise RuntimeError(f"The floor writes other parquet than the product; change floor.settings.\n{mine}\n{its}")


def evaluator_alone(size: Size) -> Iterator[Figure]:
    """The evaluator, and one child in a running process: on what a return tells, and with a whole sheet of facts."""
    home = WORK / f"{size.evaluated}-facts"
    write_sample(home, size.evaluated, as_at=DAY)
    for more in ([], [home / "facts.csv"]):
        command: list[str | Path] = [sys.executable, BENCH / "engine.py", PACK, DAY.isoformat(), home / YEAR, *more]
        found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout)
        known = f"{found['facts'] / found['children']:.0f} facts a child"
        rate = found["per_second"]
        yield Figure(f"evaluator alone, {known}", rate, "children/s", CHILDREN_A_SECOND, at_least=True)
        yield Figure(f"one child in a running process, {known}: p50", found["p50"], "ms", ONE_CHILD)
        yield Figure(f"one child in a running process, {known}: p99", found["p99"], "ms")


if __name__ == "__main__":
    sys.exit(main())

"""Speed of the web app, against goals: pages beside a bare Django page on the same server, and work inside the app.

``python3 run.py bench --web`` makes demonstration councils of 1,500 and 10,000 children on SQLite and, where
DATABASE_URL names a PostgreSQL server, on databases of its own there. The figures go to the screen and to
build/bench/web.json. The councils are kept in build/bench, so that a second run is quicker.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from run import Figure, line, machine
from web_pages import children_on_the_board, in_turn, p95, served, signed_in

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
WORK = ROOT / "build" / "bench"
LOG = WORK / "web.log"
DAY = "2026-03-31"
CHILD_PAGE, BOARD, AUTOSAVE, ONE_FACT, IMPORT, CHECK = 3.0, 4.0, 3.0, 60.0, 20.0, 5.0
"""The most each may be: times the bare page's p95, thrice; milliseconds; seconds; seconds."""
DOCUMENT, INVITATIONS = 1.0, 1.0
"""Seconds: minutes as Word or PDF; 200 invitations put into the outbox."""


@dataclass(frozen=True)
class Council:
    """A database with a council of so many children, or to be filled with one."""

    children: int
    kind: str
    address: str

    @property
    def name(self) -> str:
        """How a figure names it."""
        return f"{self.children:,} children, {self.kind}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the app on it."""
        data = WORK / f"web-{self.kind}-{self.children}"
        here = {
            "PERMANENCE_MODE": "demo",
            "PERMANENCE_TODAY": DAY,
            "PERMANENCE_DATA": str(data),
            "DATABASE_URL": self.address,
        }
        return {**os.environ, **here}


def main() -> int:
    """Measures, prints the table, and gives 1 if a goal is not met; the quick run is too small to tell and gives 0."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    given.add_argument("--web", action="store_true", help="this measurement")
    given.add_argument("--quick", action="store_true", help="one council of 150 children on SQLite, few requests")
    given.add_argument("--children", type=int, nargs="+", default=[1_500, 10_000], help="other sizes of council")
    given.add_argument("--requests", type=int, default=300, help="how often each page is asked for")
    asked = given.parse_args()
    sizes, requests = ([150], 40) if asked.quick else (asked.children, asked.requests)
    print(f"Measuring on {machine()}. Two gunicorn workers; the requests come from the same machine.")
    WORK.mkdir(parents=True, exist_ok=True)
    figures = []
    for figure in _all(sizes, requests, asked.quick):
        figures.append(figure)
        print(line(figure), flush=True)
    answer = {"machine": machine(), "figures": [asdict(figure) for figure in figures]}
    (WORK / "web.json").write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    return 1 if not asked.quick and any(figure.met == "NOT MET" for figure in figures) else 0


def _all(sizes: Sequence[int], requests: int, quick: bool) -> Iterator[Figure]:
    kinds = ["SQLite"] if quick or not _server() else ["SQLite", "PostgreSQL"]
    for kind in kinds:
        for children in sizes:
            council = _council(children, kind)
            yield from _pages(council, requests)
            yield from _fact(council, requests // 3)
            yield from _meeting(council)
            if children == sizes[-1]:
                yield from _check(council)
        yield from _import(kind, sizes[0])


# --- councils ----------------------------------------------------------------------------------------------------


def _council(children: int, kind: str) -> Council:
    """The council, made if it was not made before."""
    council = Council(children, kind, _address(kind, f"permanence_bench_{children}"))
    _manage(council, "migrate", "--verbosity", "0")
    _manage(council, "make_demo", "--children", str(children))
    return council


def _empty(kind: str) -> Council:
    """An empty database, whatever was in it before."""
    name = "permanence_bench_import"
    address = _address(kind, name, anew=True)
    council = Council(0, kind, address)
    shutil.rmtree(council.environment["PERMANENCE_DATA"], ignore_errors=True)
    _manage(council, "migrate", "--verbosity", "0")
    return council


def _address(kind: str, name: str, anew: bool = False) -> str:
    if kind == "SQLite":
        file = WORK / f"{name}.sqlite3"
        for part in WORK.glob(f"{name}.sqlite3*") if anew else ():
            part.unlink()
        return f"sqlite:///{file}"
    _make_database(name, anew)
    return urlsplit(_server())._replace(path=f"/{name}").geturl()


def _make_database(name: str, anew: bool) -> None:
    import psycopg

    with psycopg.connect(urlsplit(_server())._replace(path="/postgres").geturl(), autocommit=True) as server:
        if anew:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]


def _server() -> str:
    given = os.environ.get("DATABASE_URL", "")
    return given if given.startswith("postgres") else ""


def _manage(council: Council, *words: str) -> str:
    command = [sys.executable, ROOT / "manage.py", *words]
    done = subprocess.run(command, env=council.environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


# --- pages -------------------------------------------------------------------------------------------------------


def _pages(council: Council, requests: int) -> Iterator[Figure]:
    """The child's page and the board, each in turn with the bare page, so that both meet the same weather."""
    said = _manage(council, "make_demo")
    password = said.split(" is  ")[1].split()[0]
    with (
        served(council.environment, "permanence.practice.config.wsgi", LOG) as app,
        served(council.environment, "bare", LOG) as bare,
        served(council.environment | {"BENCH_KEEPS_CONNECTION": "1"}, "bare", LOG) as kept,
    ):
        ports = (app, bare, kept)
        cookies = signed_in(app, password)
        children = children_on_the_board(app, cookies)
        child = lambda: f"/children/{random.choice(children)}/"  # noqa: E731, S311 - any child will do
        for what, address, most in (
            ("child page", child, CHILD_PAGE),
            ("board, first page", lambda: "/owed/all/", BOARD),
        ):
            yield from _beside_bare(what, council, in_turn(ports, address, cookies, requests), most)
        token = re.search(r"csrftoken=([^;]+)", cookies)
        half = {"csrfmiddlewaretoken": token[1] if token else "", "page": f"/children/{children[0]}/facts/new/visit/",
                "note": "Half a sentence. " * 60}  # fmt: skip
        keep = lambda: "/drafts/"  # noqa: E731 - the address does not change
        autosave = in_turn(ports, keep, cookies, requests, urlencode(half))
        yield from _beside_bare("what is typed kept", council, autosave, AUTOSAVE)


def _beside_bare(what: str, council: Council, times: Sequence[Sequence[float]], most: float) -> Iterator[Figure]:
    mine, its, kept = times
    yield Figure(f"{what}, {council.name}: p50", statistics.median(mine), "ms")
    yield Figure(f"{what}, {council.name}: p95", p95(mine), "ms")
    yield Figure(f"bare page beside it, {council.name}: p95", p95(its), "ms")
    yield Figure(f"{what} over bare, {council.name}: p95", p95(mine) / p95(its), "times", most)
    yield Figure(f"{what} over bare that keeps its connection, {council.name}: p95", p95(mine) / p95(kept), "times")


# --- work inside the app -----------------------------------------------------------------------------------------


def _fact(council: Council, number: int) -> Iterator[Figure]:
    took = _work(council, "fact", number)
    yield Figure(f"one fact saved, {council.name}: cpu, median", took["median"], "ms", ONE_FACT)
    yield Figure(f"one fact saved, {council.name}: cpu, p95", took["p95"], "ms")


def _meeting(council: Council) -> Iterator[Figure]:
    took = _work(council, "meeting", 200)
    yield Figure(f"minutes as Word, {council.name}: cpu", took["word"], "s", DOCUMENT)
    yield Figure(f"minutes as PDF, {council.name}: cpu", took["pdf"], "s", DOCUMENT)
    yield Figure(f"200 invitations queued, {council.name}: cpu", took["invitations"], "s", INVITATIONS)


def _check(council: Council) -> Iterator[Figure]:
    took = _work(council, "check", 0)
    yield Figure(f"every duty checked, {council.name}: wall", took["wall"], "s", CHECK)
    yield Figure(f"every duty checked, {council.name}: cpu", took["cpu"], "s")


def _import(kind: str, children: int) -> Iterator[Figure]:
    took = _work(_empty(kind), "import", children)
    yield Figure(f"return of {children:,} read and compared, {kind}: cpu", took["read"], "s")
    yield Figure(f"return of {children:,} applied, {kind}: cpu", took["apply"], "s", IMPORT)


def _work(council: Council, what: str, number: int) -> dict[str, float]:
    command = [sys.executable, BENCH / "web_work.py", what, str(number)]
    done = subprocess.run(command, env=council.environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{what} failed:\n{done.stderr[-3000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main())

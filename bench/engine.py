"""The evaluator alone, in one process: children a second, and how long one child takes. Prints JSON.

``python bench/engine.py PACK DAY FOLDER [FACTS.csv]``
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import deque
from datetime import date
from pathlib import Path

from permanence.policy.contract import as_rows
from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.pack import read_pack
from permanence.policy.timeline import Timeline
from permanence.returns.frames import timeline
from permanence.returns.merge import combine
from permanence.returns.spreadsheet.read import read_facts
from permanence.returns.ssda903.read import read_return

SINGLE_CHILDREN = 1_000
RUNS = 5


def main(pack: str, day: str, folder: str, facts: str = "") -> None:
    """Read once, then time the evaluator only."""
    readings = [read_return([Path(folder)]), *([read_facts(Path(facts))] if facts else [])]
    reading = combine(readings) if facts else readings[0]
    people = timeline(reading.children, reading.facts)
    ready, as_at = evaluator(read_pack(pack)), date.fromisoformat(day)
    alone(ready, people, as_at)  # the first run fills the caches
    seconds = statistics.median(alone(ready, people, as_at) for _ in range(RUNS))
    waits = sorted(one_child(ready, people, as_at, place) for place in range(min(SINGLE_CHILDREN, len(people.ids))))
    print(json.dumps({
        "children": len(people.ids), "facts": len(people.child), "per_second": len(people.ids) / seconds,
        "p50": 1000 * statistics.median(waits), "p99": 1000 * waits[int(len(waits) * 0.99)],
    }))  # fmt: skip


def alone(ready: Evaluator, people: Timeline, as_at: date) -> float:
    """Processor seconds for the duties of everybody, a slice at a time, none of them kept."""
    start = time.process_time()
    deque(ready.in_slices(people, as_at), maxlen=0)
    return time.process_time() - start


def one_child(ready: Evaluator, people: Timeline, as_at: date, place: int) -> float:
    """Seconds on the clock for one child's duty rows, as a page would ask for them."""
    start = time.perf_counter()
    child = people.part(place, place + 1)
    as_rows(ready, child.ids, ready.duties(child, as_at))
    return time.perf_counter() - start


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What a whole process costs: seconds on the clock, seconds of processor, megabytes at its peak.

Each process is started by a launcher of its own, so that the system's account of "children" holds that one alone.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Cost:
    """``wall`` and ``cpu`` in seconds (user and system, of the process and its children), ``peak`` memory in MB."""

    wall: float
    cpu: float
    peak: float


def cost_of(command: Command, threads: int | None = None) -> Cost:
    """Run a command to its end and say what it took. Raises RuntimeError, with what it printed, if it fails."""
    launcher = [sys.executable, __file__, *map(str, command)]
    environment = dict(os.environ) | ({"POLARS_MAX_THREADS": str(threads)} if threads else {})
    environment.pop("_RJEM_MALLOC_CONF", None)  # Polars, once loaded here, would hand its own settings on to the others
    done = subprocess.run(launcher, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{done.stderr[-3000:]}")
    return Cost(**json.loads(done.stdout))


def median_of(costs: Sequence[Cost]) -> Cost:
    """The median of these, figure by figure."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "peak")))


def _launch(command: Sequence[str]) -> int:
    import resource

    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    bytes_a_unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
    print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * bytes_a_unit / 1e6}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(_launch(sys.argv[1:]))

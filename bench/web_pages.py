"""Pages over HTTP: gunicorn beside the bare page, someone signed in, and how long each answer takes."""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

BENCH = Path(__file__).resolve().parent
WHO = "colin.threlkeld@northbrook.example"  # a head of service, who sees the whole of it


@contextmanager
def served(environment: Mapping[str, str], module: str, log_file: Path) -> Iterator[int]:
    """Two gunicorn workers; gives their port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        f"{module}:application",
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    quiet = ["--no-control-socket", "--log-level", "error", "--timeout", "120", "--pythonpath", str(BENCH)]
    log = log_file.open("ab")
    server = subprocess.Popen([*gunicorn, *quiet], env=environment, stderr=log)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not start within half a minute.")


def _get(port: int, address: str, cookies: str = "", body: str | None = None) -> tuple[int, str, list[str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    heads = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST" if body else "GET", address, body, heads)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.msg.get_all("Set-Cookie") or []


def signed_in(port: int, password: str) -> str:
    """The cookies of someone who has signed in."""
    _, page, given = _get(port, "/account/login/")
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = urlencode({"csrfmiddlewaretoken": token, "login": WHO, "password": password})
    status, _, more = _get(port, "/account/login/", _cookies(given), form)
    if status != 302:
        raise RuntimeError(f"Signing in answered {status}.")
    return _cookies([*given, *more])


def _cookies(given: Sequence[str]) -> str:
    pairs = dict(one.split(";")[0].split("=", 1) for one in given)
    return "; ".join(f"{name}={value}" for name, value in pairs.items())


def children_on_the_board(port: int, cookies: str) -> list[int]:
    """The numbers of the children on the board's first pages."""
    found: set[int] = set()
    for number in range(1, 9):
        _, page, _ = _get(port, f"/owed/all/?page={number}", cookies)
        found |= {int(one) for one in re.findall(r'href="/children/(\d+)/', page)}
    return sorted(found)


def in_turn(
    ports: tuple[int, int, int], address: Callable[[], str], cookies: str, requests: int, body: str | None = None
) -> list[list[float]]:
    """The times of the app's page, of the bare page, and of the bare page that keeps its connection."""
    app, *others = ports
    times: list[list[float]] = [[], [], []]
    for place in range(requests + 10):
        took = _milliseconds(app, address(), cookies, body), *(_milliseconds(other, "/", "") for other in others)
        for one, milliseconds in zip(times, took, strict=True):
            if place >= 10:  # the first ones warm up
                one.append(milliseconds)
    return times


def _milliseconds(port: int, address: str, cookies: str, body: str | None = None) -> float:
    start = time.perf_counter()
    status, _, _ = _get(port, address, cookies, body)
    if status != 200:
        raise RuntimeError(f"{address} answered {status}.")
    return (time.perf_counter() - start) * 1000


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[18]

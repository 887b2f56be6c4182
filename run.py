#!/usr/bin/env python3
"""The project's commands. Each works on a fresh machine that has Python 3.11 or later, and nothing else.

    python3 run.py demo       builds a made-up council, shows what five policies ask for the 430 children in its files
                              (300 in care in the last two years, 130 care leavers and children not in care yet), and
                              starts the web app on a council of its own, a sign-in for each role; --no-web ends
                              before that
    python3 run.py test       runs every check and every test; words after it go to pytest
    python3 run.py bench      measures speed and memory; with --web, those of the web app
    python3 run.py VERB ...   any other word goes to the permanence command: python3 run.py due cases.yaml --json

The first run makes the project's environment, the folder .venv, from requirements-dev.lock. That takes about a
minute and needs the network once. Later runs need neither, until the lock changes.
"""

import hashlib
import importlib.util
import os
import re
import socket
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # here, because an older Python stops at the annotations below
    found = sys.version.split()[0]
    sys.exit(f"Permanence needs Python 3.11 or later, and this is {found}. Install a newer one and use it here.")

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements-dev.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "installed-from"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PERMANENCE = PYTHON.with_name("permanence.exe" if os.name == "nt" else "permanence")
OLDEST_PIP = (22, 3)  # the first that can fill an environment other than its own

MANAGE = ROOT / "manage.py"
DEMO = ROOT / "out" / "demo"
WEB = ROOT / "out" / "practice"
AS_AT = "2026-03-31"  # the end of a collection year, so that the demo is the same on every day
PACKS = ("AM", "DG", "SP", "PG", "PP")

Command = list[str | Path]

NO_PIP = """\
This Python has no pip, and no way to make one, so the packages cannot be installed.
  On Debian or Ubuntu:  sudo apt-get install python3-pip
  Elsewhere:            install Python from python.org or your software centre; pip comes with it
Then give the same command again."""

NOT_INSTALLED = """\
The packages could not be installed; pip says why, above. The first run needs the network, or a package index your
organisation keeps (pip reads its address from pip's own settings). Then give the same command again."""


def main(words: list[str]) -> int:
    """Does what the words ask and gives the exit code: 0 where all went well."""
    verb, *rest = words or ["--help"]
    if verb in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    verbs = {"demo": demo, "test": test, "bench": bench}
    prepare()
    return verbs[verb](rest) if verb in verbs else permanence(words)


def demo(words: list[str]) -> int:
    """Workbooks of a made-up council; then the web app on another, until it is stopped. --no-web leaves that out."""
    return workbooks() or (0 if "--no-web" in words else web())


def workbooks() -> int:
    """A made-up council, and a workbook for each policy. Shows every command, so that it can be given again by hand."""
    say("Building a made-up council: 300 children who were in care in the last two years. Its files hold 130 others")
    say("too, care leavers, who left earlier, and children not in care yet, so the tables count 430.")
    say("Then working out what each of five policies asks for them.")
    council, facts = place(DEMO / "council"), place(DEMO / "council" / "facts.csv")
    steps = [["sample", council, "--children", "300", "--as-at", AS_AT, "--force"]]
    for pack in PACKS:
        workbook = place(DEMO / f"{pack}.xlsx")
        files = ["--ssda903", council, "--facts", facts, "--as-at", AS_AT]
        steps.append(["track", "--pack", pack, *files, "-o", workbook])
    for step in steps:
        say(f"\n$ python3 run.py {' '.join(step)}")
        code = permanence(step)
        if code:
            return code
    say(f"\nThe workbooks are in {place(DEMO)}, one for each policy: {', '.join(f'{pack}.xlsx' for pack in PACKS)}.")
    say("Each lists what is owed to every child, by when, which fact made it due, and the paragraph that says so.")
    return 0


def web() -> int:
    """The web app on made-up children, on this machine alone, until it is stopped. Its day stands still, as above."""
    here = {"PERMANENCE_MODE": "demo", "PERMANENCE_DATA": str(WEB), "PERMANENCE_TODAY": AS_AT}
    here["PERMANENCE_COUNCIL"] = "Northbrook (made up)"
    os.environ.pop("DATABASE_URL", None)  # a demonstration never touches a database that is somebody's
    os.environ.update(here)
    say(f"\nMaking the web app's own council in {place(WEB)}. This takes about half a minute, once.")
    code = run([PYTHON, MANAGE, "migrate", "--verbosity", "0"]) or run([PYTHON, MANAGE, "make_demo"])
    if code:
        return code
    port = free_port()
    say(f"\nOpen http://127.0.0.1:{port}/ in a browser. The day there is always {AS_AT}. Stop with Ctrl and C.")
    return run([PYTHON, MANAGE, "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"])


def free_port() -> int:
    """8000 where nothing listens there, else any port that is free."""
    for port in (8000, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    sys.exit("No port is free on this machine. Close another server and try again.")


def test(words: list[str]) -> int:
    """Every check and test, by one runner, so that its last line sums up all of them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each program the tests start would be compiled anew
    if words:
        return run([PYTHON, "-m", "pytest", *words], ROOT)
    say("Running every check and test: style, types, layers, documents, golden cases and the tests of the code.")
    return run([PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "4"], ROOT)


def bench(words: list[str]) -> int:
    """The measurements of speed and memory: of the engine and the command, or, with --web, of the web app."""
    measured = "web.py" if "--web" in words else "run.py"
    return run([PYTHON, ROOT / "bench" / measured, *words])


def permanence(words: list[str]) -> int:
    """The permanence command with these words."""
    return run([PERMANENCE, *words])


# --- the environment ----------------------------------------------------------------------------------------


def prepare() -> None:
    """Makes the environment or brings it up to the lock, unless it stands as the lock says already."""
    stands = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() and PYTHON.exists() else []
    if stands == wanted():
        return
    say("Making the project's environment in .venv, from requirements-dev.lock. This takes about a minute, once.")
    if stands[:1] != wanted()[:1]:  # half made, or the folder was moved and its scripts point to where it was
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt").create(VENV)
    pip = pip_to_fill_it()
    install(pip, "--require-hashes", "--requirement", LOCK)
    install(pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text("\n".join(wanted()), encoding="utf-8")  # last, so that an interrupted install is done again


def wanted() -> list[str]:
    """What the environment should stand on: this folder, and this lock."""
    return [str(ROOT), hashlib.sha256(LOCK.read_bytes()).hexdigest()]


def pip_to_fill_it() -> Command:
    """This Python's own pip, which a bare Debian has; else one that Python can make inside the environment."""
    if pip_version() >= OLDEST_PIP:
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    if importlib.util.find_spec("ensurepip") is None or run([PYTHON, "-m", "ensurepip"]):
        sys.exit(NO_PIP)
    return [PYTHON, "-m", "pip"]


def pip_version() -> tuple[int, ...]:
    """The first two numbers of this Python's pip, or nothing where it has none."""
    asked = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    numbers = re.match(r"pip (\d+)\.(\d+)", asked.stdout)
    return tuple(map(int, numbers.groups())) if numbers else ()


def install(pip: Command, *what: str | Path) -> None:
    """Has pip install this, quietly. Ends with a message where it cannot."""
    if run([*pip, "install", "-qq", "--disable-pip-version-check", "--no-input", *what]):
        sys.exit(NOT_INSTALLED)


# --- running and saying -------------------------------------------------------------------------------------


def run(command: Command, folder: Path | None = None) -> int:
    """Runs a command, here or in a folder, and gives its exit code; ended by a signal, the code a shell would give."""
    try:
        code = subprocess.run(command, cwd=folder, check=False).returncode
    except KeyboardInterrupt:
        return 130
    return code if code >= 0 else 128 - code


def place(path: Path) -> str:
    """A path as the reader would type it from where they stand."""
    return os.path.relpath(path) if path.drive == Path.cwd().drive else str(path)


def say(words: str) -> None:
    """Says it at once, ahead of what the commands it starts will print."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The command line: ``permanence track``, ``due``, ``explain``, ``verify``, ``compare`` and the lists.

Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 input that cannot be used. An error is one paragraph that
says what to do, on standard error; there is no traceback.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
import textwrap
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from permanence import __version__

DONE, NO, WRONG_USE, UNUSABLE = 0, 1, 2, 3


class Unusable(Exception):
    """Input that cannot be used; its text is the whole message."""


_SELDOM = 500_000
"""New objects after which Python looks for rings of them: a run makes few, and what its packages load is never one."""


_FRUGAL = {
    "_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:200,muzzy_decay_ms:0,thp:always",  # Polars
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OPENBLAS_NUM_THREADS": "1",  # NumPy's workers for matrices, of which there are none here, spin while they wait
}
"""Read by packages as they load: to give memory back at once, where they would keep it, and to start no idle worker."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = parser().parse_args(argv)
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)  # or Python, on its way out, looks through the objects of every package once more
    for name, value in _FRUGAL.items():
        os.environ.setdefault(name, value)
    try:
        return int(import_module(f"permanence.cli.{given.module}").run(given))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _refuse("Stopped. Nothing more was written.")
    except (Unusable, ValueError) as wrong:
        return _refuse(str(wrong))
    except OSError as wrong:
        file = wrong.filename or "A file"
        return _refuse(f"{file} cannot be opened ({wrong.strerror}). Check the name, and that it may be read.")


def _refuse(message: str) -> int:
    print(textwrap.fill(message, 110), file=sys.stderr)
    return UNUSABLE


def parser() -> argparse.ArgumentParser:
    """The commands and what they take."""
    top = argparse.ArgumentParser(
        prog="permanence",
        description="What is owed to every child in care, by when, and why, by a council's own policy and files.",
        epilog=_TEACHING, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"permanence {__version__}")
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_track, _due, _explain, _verify, _compare, _holidays, _packs, _clauses, _template, _sample):
        add(verbs)
    return top


_TEACHING = """\
start here:
  permanence sample council --children 300                     a made-up council to try things on
  permanence track --pack PG --ssda903 council --facts council/facts.csv --as-at 2026-03-31 -o tracker.xlsx
  permanence explain 1000017 --pack PG --ssda903 council --facts council/facts.csv --as-at 2026-03-31
  permanence verify my-cases.yaml                              sign off a policy by examples

Packs are AM, DG, SP, PG, PP, ENGLAND, or the path of a council's own pack file.
Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 input that cannot be used.
"""

_Verbs = argparse._SubParsersAction


def _verb(
    verbs: _Verbs[argparse.ArgumentParser], name: str, module: str, short: str, more: str = ""
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(
        name,
        help=short,
        description=short,
        epilog=textwrap.dedent(more),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.set_defaults(module=module)
    return verb


def _day(text: str) -> date:
    for written in (text, "-".join(reversed(text.split("/")))):
        try:
            return date.fromisoformat(written)
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-03-31")


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return int(text)


def _council(verb: argparse.ArgumentParser, pack: bool = True) -> None:
    """The options that say which policy and which files."""
    if pack:
        verb.add_argument(
            "--pack", required=True, help="AM, DG, SP, PG, PP, ENGLAND, or the path of a council's own pack file"
        )
    verb.add_argument(
        "--ssda903",
        nargs="+",
        type=Path,
        default=[],
        metavar="DIR",
        help="the return: folders, zips or files; several years may be given",
    )
    verb.add_argument(
        "--facts",
        type=Path,
        metavar="FILE",
        help="the facts no return holds: a .csv or .xlsx made from `permanence template`",
    )
    verb.add_argument(
        "--as-at", type=_day, metavar="DATE", help="what is known and owed at the end of this day (today if not given)"
    )
    verb.add_argument(
        "--holidays",
        type=Path,
        metavar="FILE",
        help="bank holidays declared late: a .csv with the columns date and name",
    )
    verb.add_argument(
        "--unregistered",
        metavar="CODES",
        help="placement codes that mean an unregistered home: Z12,Z13 if not given; Z14=unapproved is one; or none",
    )


def _track(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "track", "track", "the main job: who is owed what, by when, and why", """\
        The ending of the output says what is written:
          .xlsx     a workbook: board, all duties with reasons, overdue, due in 30 days, problems in the data, about
          .csv .parquet .json   all duty rows
        A summary is printed too.
        """)  # fmt: skip
    _council(verb)
    verb.add_argument(
        "-o",
        "--output",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="where to write; may be given more than once",
    )
    verb.add_argument("--quiet", action="store_true", help="print no summary")


def _due(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "due", "due", "the duty rows of a case file (one case or a list)")
    verb.add_argument("file", type=Path, metavar="FILE", help="cases as packs/README.md and docs/cases.md show")
    verb.add_argument("--pack", help="the pack of cases that name none")
    verb.add_argument("--json", action="store_true", help='an array, one {"name": ..., "rows": [...]} a case')
    verb.add_argument(
        "--holidays",
        type=Path,
        metavar="FILE",
        help="bank holidays declared late: a .csv with the columns date and name",
    )


def _explain(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "explain", "explain", "everything one child is owed, in sentences")
    verb.add_argument("child", metavar="CHILD", help="the child's id in the files")
    _council(verb)


def _verify(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "verify", "verify", "check golden cases: how a council signs off its pack by examples")
    verb.add_argument("cases", nargs="+", type=Path, metavar="CASES", help="case files, or folders of them")
    verb.add_argument("--pack", help="check every case against this pack, whatever pack it names")
    verb.add_argument(
        "--holidays",
        type=Path,
        metavar="FILE",
        help="bank holidays declared late: a .csv with the columns date and name",
    )


def _compare(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "compare", "compare", "two policies side by side: rules, children and meetings a month", """\
        With no files the children are a made-up council of 300.
        """)  # fmt: skip
    verb.add_argument("first", metavar="PACK")
    verb.add_argument("second", metavar="PACK")
    _council(verb, pack=False)
    verb.add_argument("--children", action="store_true", help="list every child's change, not only the counts")


def _holidays(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "holidays", "holidays", "which due dates a late-declared bank holiday moves")
    _council(verb)


def _packs(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "packs", "packs", "the policies there are; with a name, its settings, words and rules")
    verb.add_argument("pack", nargs="?", metavar="PACK")


def _clauses(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "clauses", "clauses", "every paragraph of the five documents, and where it is honoured")
    verb.add_argument("pack", nargs="?", metavar="PACK", help="only this document")
    verb.add_argument("--json", action="store_true", help="an array of paragraphs")
    verb.add_argument("--cases", type=Path, metavar="DIR", help="golden cases to look the paragraphs up in")
    verb.add_argument("--not-yet", action="store_true", help="only those not yet honoured")


def _template(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(
        verbs, "template", "template", "an empty facts sheet (.xlsx or .csv) with lists to choose from and examples"
    )
    verb.add_argument("file", type=Path, nargs="?", default=Path("facts.xlsx"), metavar="FILE")
    verb.add_argument("--force", action="store_true", help="write over a file that is there")


def _sample(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "sample", "sample", "a made-up council: two years of SSDA903 files and a facts sheet")
    verb.add_argument("folder", type=Path, metavar="DIR")
    verb.add_argument("--children", type=_whole, default=300, metavar="N")
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same council")
    verb.add_argument(
        "--as-at", type=_day, default=date(2026, 3, 31), metavar="DATE", help="the day the facts sheet is kept up to"
    )
    verb.add_argument("--force", action="store_true", help="write over a folder that is there")

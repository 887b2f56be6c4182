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

from . import arguments, loading

DONE, NO, WRONG_USE, UNUSABLE = 0, 1, 2, 3


class Unusable(Exception):
    """Input that cannot be used; its text is the whole message."""


class WrongUse(Exception):
    """A command that was not asked as it can be; its text is the whole message."""


_SELDOM = 500_000
"""New objects after which Python looks for rings of them: a run makes few, and what its packages load is never one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    _prepare()
    given = parser().parse_args(argv)
    try:
        _refuse_no_files(given)
        named = (*getattr(given, "ssda903", ()), getattr(given, "facts", None))
        loading.before_reading([path for path in named if path])
        return int(import_module(f"permanence.cli.{given.module}").run(given))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _refuse("Stopped. Nothing more was written.")
    except WrongUse as wrong:
        return _refuse(str(wrong), WRONG_USE)
    except (Unusable, ValueError) as wrong:
        return _refuse(str(wrong))
    except OSError as wrong:
        file = wrong.filename or "A file"
        return _refuse(f"{file} cannot be opened ({wrong.strerror}). Check the name, and that it may be read.")


def _prepare() -> None:
    """Before anything is loaded: the options load packages too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)  # or Python, on its way out, looks through the objects of every package once more
    loading.before_options()


def _refuse(message: str, code: int = UNUSABLE) -> int:
    whole_words = textwrap.fill(message, 110, break_on_hyphens=False, break_long_words=False)  # to copy a file's name
    print(whole_words, file=sys.stderr)
    return code


def _refuse_no_files(given: argparse.Namespace) -> None:
    if given.needs_files and not given.ssda903 and not given.facts:
        raise WrongUse(
            "Name the files to read: --ssda903 with the folders of the return, or --facts with a facts sheet, or both."
        )


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
  permanence explain 10059937 --pack PG --ssda903 council --facts council/facts.csv --as-at 2026-03-31
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
    verb.set_defaults(module=module, needs_files=False)
    return verb


_WHICH_PACK = "AM, DG, SP, PG, PP, ENGLAND, or the path of a council's own pack file"


def _late_holidays(verb: argparse.ArgumentParser) -> None:
    words = "bank holidays declared late: a .csv with the headings date and name, days as 2026-12-28 or 28/12/2026"
    verb.add_argument("--holidays", type=Path, metavar="FILE", help=words)


def _council(verb: argparse.ArgumentParser, pack: bool = True) -> None:
    """The options that say which policy and which files. With a policy, a command needs files too."""
    if pack:
        verb.set_defaults(needs_files=True)
        verb.add_argument("--pack", required=True, type=arguments.pack, help=_WHICH_PACK)
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
        "--as-at",
        type=arguments.day,
        metavar="DATE",
        help="what is known and owed at the end of this day (today if not given)",
    )
    _late_holidays(verb)
    verb.add_argument(
        "--unregistered",
        type=arguments.homes,
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
        type=arguments.output,
        action="append",
        default=[],
        metavar="FILE",
        help="where to write; may be given more than once",
    )
    verb.add_argument("--quiet", action="store_true", help="print no summary")


def _due(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "due", "due", "the duty rows of a case file (one case or a list)")
    verb.add_argument("file", type=Path, metavar="FILE", help="cases as packs/README.md and docs/cases.md show")
    verb.add_argument("--pack", type=arguments.pack, help="the pack of cases that name none")
    verb.add_argument("--json", action="store_true", help='an array, one {"name": ..., "rows": [...]} a case')
    _late_holidays(verb)


def _explain(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "explain", "explain", "everything one child is owed, in sentences")
    verb.add_argument("child", metavar="CHILD", help="the child's id in the files")
    _council(verb)


def _verify(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "verify", "verify", "check golden cases: how a council signs off its pack by examples")
    verb.add_argument("cases", nargs="+", type=Path, metavar="CASES", help="case files, or folders of them")
    verb.add_argument("--pack", type=arguments.pack, help="check every case against this pack, whatever pack it names")
    _late_holidays(verb)


def _compare(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "compare", "compare", "two policies side by side: rules, children and meetings a month", """\
        What both say alike is counted, not listed. With no files the children are those of `permanence sample`.
        """)  # fmt: skip
    verb.add_argument("first", type=arguments.pack, metavar="PACK", help=_WHICH_PACK)
    verb.add_argument("second", type=arguments.pack, metavar="PACK", help="the one that would replace it")
    _council(verb, pack=False)
    verb.add_argument("--children", action="store_true", help="list every child's change, not only the counts")


def _holidays(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "holidays", "holidays", "which due dates a late-declared bank holiday moves")
    _council(verb)


def _packs(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "packs", "packs", "the policies there are; with a name, its settings, words and rules")
    verb.add_argument("pack", nargs="?", type=arguments.pack, metavar="PACK", help=_WHICH_PACK)


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
    verb.add_argument(
        "--children",
        type=arguments.whole,
        default=300,
        metavar="N",
        help="children in care at some time in the two years (300 if not given); the files hold about 4 more for every "
        "10: care leavers, who left earlier, and children not in care yet",
    )
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same council")
    verb.add_argument(
        "--as-at",
        type=arguments.day,
        default=date(2026, 3, 31),
        metavar="DATE",
        help="the day the facts sheet is kept up to",
    )
    verb.add_argument("--force", action="store_true", help="write over a folder that is there")

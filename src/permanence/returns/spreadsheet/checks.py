"""What can be wrong with a row of the spreadsheet, one check a mistake: what is wrong, and what was done about it.

A check either sets the row aside, because using it would say something the user did not mean, or lets the row be
used and tells the user what was left out or assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from permanence.policy.days import MOST
from permanence.policy.vocabulary import vocabulary

from .cells import BEYOND
from .columns import COLUMNS, nearest
from .values import CODED, any_day, listed, takers, value

NEEDS_ABOUT = ("document.minutes", "document.adoption_minutes")
"""Papers that can only be matched to a meeting by the day they are about."""

ASIDE = "The row was set aside. "
USED = "The row was used. "

MOST_WORDS = 300
"""How many different unknown words get a message of their own; finding the nearest word to each takes time."""

DAY_HINT = "Write the day as 27/02/2026 or 2026-02-27."


@dataclass(frozen=True)
class Check:
    """One mistake. ``when`` finds its rows; ``wrong`` and ``done`` are what the user is told."""

    field: str
    when: pl.Expr
    wrong: pl.Expr
    done: str

    @property
    def aside(self) -> bool:
        """Whether the row is set aside."""
        return self.done.startswith(ASIDE)


def checks(columns: Sequence[str]) -> tuple[Check, ...]:
    """The checks for a sheet with these columns, in the order a user would mend them."""
    details = [name for name in columns if name in vocabulary().attributes]
    found = [
        *_who(),
        *_fact_and_code(),
        *_when(),
        *_days_that_fit(),
        *(check for name in details for check in _detail(name)),
    ]
    found.append(_about("about" in details))
    if "born" in columns:
        found.append(_unread("born", ~_blank("born"), USED + "The date of birth was left out. " + DAY_HINT))
    return tuple(found)


def _who() -> Iterator[Check]:
    yield Check(
        "note",
        pl.col(BEYOND).is_not_null(),
        pl.lit("The row has more cells than there are headings"),
        ASIDE + "Put quote marks round text that holds a comma, and read the file again.",
    )
    yield Check(
        "child",
        _blank("child"),
        pl.lit("The row does not say which child"),
        ASIDE + "Write the child's number and read the file again.",
    )
    yield Check(
        "child",
        pl.col("child").str.contains(r"^\d+(\.\d+)?[eE]\+\d+$"),
        pl.lit("The spreadsheet program has shortened this number, so some of its digits are lost"),
        ASIDE + "Set the column to text, write the number again and read the file again.",
    )


def _fact_and_code() -> Iterator[Check]:
    fact, code = value("fact"), value("code")
    known, unknown = fact.is_in(list(vocabulary().facts)), pl.col("token").is_null()
    heading = (fact == "fact") & (pl.col("child").str.to_lowercase() == "child")
    yield Check("fact", heading, pl.lit("The row repeats the headings"), ASIDE + "Take the row out.")
    yield Check(
        "fact",
        _blank("fact") & ~pl.col("lists child"),
        pl.lit("The row does not say what happened"),
        ASIDE + "Choose a fact from the list and read the file again.",
    )
    yield Check(
        "fact",
        ~known & ~heading,
        _per_word(_unknown_fact, "fact"),
        ASIDE + "Use a word from the sheet 'What the words mean' and read the file again.",
    )
    yield Check(
        "code",
        fact.is_in(CODED) & _blank("code"),
        _per_word(_missing_code, "fact read"),
        ASIDE + "Choose a code from the list and read the file again.",
    )
    yield Check(
        "code",
        fact.is_in(CODED) & ~_blank("code") & unknown,
        _per_word(_unknown_code, "fact read", "code"),
        ASIDE + "Choose a code from the list and read the file again.",
    )
    yield Check(
        "code",
        known & ~fact.is_in(CODED) & code.is_not_null(),
        pl.format("'{}' has no codes, and this row gives it one", fact),
        USED + "The code was left out.",
    )


def _shapes() -> tuple[pl.Expr, pl.Expr]:
    """Whether the row's fact lasts for a time, and whether it happens on one day."""
    known, spans = pl.col("token").is_not_null(), pl.col("spans")
    return spans & known, ~spans & known


def _when() -> Iterator[Check]:
    lasts, one_day = _shapes()
    no_date = _blank("date")
    by_from = one_day & no_date & ~_blank("from")
    fix_day = ASIDE + DAY_HINT + " Then read the file again."
    yield Check(
        "from",
        lasts & _blank("from") & no_date,
        pl.format("'{}' lasts for a time, and the row has no first day", "fact"),
        ASIDE + "Write the first day under 'from' and read the file again.",
    )
    yield Check(
        "from",
        lasts & _blank("from") & ~no_date,
        pl.format("'{}' lasts for a time, and the row has only a 'date'", "fact"),
        ASIDE + "Move the day to 'from' (and write 'to' if it has ended), then read the file again.",
    )
    yield Check(
        "date",
        one_day & no_date & _blank("from"),
        pl.format("'{}' happens on one day, and the row has no day", "fact"),
        ASIDE + "Write the day under 'date' and read the file again.",
    )
    yield _unread("from", (lasts | by_from) & ~_blank("from"), fix_day)
    yield _unread("to", lasts & ~_blank("to"), fix_day)
    yield _unread("date", one_day & ~no_date, fix_day)


def _days_that_fit() -> Iterator[Check]:
    lasts, one_day = _shapes()
    no_date = _blank("date")
    by_from = one_day & no_date & ~_blank("from")
    yield Check(
        "to",
        lasts & (value("to") < value("from")),
        pl.lit("The last day is before the first day"),
        ASIDE + "Check both days and read the file again.",
    )
    yield Check(
        "to",
        lasts & (value("to") == value("from")),
        pl.lit("It ends on the day it begins, so it holds on no day"),
        USED + "Check both days: 'to' is the day it no longer holds.",
    )
    yield Check(
        "from",
        by_from & value("from").is_not_null(),
        pl.format("'{}' happens on one day, and the day stands under 'from'", "fact"),
        USED + "The day under 'from' was taken as its date.",
    )
    yield Check(
        "from",
        one_day & ~no_date & (pl.col("from") != pl.col("date")),
        pl.format("'{}' happens on one day, and the row has a 'from' as well", "fact"),
        USED + "Only 'date' was read.",
    )
    yield Check(
        "to",
        one_day & ~_blank("to"),
        pl.format("'{}' happens on one day, so it has no 'to'", "fact"),
        USED + "The day under 'to' was left out.",
    )
    yield Check(
        "date",
        lasts & ~_blank("from") & ~no_date & (pl.col("from") != pl.col("date")),
        pl.format("'{}' lasts for a time, so 'date' is not for it", "fact"),
        USED + "Only 'from' and 'to' were read.",
    )


def _detail(name: str) -> Iterator[Check]:
    column = COLUMNS[name]
    taken = value("fact").is_in(takers(name))
    stated = ~_blank(name) & pl.col("token").is_not_null()
    left_out = USED + "This detail was left out. "
    yield Check(name, stated & ~taken, pl.format(f"'{name}' is not a detail of '{{}}'", value("fact")), left_out)
    if column.kind == "choices":
        unknown = listed(pl.col(name)).list.len() > value(name).list.len()
        yield Check(
            name,
            stated & taken & unknown,
            pl.lit(f"Some words here are not known, or stand twice; {_words(name)}"),
            USED + "The words that are known were read.",
        )
    elif column.kind == "choice":
        yield Check(
            name,
            stated & taken & value(name).is_null(),
            _per_word(partial(_unknown_choice, name), name),
            left_out + "Choose a word from the list.",
        )
    elif column.kind == "date":
        yield _unread(name, stated & taken, left_out + DAY_HINT)
    elif column.kind != "text":
        wanted = "yes or no" if column.kind == "bool" else f"a whole number from 1 to {MOST}"
        yield Check(
            name,
            stated & taken & value(name).is_null(),
            pl.format(f"'{{}}' is not {wanted}", name),
            left_out + f"Write {wanted}.",
        )


def _about(given: bool) -> Check:
    missing = _blank("about") if given else pl.lit(True)
    return Check(
        "about",
        pl.col("token").cast(pl.String).is_in(NEEDS_ABOUT) & missing,
        pl.lit("These minutes do not say which meeting they belong to"),
        USED + "They count for no meeting until you write its day under 'about'.",
    )


def _unread(name: str, when: pl.Expr, done: str) -> Check:
    """A day that cannot be read, or that no child of this service can have."""
    wrong = (
        pl.when(any_day(pl.col(name)).is_null())
        .then(pl.format("'{}' is not a day", name))
        .otherwise(pl.format("'{}' is not a day between 1970 and 2148", name))
    )
    return Check(name, when & value(name).is_null(), wrong, done)


def _blank(name: str) -> pl.Expr:
    return pl.col(name).is_null()


def _per_word(say: Callable[..., str], *names: str) -> pl.Expr:
    """A message for the words in these columns, made once for each different one, and for no more than MOST_WORDS."""
    told: dict[tuple[str, ...], str] = {}

    def tell(row: dict[str, str]) -> str:
        words = tuple(row.values())
        if words not in told:
            told[words] = say(*words) if len(told) < MOST_WORDS else f"'{words[-1]}' is not a word we know here"
        return told[words]

    return pl.struct(names).map_elements(tell, return_dtype=pl.String)


def _unknown_fact(word: str) -> str:
    return f"'{word}' is not a fact we know{nearest(word, list(vocabulary().facts))}"


def _missing_code(fact: str) -> str:
    return f"'{fact}' needs a code, one of: {', '.join(vocabulary().facts[fact].codes)}"


def _unknown_code(fact: str, word: str) -> str:
    codes = vocabulary().facts[fact].codes
    return f"'{word}' is not a code of '{fact}'{nearest(word, codes) or '; its codes are ' + ', '.join(codes)}"


def _unknown_choice(name: str, word: str) -> str:
    return f"'{word}' is not a word for '{name}'{nearest(word, COLUMNS[name].choices) or '; ' + _words(name)}"


def _words(name: str) -> str:
    return f"the words are {', '.join(COLUMNS[name].choices)}"

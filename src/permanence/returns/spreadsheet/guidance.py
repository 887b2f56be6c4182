"""What helps a user fill in the facts sheet: drop-down lists, a hint for each column, and grey for cells not wanted."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from permanence.policy.days import MOST
from permanence.policy.vocabulary import Fact, vocabulary

from .columns import COLUMNS, Column
from .layout import Book
from .values import FIRST_DAY, LAST_DAY

LAST_ROW = 1_048_575  # the last row of a workbook, counted from 0
GREY = "#D9D9D9"
LISTS = "Lists"
FACTS, CODED_FACTS, CODES, FIRST_USE = range(4)
"""Columns of the hidden sheet of lists: the facts; each fact beside each of its codes; then who uses each column."""

WANTED = {"date": "a day, like 27/02/2026", "int": f"a whole number from 1 to {MOST}"}

FACT_CELL = f"${xl_col_to_name(list(COLUMNS).index('fact'))}2"


def guide(book: Book, sheet: Worksheet) -> None:
    """Add the lists, hints and grey cells to a facts sheet that has every column."""
    lists = book.book.add_worksheet(LISTS)
    lists.hide()
    facts = vocabulary().facts
    lists.write_column(0, FACTS, list(facts))
    pairs = [(fact.name, code) for fact in facts.values() for code in fact.codes or ("",)]
    lists.write_column(0, CODED_FACTS, [name for name, _ in pairs])
    lists.write_column(0, CODES, [code for _, code in pairs])
    grey = book.book.add_format({"bg_color": GREY})
    for place, column in enumerate(COLUMNS.values()):
        sheet.data_validation(1, place, LAST_ROW, place, {**_allowed(column), **_hint(column)})
        lists.write_column(0, FIRST_USE + place, users(column.name))
        if users(column.name):
            unused = f'=AND({FACT_CELL}<>"",COUNTIF({_whole(FIRST_USE + place)},{FACT_CELL})=0)'
            sheet.conditional_format(1, place, LAST_ROW, place, {"type": "formula", "criteria": unused, "format": grey})


def users(name: str) -> list[str]:
    """The facts that make use of a column; none for a column that is for any row (child, fact, born, note)."""
    return [fact.name for fact in vocabulary().facts.values() if _uses(fact, name)]


def _uses(fact: Fact, name: str) -> bool:
    if name == "code":
        return bool(fact.codes)
    if name in ("from", "to"):
        return fact.is_span
    return not fact.is_span if name == "date" else name in fact.takes


def _allowed(column: Column) -> dict[str, Any]:
    """What a cell of this column may hold."""
    if column.name == "fact":
        return {"validate": "list", "source": f"={LISTS}!$A$1:$A${len(vocabulary().facts)}"}
    if column.name == "code":
        first = f"MATCH({FACT_CELL},{_whole(CODED_FACTS)},0)-1"
        many = f"COUNTIF({_whole(CODED_FACTS)},{FACT_CELL})"
        return {"validate": "list", "source": f"=OFFSET({LISTS}!${xl_col_to_name(CODES)}$1,{first},0,{many},1)"}
    if column.kind == "choice":
        return {"validate": "list", "source": list(column.choices)}
    if column.kind == "bool":
        return {"validate": "list", "source": ["yes", "no"]}
    if column.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    if column.kind == "int":
        return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": MOST}
    return {"validate": "any"}


def _hint(column: Column) -> dict[str, str]:
    """The words shown beside the cell, and those shown when something else is written in it."""
    several = " Put ; between several." if column.kind == "choices" else ""
    wanted = WANTED.get(column.kind, "a word from the list")
    return {
        "input_title": column.name,
        "input_message": f"{column.means[:1].upper()}{column.means[1:]}.{several}",
        "error_title": f"Please check '{column.name}'",
        "error_message": f"This cell needs {wanted}.",
    }


def _whole(place: int) -> str:
    letters = xl_col_to_name(place)
    return f"{LISTS}!${letters}:${letters}"

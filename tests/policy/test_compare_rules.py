"""Two policies side by side: a line is alike where the other has the same words, whatever its clause or its place."""

from __future__ import annotations

from permanence.policy.compare import Line, RulePair


def _line(clause: str, limit: str) -> Line:
    return clause, limit, "in care"


def _pair(first: list[Line], second: list[Line]) -> RulePair:
    return RulePair("review", tuple(first), tuple(second))


def test_other_clauses_in_another_order_say_the_same() -> None:
    pair = _pair([_line("A-1", "4 weeks"), _line("A-2", "6 weeks")], [_line("B-1", "6 weeks"), _line("B-2", "4 weeks")])
    assert (pair.differs, pair.alike, pair.apart) == (False, 2, ([], []))


def test_what_is_apart_stands_on_its_own_side() -> None:
    pair = _pair([_line("A-1", "4 weeks"), _line("A-2", "6 weeks")], [_line("A-1", "4 weeks"), _line("A-2", "8 weeks")])
    assert (pair.differs, pair.alike) == (True, 1)
    assert pair.apart == ([_line("A-2", "6 weeks")], [_line("A-2", "8 weeks")])


def test_a_line_is_the_like_of_one_line_only() -> None:
    pair = _pair([_line("A-1", "4 weeks"), _line("A-2", "4 weeks")], [_line("B-1", "4 weeks")])
    assert (pair.alike, pair.apart) == (1, ([_line("A-2", "4 weeks")], []))

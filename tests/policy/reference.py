"""The referee: what a child is owed, worked out slowly and plainly, one child and one rule at a time.

Written from the timeline contract and ``packs/README.md``, to be read beside them, and never made faster. It takes a
``Pack`` and a child as a case file writes one, and gives the contract's rows in the engine's own keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from permanence.policy import rules as r
from permanence.policy.pack import Pack
from policy.life import DAY, Life, Stretch, counted
from policy.opened import Opening, because_of, last_before_or_first_in, openings

Row = dict[str, Any]


def reference(pack: Pack, child: Mapping[str, Any], as_at: date) -> list[Row]:
    """The duty rows of one child ``{id, born, facts}`` as at the end of a day, in no order that matters."""
    life = Life(child, as_at)
    return [row for rule in pack.rules for row in _rows(pack, rule, life)]


def _rows(pack: Pack, rule: r.Rule, life: Life) -> Iterator[Row]:
    for owed in rule.owed:
        rows = _rounds(rule, owed, life) if isinstance(rule.limit, r.Every) else _done(rule, owed, life)
        for opening, done in rows:
            if _in_force(rule, opening.anchor):
                status, days_late = _status(opening, done, life.as_at, _no_excuse(rule, opening))
                waiting = status in ("due", "overdue", "untimed")
                yield {
                    "child": life.id, "pack": pack.code, "clause": rule.clause, "duty": owed.duty,
                    "because": opening.because, "anchor": opening.anchor, "not_before": opening.not_before,
                    "due": opening.due, "basis": opening.basis, "done": done,
                    "booked": _booked(rule, owed, opening, life) if waiting else None,
                    "status": status, "days_late": days_late, "strength": rule.strength,
                }  # fmt: skip


def _in_force(rule: r.Rule, anchor: date) -> bool:
    since, until = rule.in_force
    return (since is None or since <= anchor) and (until is None or anchor < until)


def _no_excuse(rule: r.Rule, row: Opening) -> bool:
    """Where the reason ended on the very day the duty was for."""
    return rule.leaving_is_no_excuse and row.about is not None and row.about == row.reason.end


def _status(row: Opening, done: date | None, as_at: date, leaving_is_no_excuse: bool) -> tuple[str, int]:
    """The contract's status, and the whole days past due on the day that settles the row: done, over, or as at."""
    ended = row.reason.end
    if row.due is None:
        return ("met" if done else "lapsed" if ended else "untimed"), 0
    late = max((done or ended or as_at) - row.due, 0 * DAY).days
    if done:
        return ("late" if late else "met"), late
    if ended:
        return ("missed" if late or leaving_is_no_excuse else "lapsed"), late
    return ("overdue" if late else "due"), late


def _booked(rule: r.Rule, owed: r.Owed, row: Opening, life: Life) -> date | None:
    """The first day still open on which what would do it is arranged; of what is held, what the second comes after."""
    tokens = [event.token for event in owed.met_by if isinstance(event, r.Happened)]
    arranged = {day for token in tokens for day in life.arranged(token)}
    held = life.happened(*owed.met_by) if rule.nth > 1 or rule.or_nth else []
    days = _that_do(rule, row, sorted({*held, *arranged}))
    return min((day for day in days if day in arranged), default=None)


# --- done ----------------------------------------------------------------------------------------------------


def _done(rule: r.Rule, owed: r.Owed, life: Life) -> Iterator[tuple[Opening, date | None]]:
    for row in openings(rule, life):
        row = replace(row, counts_from=_counts_from(rule, row, life))
        days = [_written_about(owed, row, life)] if rule.about else _days_done(rule, owed, row, life)
        yield row, min((day for day in days if day and row.reason.not_over_before(day)), default=None)


def _days_done(rule: r.Rule, owed: r.Owed, row: Opening, life: Life) -> list[date]:
    if rule.not_about_earlier:
        return [day for day, about in _with_what_about(owed, life) if min(day, about or day) >= row.counts_from]
    return _that_do(rule, row, life.happened(*owed.met_by))


def _with_what_about(owed: r.Owed, life: Life) -> Iterator[tuple[date, date | None]]:
    """Each time something did it, and the day that was about, if it says so."""
    for event in owed.met_by:
        if isinstance(event, r.Happened):
            for fact in life.facts:
                if fact.token == event.token and fact.says(event.details):
                    yield fact.start, fact.details.get("about")


def _that_do(rule: r.Rule, row: Opening, happened: list[date]) -> list[date]:
    """The first (or second ...) time since the counting began; or the second since the reason began, if asked."""
    done = [day for day in happened if _counts(rule, row.counts_from, day)][rule.nth - 1 : rule.nth]
    if rule.or_nth:
        done += [day for day in happened if day >= row.reason.start][rule.or_nth - 1 : rule.or_nth]
    return done


def _counts(rule: r.Rule, since: date, day: date) -> bool:
    strictly = rule.strictly or isinstance(rule.limit, r.BetweenReviews | r.Every)
    return day > since if strictly else day >= since


def _written_about(owed: r.Owed, row: Opening, life: Life) -> date | None:
    """The day the paper about the row's day was first written, whatever the order of writing."""
    wanted = row.about or row.anchor
    papers = [
        fact.start
        for fact in life.facts
        for event in owed.met_by
        if isinstance(event, r.Happened) and fact.token == event.token and fact.says(event.details)
        if fact.details.get("about") == wanted
    ]
    return min(papers, default=None)


def _counts_from(rule: r.Rule, row: Opening, life: Life) -> date:
    match rule.counts_from:
        case "opening":
            return row.counts_from
        case "reason":
            return row.reason.start
        case "due":
            return row.due or row.anchor
        case "care":
            care = life.care_on(row.reason.start)
            return care.start if care else row.reason.start
        case r.LastBeforeOrFirstIn(event):
            return last_before_or_first_in(event, row.reason, life) or row.reason.start
    raise TypeError(f"cannot count from {rule.counts_from}")


# --- every so often ------------------------------------------------------------------------------------------


def _rounds(rule: r.Rule, owed: r.Owed, life: Life) -> Iterator[tuple[Opening, date | None]]:
    """A row from the start of the reason and from each time it is done while the reason lasts."""
    assert isinstance(rule.limit, r.Every)
    for reason in life.stretches(rule.reason):
        anchor, because = reason.start, because_of(r.Start(), rule, reason.start, life)
        for done in [day for day in life.happened(*owed.met_by) if day > reason.start and reason.not_over_before(day)]:
            yield Opening(anchor, because, reason, anchor, _next(rule.limit, anchor, life)), done
            did_it = next(event for event in owed.met_by if done in life.happened(event))
            anchor, because = done, because_of(did_it, rule, done, life)
        if anchor in reason:
            yield Opening(anchor, because, reason, anchor, _next(rule.limit, anchor, life)), None


def _next(limit: r.Every, anchor: date, life: Life) -> date | None:
    if limit.span:
        return counted(anchor, limit.span)
    homes = [home for home in life.of("placement") if anchor in Stretch(home.start, life.end_of(home))]
    days = [days for home in homes if (days := home.details.get(limit.detail or ""))]
    return anchor + days[-1] * DAY if days else None

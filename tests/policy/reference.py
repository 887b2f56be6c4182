"""The referee: what a child is owed, worked out slowly and plainly, one child and one rule at a time.

Written from the timeline contract and ``packs/README.md``, to be read beside them, and never made faster. It takes a
``Pack`` and a child as a case file writes one, and gives the contract's rows in the engine's own keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from permanence.policy import rules as r
from permanence.policy.pack import Pack
from policy.life import DAY, IN_CARE, Life, Stretch, counted

Row = dict[str, Any]


def reference(pack: Pack, child: Mapping[str, Any], as_at: date) -> list[Row]:
    """The duty rows of one child ``{id, born, facts}`` as at the end of a day, in no order that matters."""
    life = Life(child, as_at)
    return [row for rule in pack.rules for row in _rows(pack, rule, life)]


@dataclass(frozen=True)
class Opening:
    """One time a rule asks for something: since when, by when, because of what, and the stretch it stands on."""

    anchor: date
    because: str
    reason: Stretch
    counts_from: date
    due: date | None = None
    not_before: date | None = None
    basis: str = "fixed"
    about: date | None = None


def _rows(pack: Pack, rule: r.Rule, life: Life) -> Iterator[Row]:
    for owed in rule.owed:
        rows = _rounds(rule, owed, life) if isinstance(rule.limit, r.Every) else _done(rule, owed, life)
        for opening, done in rows:
            if _in_force(rule, opening.anchor):
                status, days_late = _status(opening, done, life.as_at, rule.leaving_is_no_excuse)
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
    """The first day still open on which what would count is arranged."""
    tokens = [event.token for event in owed.met_by if isinstance(event, r.Happened)]
    days = [day for token in tokens for day in life.arranged(token) if _counts(rule, row.counts_from, day)]
    return min(days, default=None)


# --- done ----------------------------------------------------------------------------------------------------


def _done(rule: r.Rule, owed: r.Owed, life: Life) -> Iterator[tuple[Opening, date | None]]:
    for row in _openings(rule, life):
        row = replace(row, counts_from=_counts_from(rule, row, life))
        days = [_written_about(owed, row, life)] if rule.about else _days_done(rule, owed, row, life)
        yield row, min((day for day in days if day and row.reason.not_over_before(day)), default=None)


def _days_done(rule: r.Rule, owed: r.Owed, row: Opening, life: Life) -> list[date]:
    """The first (or second ...) time since the counting began; or the second since the reason began, if asked."""
    happened = life.happened(*owed.met_by)
    done = [day for day in happened if _counts(rule, row.counts_from, day)][rule.nth - 1 : rule.nth]
    if rule.or_nth:
        done += [day for day in happened if day >= row.reason.start][rule.or_nth - 1 : rule.or_nth]
    return done


def _counts(rule: r.Rule, since: date, day: date) -> bool:
    strictly = rule.strictly or isinstance(rule.limit, r.BetweenReviews)
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
            return _last_before_or_first_in(event, row.reason, life) or row.reason.start
    raise TypeError(f"cannot count from {rule.counts_from}")


# --- every so often ------------------------------------------------------------------------------------------


def _rounds(rule: r.Rule, owed: r.Owed, life: Life) -> Iterator[tuple[Opening, date | None]]:
    """A row from the start of the reason and from each time it is done while the reason lasts."""
    assert isinstance(rule.limit, r.Every)
    for reason in life.stretches(rule.reason):
        anchor, because = reason.start, rule.because
        for done in [day for day in life.happened(*owed.met_by) if day > reason.start and reason.not_over_before(day)]:
            yield Opening(anchor, because, reason, anchor, _next(rule.limit, anchor, life)), done
            anchor, because = done, _what_happened(owed, done, life)
        if anchor in reason:
            yield Opening(anchor, because, reason, anchor, _next(rule.limit, anchor, life)), None


def _next(limit: r.Every, anchor: date, life: Life) -> date | None:
    if limit.span:
        return counted(anchor, limit.span)
    homes = [home for home in life.of("placement") if anchor in Stretch(home.start, life.end_of(home))]
    days = [home.details[limit.detail] for home in homes if home.details.get(limit.detail or "")]
    return anchor + days[-1] * DAY if days else None


def _what_happened(owed: r.Owed, day: date, life: Life) -> str:
    return next(event.token for event in owed.met_by if isinstance(event, r.Happened) and day in life.happened(event))


# --- what opens a row ----------------------------------------------------------------------------------------


def _openings(rule: r.Rule, life: Life) -> Iterator[Opening]:
    from_the_start = rule.opens == (r.Start(),)
    match rule.limit:
        case r.Within() | r.Untimed():
            yield from _counted_from_the_opening(rule, life)
        case r.ByReview(number=0):
            yield from _before_each_review(rule, rule.limit, life)
        case r.ByReview():
            yield from (_by_review if from_the_start else _by_review_once_opened)(rule, rule.limit, life)
        case r.BetweenReviews():
            yield from _between_reviews(rule, rule.limit, life)
        case r.ByKnown():
            yield from (_by_each_known if from_the_start else _by_known_once_opened)(rule, rule.limit, life)


def _opened(rule: r.Rule, life: Life) -> list[Opening]:
    """A row for each day that opens the rule while its reason holds."""
    rows: list[Opening] = []
    for reason in life.stretches(rule.reason):
        here = [row for row in _opened_in(rule, reason, life) if _may_open(rule, row, life)]
        rows += here[:1] if rule.only == "first in reason" else here
    if rule.carried_by_last:
        rows = [replace(row, reason=Stretch(row.reason.start, life.stretches(rule.reason)[-1].end)) for row in rows]
    return rows[:1] if rule.only == "first for child" else rows


def _opened_in(rule: r.Rule, reason: Stretch, life: Life) -> list[Opening]:
    """Each day once, because of the first of the rule's openers that it is a day of."""
    because: dict[date, str] = {}
    for event in rule.opens:
        for day in _days_of(event, reason, life):
            because.setdefault(day, _name(event, rule))
    return [Opening(day, because[day], reason, day) for day in sorted(because)]


def _days_of(event: r.Event, reason: Stretch, life: Life) -> list[date]:
    if isinstance(event, r.Start):
        return [reason.start]
    if isinstance(event, r.LastBeforeOrFirstIn):
        day = _last_before_or_first_in(event.event, reason, life)
        return [day] if day else []
    return [day for day in life.happened(event) if day in reason]


def _last_before_or_first_in(event: r.Event, reason: Stretch, life: Life) -> date | None:
    days = life.happened(event)
    before = [day for day in days if day < reason.start]
    return before[-1] if before else next((day for day in days if day in reason), None)


def _name(event: r.Event, rule: r.Rule) -> str:
    match event:
        case r.Happened(token):
            return token
        case r.Move(to):
            return to or "placement"
        case r.Edge(name=name) | r.Overrun(name=name):
            return name
        case r.ReviewHeld():
            return "review"
        case r.LastBeforeOrFirstIn(inner):
            return _name(inner, rule)
        case r.Start():
            return rule.because


def _may_open(rule: r.Rule, row: Opening, life: Life) -> bool:
    def earlier(events: tuple[r.Event, ...]) -> bool:
        return any(row.reason.start <= day < row.anchor for day in life.happened(*events))

    return (
        not (rule.not_at_start and row.anchor == row.reason.start)
        and (rule.holds is None or row.anchor in life.days(rule.holds))
        and (not rule.needs_earlier or earlier(rule.needs_earlier))
        and not earlier(rule.none_earlier)
    )


# --- by when -------------------------------------------------------------------------------------------------


def _counted_from_the_opening(rule: r.Rule, life: Life) -> Iterator[Opening]:
    for row in _opened(rule, life):
        if isinstance(rule.limit, r.Within):
            earliest = counted(row.anchor, rule.limit.not_before) if rule.limit.not_before else None
            yield replace(row, due=counted(row.anchor, rule.limit.span), not_before=earliest)
        else:
            yield row


def _carried(rule: r.Rule, life: Life) -> Iterator[tuple[Stretch, Stretch]]:
    """Each period of care in which the reason held, with the time from its start to the end of the last of that."""
    for care in life.stretches(IN_CARE):
        held = [one for one in life.stretches(r.AllOf((rule.reason, IN_CARE))) if one.start in care]
        if held:
            yield care, Stretch(care.start, held[-1].end)


def _by_review(rule: r.Rule, limit: r.ByReview, life: Life) -> Iterator[Opening]:
    for care, carried in _carried(rule, life):
        review, basis = life.review(care, limit.number)
        if not any(care.start <= day <= review for day in life.happened(*rule.unless_by_review)):
            due = review - limit.day_before * DAY
            yield Opening(care.start, rule.because, carried, care.start, due, basis=basis)


def _by_review_once_opened(rule: r.Rule, limit: r.ByReview, life: Life) -> Iterator[Opening]:
    for row in _opened(rule, life):
        care = life.care_on(row.anchor)
        review, basis = life.review(care, limit.number) if care else (row.anchor, "fixed")
        if row.anchor < review:
            yield replace(row, due=review - limit.day_before * DAY, basis=basis)
        elif limit.otherwise == "untimed":
            yield row


def _before_each_review(rule: r.Rule, limit: r.ByReview, life: Life) -> Iterator[Opening]:
    """For each review held while the reason lasts, and for the next: opened by the review before."""
    for reason in life.stretches(rule.reason):
        care = life.care_on(reason.start)
        held = life.reviews_held(care) if care else []
        first = sum(day <= reason.start for day in held) + 1
        beyond = sum(day in reason for day in held if day > reason.start) + first
        for number in range(first, beyond + 1) if care else ():
            review, basis = life.review(care, number)
            before = held[number - 2] if number > 1 else care.start
            yield Opening(before, rule.because, reason, before, review - limit.day_before * DAY, basis=basis)


def _between_reviews(rule: r.Rule, limit: r.BetweenReviews, life: Life) -> Iterator[Opening]:
    for care, carried in _carried(rule, life):
        (first, known), (second, basis) = life.review(care, limit.first), life.review(care, limit.second)
        if _is_owed_one(limit, care, second, life):
            anchor = first if known == "held" else care.start
            yield Opening(anchor, rule.because, carried, first, second - DAY, first + DAY, basis)


def _is_owed_one(limit: r.BetweenReviews, care: Stretch, second: date, life: Life) -> bool:
    if limit.age_at_most is None or life.born is None or _age(life.born, care.start) <= limit.age_at_most:
        return True
    days = life.days(limit.any_age_in) if limit.any_age_in else ()
    return any(day in care and day < second for day in days)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _by_each_known(rule: r.Rule, limit: r.ByKnown, life: Life) -> Iterator[Opening]:
    for reason in life.stretches(rule.reason):
        days = [day for day in life.known(*limit.events) if _stands(rule, reason, day)]
        if rule.holds is not None:
            days = [day for day in days if min(day, life.as_at) in life.days(rule.holds)]
        for day in days[:1] if rule.only == "first in reason" else days:
            anchor = day if rule.about else reason.start
            yield Opening(anchor, rule.because, reason, reason.start, _due_before(limit, day), about=day)


def _stands(rule: r.Rule, reason: Stretch, day: date) -> bool:
    return day in reason or (rule.leaving_is_no_excuse and day == reason.end)


def _by_known_once_opened(rule: r.Rule, limit: r.ByKnown, life: Life) -> Iterator[Opening]:
    for row in _opened(rule, life):
        ahead = [day for day in life.known(*limit.events) if day >= row.anchor and row.reason.not_over_before(day)]
        yield replace(row, due=_due_before(limit, ahead[0])) if ahead else row


def _due_before(limit: r.ByKnown, day: date) -> date:
    return counted(day, limit.lead, -1) if limit.lead else day

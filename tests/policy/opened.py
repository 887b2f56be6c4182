"""What opens a row and by when it is due: the referee's reading of each kind of limit in ``packs/README.md``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from permanence.policy import rules as r
from permanence.policy.vocabulary import vocabulary
from policy.life import DAY, IN_CARE, Life, Stretch, counted


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


# --- what opens a row ----------------------------------------------------------------------------------------


def openings(rule: r.Rule, life: Life) -> Iterator[Opening]:
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
    """Each day once, because of the first of the rule's openers that it is a day of; or once for each, if asked."""
    found = [(day, place) for place, event in enumerate(rule.opens) for day in _days_of(event, rule, reason, life)]
    if not rule.row_for_each:
        found = list(dict(reversed(found)).items())
    return [_opening(rule, rule.opens[place], day, reason, life) for day, place in sorted(found)]


def _opening(rule: r.Rule, event: r.Event, day: date, reason: Stretch, life: Life) -> Opening:
    """A row that the start of something else opened ends with that, if it ends before the reason does."""
    if isinstance(event, r.Edge) and event.side == "start":
        [held] = [one for one in life.stretches(event.of) if one.start == day]
        ends = [end for end in (reason.end, held.end) if end]
        reason = Stretch(reason.start, min(ends, default=None))
    return Opening(day, because_of(event, rule, day, life), reason, day)


def _days_of(event: r.Event, rule: r.Rule, reason: Stretch, life: Life) -> list[date]:
    if isinstance(event, r.Start):
        return [reason.start]
    if isinstance(event, r.LastBeforeOrFirstIn):
        day = last_before_or_first_in(event.event, reason, life)
        return [day] if day else []
    days = [day for day in life.happened(event) if day in reason]
    if rule.not_at_start and isinstance(event, r.Move):
        days = [day for day in days if day != reason.start]
    return days


def last_before_or_first_in(event: r.Event, reason: Stretch, life: Life) -> date | None:
    days = life.happened(event)
    before = [day for day in days if day < reason.start]
    return before[-1] if before else next((day for day in days if day in reason), None)


def because_of(event: r.Event, rule: r.Rule, day: date, life: Life) -> str:
    """The fact that made something due on this day, in the vocabulary's words."""
    match event:
        case r.Happened(token):
            return token
        case r.Move():
            return _began(r.Spans(vocabulary().tokens_of("placement")), day, life)
        case r.Edge(of) | r.Overrun(of):
            return _began(of, day, life)
        case r.ReviewHeld():
            return "review"
        case r.LastBeforeOrFirstIn(inner):
            return because_of(inner, rule, day, life)
        case r.Start():
            return _began(rule.reason, day, life)


def _began(condition: r.Condition, day: date, life: Life) -> str:
    """The first of the facts asked about that began or happened that day; else the first that ended; else the first."""
    asked = _asked(condition)
    may, may_not = [fact for fact, may_hold in asked if may_hold], [fact for fact, may_hold in asked if not may_hold]
    care_last = sorted(may, key=lambda fact: _token(fact) == "in_care")
    tokens = [*map(_token, [*(care_last or [IN_CARE]), *may_not]), *_what_is_left(condition)]
    began = [token for token in tokens if day in life.happened(r.Happened(token))]
    lasting = [fact for fact in (*may_not, *care_last) if isinstance(fact, r.Spans)]
    ended = [_token(fact) for fact in lasting if any(day == one.end for one in life.stretches(fact))]
    return next(iter((*began, *ended, tokens[0])))


def _token(fact: r.Spans | r.Happened) -> str:
    return fact.token if isinstance(fact, r.Happened) else fact.tokens[0]


def _asked(condition: r.Condition) -> list[tuple[r.Spans | r.Happened, bool]]:
    """Each fact that is named, and whether it may hold; what "not" stands before is turned about."""
    match condition:
        case r.Spans(tokens, details):
            return [(r.Spans((token,), details), True) for token in tokens]
        case r.AllOf(parts) | r.AnyOf(parts):
            return [one for part in parts for one in _asked(part)]
        case r.Since(events, within):
            return [one for event in events for one in _asked_by(event)] + _asked(within)
        case r.Outside(part):
            return [(fact, not may_hold) for fact, may_hold in _asked(part)]
    return []


def _asked_by(event: r.Event) -> list[tuple[r.Spans | r.Happened, bool]]:
    match event:
        case r.Happened():
            return [(event, True)]
        case r.Edge(of, "start"):
            return _asked(of)
        case r.Edge(of, "end"):
            return _asked(r.Outside(of))
    return []


def _what_is_left(condition: r.Condition) -> list[str]:
    """Where two or more kinds of a fact may not hold, each kind there is: another of them took their place."""
    match condition:
        case r.AllOf(parts) | r.AnyOf(parts):
            return [token for part in parts for token in _what_is_left(part)]
        case r.Outside(r.AnyOf(parts)):
            names = [token.split(".")[0] for part in parts if isinstance(part, r.Spans) for token in part.tokens]
            several = dict.fromkeys(name for name in names if names.count(name) > 1)
            return [token for name in several for token in vocabulary().tokens_of(name)]
    return []


def _may_open(rule: r.Rule, row: Opening, life: Life) -> bool:
    def earlier(events: tuple[r.Event, ...]) -> bool:
        return any(row.reason.start <= day < row.anchor for day in life.happened(*events))

    return (
        (rule.holds is None or row.anchor in life.days(rule.holds))
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
    """Each period of care with each stretch of the reason in it, counted from entering care; or only with the last."""
    for care in life.stretches(IN_CARE):
        held = [one for one in life.stretches(r.AllOf((rule.reason, IN_CARE))) if one.start in care]
        if held:
            for one in held[-1:] if rule.carried_by_last else held:
                yield care, Stretch(care.start, one.end)


def _by_review(rule: r.Rule, limit: r.ByReview, life: Life) -> Iterator[Opening]:
    for care, carried in _carried(rule, life):
        review, basis = life.review(care, limit.number)
        if not any(care.start <= day <= review for day in life.happened(*rule.unless_by_review)):
            due = review - limit.day_before * DAY
            yield Opening(care.start, "in_care", carried, care.start, due, basis=basis)


def _by_review_once_opened(rule: r.Rule, limit: r.ByReview, life: Life) -> Iterator[Opening]:
    for row in _opened(rule, life):
        care = life.care_on(row.anchor)
        review, basis = life.review(care, limit.number) if care else (row.anchor, "fixed")
        still_ahead = limit.otherwise == "nothing" and care is not None and basis != "held"
        if row.anchor < review or still_ahead:
            yield replace(row, due=review - limit.day_before * DAY, basis=basis)
        elif limit.otherwise == "untimed":
            yield row


def _before_each_review(rule: r.Rule, limit: r.ByReview, life: Life) -> Iterator[Opening]:
    """For each review held while the reason lasts, and for the next: opened by the review before."""
    for reason in life.stretches(r.AllOf((rule.reason, IN_CARE))):
        [care] = [one for one in life.stretches(IN_CARE) if reason.start in one]
        held = life.reviews_held(care)
        first = sum(day <= reason.start for day in held) + 1
        following = first + sum(day > reason.start and day in reason for day in held)
        for number in range(first, following + 1):
            review, basis = life.review(care, number)
            before = held[number - 2] if number > 1 else care.start
            because = "review" if number > 1 else "in_care"
            yield Opening(before, because, reason, before, review - limit.day_before * DAY, basis=basis)


def _between_reviews(rule: r.Rule, limit: r.BetweenReviews, life: Life) -> Iterator[Opening]:
    for care, carried in _carried(rule, life):
        (first, known), (second, basis) = life.review(care, limit.first), life.review(care, limit.second)
        if _is_owed_one(limit, care, second, life):
            anchor = first if known == "held" else care.start
            because = "review" if known == "held" else "in_care"
            yield Opening(anchor, because, carried, first, second - DAY, first + DAY, basis)


def _is_owed_one(limit: r.BetweenReviews, care: Stretch, second: date, life: Life) -> bool:
    if limit.age_at_most is None or life.born is None or _age(life.born, care.start) <= limit.age_at_most:
        return True
    days = life.days(limit.any_age_in) if limit.any_age_in else ()
    return any(day in care and day < second for day in days)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _by_each_known(rule: r.Rule, limit: r.ByKnown, life: Life) -> Iterator[Opening]:
    for reason in life.stretches(rule.reason):
        days = [day for day in life.known(*limit.events) if _stands(rule, limit, reason, day, life)]
        if rule.holds is not None:
            days = [day for day in days if min(day, life.as_at) in life.days(rule.holds)]
        for day in days[:1] if rule.only == "first in reason" else days:
            anchor = day if rule.about else reason.start
            because = because_of(limit.events[0] if rule.about else r.Start(), rule, anchor, life)
            yield Opening(anchor, because, reason, reason.start, _due_before(limit, day), about=day)


def _stands(rule: r.Rule, limit: r.ByKnown, reason: Stretch, day: date, life: Life) -> bool:
    """On the day the reason ends too, as what comes before that day lies in it; but no papers of a meeting that day.

    A day still ahead when the reason has ended belongs to the last stretch before it: what it asked for lapsed. Where
    it was due while the reason lasted, it was missed, whether the day is still ahead or not.
    """
    stretches = life.stretches(rule.reason)
    is_over = reason.end is not None and day > reason.end and not any(day in one for one in stretches)
    if is_over and _due_before(limit, day) in reason:
        return True
    if day in reason or rule.about:
        return day in reason
    if day == reason.end:
        return True
    last = [one for one in stretches if one.start < day][-1:]
    return day > life.as_at and [reason] == last and not any(day in one for one in stretches)


def _by_known_once_opened(rule: r.Rule, limit: r.ByKnown, life: Life) -> Iterator[Opening]:
    for row in _opened(rule, life):
        later = [day for day in life.known(*limit.events) if day > row.anchor or not rule.strictly]
        ahead = [day for day in later if day >= row.anchor and row.reason.not_over_before(day)]
        yield replace(row, due=_due_before(limit, ahead[0])) if ahead else row


def _due_before(limit: r.ByKnown, day: date) -> date:
    return counted(day, limit.lead, -1) if limit.lead else day

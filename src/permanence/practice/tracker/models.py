"""Duty rows: a cache of what the engine says. Whether one is due or overdue is asked of today, never stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models

from permanence.policy.agreements import KINDS
from permanence.practice.children.visibility import AboutChild
from permanence.practice.today import today
from permanence.tracker.rag import AMBER, ASKED, GREEN, NOTHING, RED, SOON

BOOKABLE = models.Q(duty="review") | models.Q(duty__startswith="meeting.") | models.Q(duty__startswith="panel.")
"""Duties that are booked for a day: nobody books a plan or a set of minutes."""


DONE = ("met", "lapsed")
"""How a row is settled that was done in time or is no longer needed."""


class Duties(AboutChild):
    """Duty rows, with their status on a day."""

    def open(self) -> Any:
        """Those still owed."""
        return self.filter(settled="")

    def overdue(self, day: date | None = None) -> Any:
        """Those not done whose last good day has passed."""
        return self.open().filter(limit__lt=day or today())

    def due_within(self, days: int, day: date | None = None) -> Any:
        """Those not done that are due today or in so many days."""
        first = day or today()
        return self.open().filter(limit__gte=first, limit__lte=first + timedelta(days=days))

    def nothing_booked(self, day: date | None = None) -> Any:
        """Meetings, reviews and panels that are overdue or due soon, and booked for no day."""
        last = (day or today()) + timedelta(days=SOON)
        return self.open().filter(BOOKABLE, limit__lte=last, booked__isnull=True)

    def at_risk(self, day: date | None = None) -> Any:
        """Those of them that are not late yet: a booking made today may still save them."""
        return self.nothing_booked(day).filter(limit__gte=day or today())

    def agreed_otherwise(self) -> Any:
        """Those still owed for which another limit, or none, was agreed."""
        return self.open().filter(agreement__isnull=False)


class Duty(models.Model):
    """One duty row of the contract. ``place`` is its place among the child's rows, in the document's order.

    ``due`` is the policy's limit and ``limit`` the one that counts: the agreed one where one was agreed, none where the
    child is exempt. ``amber_from`` and ``red_from`` are the first days on which the row gives its child that colour.
    """

    child = models.ForeignKey("children.Child", models.CASCADE, related_name="duties", db_index=False)
    place = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=40)
    duty = models.CharField(max_length=60)
    because = models.CharField(max_length=80)
    anchor = models.DateField(null=True)
    not_before = models.DateField(null=True)
    due = models.DateField(null=True)
    done = models.DateField(null=True)
    booked = models.DateField(null=True)
    basis = models.CharField(max_length=10)
    strength = models.CharField(max_length=10)
    settled = models.CharField(max_length=10, blank=True)  # met, late, lapsed or missed; nothing while it is open
    days_late_settled = models.PositiveIntegerField(default=0)
    agreement = models.ForeignKey("tracker.Agreement", models.SET_NULL, null=True, related_name="duties")
    limit = models.DateField(null=True)
    amber_from = models.DateField(null=True)
    red_from = models.DateField(null=True)

    objects = Duties.as_manager()

    class Meta:
        ordering = ("child_id", "place")
        verbose_name_plural = "duties"
        indexes = (
            models.Index(fields=["settled", "limit", "child", "duty", "booked", "agreement"], name="duties_in_lists"),
            models.Index(fields=["clause"]),
            models.Index(fields=["child", "settled", "limit"], name="duties_of_a_child"),
        )
        constraints = (models.UniqueConstraint(fields=["child", "place"], name="a_place_once_a_child"),)

    def __str__(self) -> str:
        return f"{self.clause} {self.duty} by {self.due}"

    @property
    def is_exempt(self) -> bool:
        """Whether it was agreed that this child does not need it, as long as that holds."""
        return not self.settled and self._agreed == "exempt"

    def status(self, day: date | None = None) -> str:
        """The contract's status as at the end of a day (today), by the policy's own limit."""
        return self.settled or _waiting(self.due, day or today())

    def days_late(self, day: date | None = None) -> int:
        """Whole days past the policy's own limit."""
        return _days_past(self.due, day or today()) if self.status(day) == "overdue" else self.days_late_settled

    def standing(self, day: date | None = None) -> str:
        """The status by the limit that counts; "agreed" for what this child need not have."""
        if self.is_exempt:
            return "agreed"
        return self.settled or _waiting(self.limit, day or today())

    def days_overdue(self, day: date | None = None) -> int:
        """Whole days past the limit that counts, while it is not done."""
        return 0 if self.settled else _days_past(self.limit, day or today())

    def colour(self, day: date | None = None) -> int:
        """The colour it gives its child on a day, as a place in ``permanence.tracker.rag.COLOURS``."""
        day = day or today()
        if self.red_from and self.red_from <= day:
            return RED
        if self.amber_from and self.amber_from <= day:
            return AMBER
        return GREEN if self.sets_a_colour else NOTHING

    @property
    def is_bookable(self) -> bool:
        """Whether it is a meeting, review or panel, which is booked for a day."""
        return self.duty == "review" or self.duty.startswith(("meeting.", "panel."))

    @property
    def sets_a_colour(self) -> bool:
        """Whether it waits to be done and the policy says that it must or should be."""
        return not self.settled and self._agreed != "exempt" and self.strength in ASKED

    @property
    def _agreed(self) -> str | None:
        """The kind of what was agreed about it, if anything was: few rows have any, and to look is slow."""
        return self.agreement.kind if self.agreement_id is not None and self.agreement else None


SETS_A_COLOUR = models.Q(settled="", strength__in=ASKED) & ~models.Q(agreement__kind="exempt")
"""``Duty.sets_a_colour`` as the database tells it."""


def colour_on(day: date) -> models.Case:
    """``Duty.colour`` on a day as the database tells it, for the rows of a question."""
    return models.Case(
        models.When(red_from__lte=day, then=models.Value(RED)),
        models.When(amber_from__lte=day, then=models.Value(AMBER)),
        models.When(SETS_A_COLOUR, then=models.Value(GREEN)),
        default=models.Value(NOTHING),
        output_field=models.IntegerField(),
    )


def with_agreements(rows: Any, path: str) -> list[Duty]:
    """These duty rows with what was agreed about them at hand. Few have any, so that it is asked for only then."""
    found = list(rows)
    if any(row.agreement_id for row in found):
        models.prefetch_related_objects(found, path)
    return found


def _waiting(limit: date | None, day: date) -> str:
    if limit is None:
        return "untimed"
    return "overdue" if limit < day else "due"


def _days_past(limit: date | None, day: date) -> int:
    return max((day - limit).days, 0) if limit else 0


class Reckoning(models.Model):
    """When a child's duty rows were worked out, by which policy, and the first day they may no longer hold.

    Until ``good_until`` no planned day arrives, no span ends and no long time runs out, so the rows stand as they are,
    and so do the legal status and the placement.
    """

    child = models.OneToOneField("children.Child", models.CASCADE, related_name="reckoning")
    as_at = models.DateField()
    good_until = models.DateField(null=True)
    policy = models.CharField(max_length=40)  # code and fingerprint of the pack
    is_owed = models.BooleanField(default=False)  # whether any open row sets a colour
    amber_from = models.DateField(null=True)  # the first days on which the child is amber, and red
    red_from = models.DateField(null=True)
    first_limit = models.DateField(null=True)  # the earliest limit of what is open
    legal_status = models.CharField(max_length=30, blank=True)  # the codes of what holds, for the boards
    placement = models.CharField(max_length=30, blank=True)

    objects = AboutChild.as_manager()

    class Meta:
        indexes = (models.Index(fields=["policy", "good_until", "as_at", "child"], name="reckonings_that_hold"),)

    def __str__(self) -> str:
        return f"child {self.child_id} as at {self.as_at}"


class Agreements(AboutChild):
    """Agreements about children."""

    def waiting(self) -> Any:
        """Those without an answer."""
        return self.filter(is_agreed__isnull=True)

    def exemptions(self) -> Any:
        """Those by which a child need not have something."""
        return self.filter(kind="exempt", is_agreed=True)

    def in_force(self, day: date | None = None) -> Any:
        """Those agreed that hold on a day (today)."""
        day = day or today()
        return self.filter(is_agreed=True, start__lte=day, end__gt=day)


class Agreement(models.Model):
    """That one child's limit is another one than the policy's: asked for, then agreed or not by whom the policy names.

    It changes ``clause`` and is allowed by ``under``. It holds from ``start`` and no longer on ``end``. ``anchor`` says
    which row, by the day it is counted from; a frequency is for every row of the clause, so has none.
    """

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="agreements")
    clause = models.CharField(max_length=40)
    under = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    anchor = models.DateField(null=True)
    every = models.CharField(max_length=30, blank=True)  # for a frequency: 9 months
    limit = models.DateField(null=True)  # for more time: the new last good day
    start = models.DateField()
    end = models.DateField()
    why = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    is_agreed = models.BooleanField(null=True)  # null while it waits for an answer
    decider = models.CharField(
        max_length=40, blank=True
    )  # who the policy lets agree: head of service, permanence panel
    agreed_on = models.DateField(null=True)  # the day of the panel, or of the answer
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    why_ended = models.TextField(blank=True)

    objects = Agreements.as_manager()

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=["child", "is_agreed"]),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="an_agreement_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.clause} under {self.under}: {self.get_kind_display()}"

    def state(self, day: date | None = None) -> str:
        """Waiting, refused, ahead, in force or over, on a day (today)."""
        day = day or today()
        if self.is_agreed is None:
            return "waiting"
        if not self.is_agreed:
            return "refused"
        return "ahead" if self.start > day else "in force" if self.end > day else "over"


class SavedView(models.Model):
    """A board with its filters, under a name and an address. Whoever opens it sees what they may see, and no more.

    What was searched for is not kept: it may be a name, which is not for whoever opens the address.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=10)
    query = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=12, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

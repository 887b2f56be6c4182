"""A child, the people around them, and dated facts in the words of ``policy/facts.yaml``. Nothing is overwritten."""

from __future__ import annotations

from datetime import date
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.visibility import AboutChild, Children
from permanence.practice.staff.models import DatedAboutChild
from permanence.practice.today import today

RESTRICTED = [("adoption", "Adoption"), ("staff_family", "Family of staff"), ("safeguarding", "Safeguarding")]
SEXES = [("F", "Female"), ("M", "Male"), ("X", "Neither or not known")]


class Child(models.Model):
    """A child. Where they live, what they are looked after under and the like are facts, not fields."""

    first_name = models.CharField("first name", max_length=80)
    last_name = models.CharField("last name", max_length=80)
    known_as = models.CharField("known as", max_length=80, blank=True)
    born = models.DateField("date of birth", null=True, blank=True)
    case_number = models.CharField("case number", max_length=40, unique=True, null=True, blank=True)
    return_id = models.CharField("child ID in the return", max_length=40, unique=True, null=True, blank=True)
    sex = models.CharField(max_length=1, choices=SEXES, blank=True)
    ethnicity = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=80, blank=True)
    interpreter = models.BooleanField("needs an interpreter", default=False)
    communication_needs = models.TextField("communication needs", blank=True)
    team = models.ForeignKey("staff.Team", models.PROTECT, null=True, blank=True, related_name="+")
    restricted = models.CharField(max_length=20, choices=RESTRICTED, blank=True)
    restricted_since = models.DateField(null=True, blank=True)
    taken_back = models.BooleanField(default=False)  # an import opened the record, and was undone: nobody sees it again

    objects = Children.as_manager()

    class Meta:
        ordering = ("last_name", "first_name")
        verbose_name_plural = "children"
        indexes = (models.Index(fields=["last_name", "first_name"]), models.Index(fields=["team"]))

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name to call the child by, with the family name."""
        return f"{self.known_as or self.first_name} {self.last_name}"

    def age(self, day: date | None = None) -> tuple[int, int] | None:
        """Whole years and months on a day (today); None before birth or where the day of birth is not known."""
        day = day or today()
        if self.born is None or self.born > day:
            return None
        months = (day.year - self.born.year) * 12 + day.month - self.born.month - (day.day < self.born.day)
        return divmod(months, 12)

    @property
    def eighteenth(self) -> date | None:
        """The day the child turns 18; born on 29 February, on 1 March. None where the day of birth is not known."""
        if self.born is None:
            return None
        try:
            return self.born.replace(year=self.born.year + 18)
        except ValueError:
            return date(self.born.year + 18, 3, 1)


class SiblingGroup(models.Model):
    """Brothers and sisters. A child with half-brothers may be in two groups."""

    name = models.CharField(max_length=120)
    children = models.ManyToManyField(Child, through="Sibling", related_name="sibling_groups")

    objects = models.Manager()

    def __str__(self) -> str:
        return self.name


class Sibling(models.Model):
    """A child in a sibling group. Whoever may not see the child does not see that the group has them."""

    group = models.ForeignKey(SiblingGroup, models.CASCADE, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    objects = AboutChild.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["group", "child"], name="a_child_once_a_group"),)

    def __str__(self) -> str:
        return f"{self.child} in {self.group}"


AROUND_THE_CHILD = [
    ("mother", "Mother"), ("father", "Father"), ("parental_responsibility", "Person with parental responsibility"),
    ("relative", "Relative or friend"), ("carer", "Carer"), ("guardian", "Children's guardian"),
    ("advocate", "Advocate"), ("visitor", "Independent visitor"),
    ("school", "School"), ("health", "Health"), ("solicitor", "Solicitor"),
    ("other", "Other"),
]  # fmt: skip


class Connection(models.Model):
    """A person around the child who does not work here, in a role, for a time. Workers are allocations."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="connections")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=40, choices=AROUND_THE_CHILD)
    has_parental_responsibility = models.BooleanField("has parental responsibility", default=False)
    contact = models.CharField("how to reach them", max_length=200, blank=True)
    notes = models.TextField(blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    objects = DatedAboutChild.as_manager()

    class Meta:
        ordering = ("role", "name")

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


class Facts(AboutChild):
    """Facts, of which each may have earlier versions."""

    def current(self) -> Any:
        """Those that stand: not corrected by another and not withdrawn."""
        return self.filter(STANDS)

    def counting(self) -> Any:
        """Those that stand, as far as anyone knows what came of them: not a planned decision that nobody answered."""
        return self.current().exclude(pk__in=apps.get_model("panels.Item").objects.all().unanswered())

    def holding(self, day: date | None = None) -> Any:
        """The spans that hold on a day (today)."""
        return self.current().filter(_holds(day or today()))

    def holding_or_care(self, day: date | None = None) -> Any:
        """The spans that hold on a day (today), and every time in care: the one that holds may go on from another."""
        return self.current().filter(_holds(day or today()) | Q(token="in_care"))


def _holds(day: date) -> Q:
    return (Q(end__isnull=True) | Q(end__gt=day)) & _lasts() & Q(start__lte=day)


@cache
def _lasts() -> Q:
    """That it is a fact which lasts: an event has no end either, and there are far more of them.

    By how the token begins, which no index serves: so that the few facts of one child are what is read first.
    """
    spans = [fact for fact in vocabulary().facts.values() if fact.is_span]
    return reduce(or_, (Q(token__startswith=f"{one.name}.") if one.codes else Q(token=one.name) for one in spans))


STANDS = Q(replaced_by__isnull=True, withdrawn_at__isnull=True)


class Fact(models.Model):
    """A fact about a child, in the vocabulary's words. A correction is a new row, and the old one points to it.

    ``start`` is the first day of a span or the day of an event; ``end`` the day a span no longer holds.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="facts")
    token = models.CharField(max_length=60)  # the fact and its code, as in placement.foster
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)  # days as text, 2026-03-31
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=300, blank=True)  # why it was inferred; nothing where it was stated
    file = models.CharField(max_length=200, blank=True)  # where it was read from; nothing where a person recorded it
    line = models.PositiveIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=400, blank=True)  # why it was corrected, ended or withdrawn

    objects = Facts.as_manager()

    class Meta:
        ordering = ("start", "id")
        indexes = (
            models.Index(fields=["child", "start"], name="facts_that_stand", condition=STANDS),
            models.Index(fields=["token", "start"], name="facts_by_token", condition=STANDS),
        )
        constraints = (
            # a plain unique index would draw SQLite into looking up "replaced by none", which is nearly every row
            models.UniqueConstraint(
                fields=["replaced_by"], condition=Q(replaced_by__isnull=False), name="a_version_replaces_one"
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=models.F("start")), name="a_span_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.token} {self.start}"

    @property
    def stands(self) -> bool:
        """Whether it is the version in force."""
        return self.replaced_by_id is None and self.withdrawn_at is None

    @property
    def is_span(self) -> bool:
        """Whether it lasts, or happened on one day."""
        return vocabulary().fact_of(self.token).is_span

    @property
    def fact(self) -> str:
        """The fact without its code: placement."""
        return self.token.partition(".")[0]

    @property
    def code(self) -> str:
        """The code, or nothing."""
        return self.token.partition(".")[2]

    def holds_on(self, day: date) -> bool:
        """Whether a span holds on a day."""
        return self.start <= day and (self.end is None or self.end > day)


def latest(fact: Fact | None) -> Fact | None:
    """The last version of a fact, whoever corrected it; none where it was withdrawn."""
    while fact is not None and fact.replaced_by is not None:
        fact = fact.replaced_by
    return fact if fact is not None and fact.stands else None


# --- half-written forms ------------------------------------------------------------------------------------------


class Draft(models.Model):
    """What a person has written in a form and not yet sent. Nobody else sees it, and it is no part of the record."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=200)  # the address of the form
    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="+")
    written = models.JSONField()  # each field's words, as typed
    begun_at = models.DateTimeField(auto_now_add=True)
    kept_at = models.DateTimeField(auto_now=True)

    objects = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "page"], name="a_draft_once_a_form"),)

    def __str__(self) -> str:
        return f"draft of {self.page}"


class Sent(models.Model):
    """A form that was sent, by the key it carries: the same form sent twice makes one fact."""

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.key)

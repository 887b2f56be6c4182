"""People, their posts and teams, and the dated ties between a person and a child. docs/access.md says who sees what."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from permanence.practice.children.visibility import AboutChild
from permanence.practice.prepared import prepared
from permanence.practice.staff.roles import ALLOCATION_ROLES, NAMES, ROLES, Role
from permanence.practice.today import today


class Dated(models.QuerySet[Any]):
    """Rows that hold from ``start`` and no longer hold on ``end``."""

    def on(self, day: date | None = None) -> Any:
        """Those that hold on a day (today)."""
        return self.filter(holding(day))


def holding(day: date | None = None, prefix: str = "") -> models.Q:
    """The condition that a dated row holds on a day (today)."""
    day = day or today()
    return models.Q(**{f"{prefix}start__lte": day}) & (
        models.Q(**{f"{prefix}end__isnull": True}) | models.Q(**{f"{prefix}end__gt": day})
    )


class People(BaseUserManager["Person"]):
    """Finds people by e-mail, however it is written."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this e-mail."""
        return self.get(email__iexact=username)

    def who_record(self) -> Any:
        """Those who work here now in a post that records things about children: an inspector, say, does not."""
        recording = [role.code for role in ROLES.values() if role.writes]
        return self.filter(is_active=True, pk__in=Post.objects.on().filter(role__in=recording).values("person"))


class Person(AbstractBaseUser):
    """Someone who works here. Leavers stay, so that the record can name them; they can no longer sign in."""

    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail", unique=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateField(default=today)
    left = models.DateField(null=True, blank=True)
    directory_key = models.CharField(max_length=120, blank=True)  # tenant and object at the council's own sign-in

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "people"
        constraints = (
            models.UniqueConstraint(Lower("email"), name="an_email_once"),
            models.UniqueConstraint(
                "directory_key", name="a_directory_key_once", condition=~models.Q(directory_key="")
            ),
        )

    def __str__(self) -> str:
        return self.name

    @cached_property
    def posts_today(self) -> list[Post]:
        """The posts this person holds today. Worked out once for each request."""
        return posts_of(self.pk, today()) if self.is_active else []

    @property
    def roles(self) -> list[Role]:
        """The roles this person has today."""
        return [post.about for post in self.posts_today]


@prepared
def posts_of(person: int, day: date) -> Any:
    """The posts a person (by number) holds on a day, with the person and the teams at hand."""
    return Post.objects.on(day).filter(person=person).select_related("person", "team")


class Team(models.Model):
    """A team, within another or at the top."""

    name = models.CharField(max_length=120, unique=True)
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="teams")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role a person holds, in a team, from a day on."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=40, choices=NAMES)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="posts")
    start = models.DateField(default=today)
    end = models.DateField(null=True, blank=True)
    from_directory = models.BooleanField(default=False)  # given by the council's own sign-in, and taken away by it

    objects = Dated.as_manager()

    class Meta:
        ordering = ("start",)

    def __str__(self) -> str:
        return f"{self.person}: {self.about.name}"

    @property
    def about(self) -> Role:
        """The role, with its sentence and its brief."""
        return ROLES[self.role]


class Delegation(models.Model):
    """While one person is away another sees what they would see, until a day that is always set."""

    away = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    to = models.ForeignKey(Person, models.PROTECT, related_name="delegations_held")
    start = models.DateField(default=today)
    end = models.DateField()
    why = models.CharField(max_length=200, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering = ("start",)

    def __str__(self) -> str:
        return f"{self.to} for {self.away}"


class DatedAboutChild(Dated, AboutChild):
    """Dated rows about a child."""


class Allocation(models.Model):
    """A person who works with a child, in a named role, for a time."""

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="allocations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, choices=ALLOCATION_ROLES)
    start = models.DateField(default=today)
    end = models.DateField(null=True, blank=True)

    objects = DatedAboutChild.as_manager()

    class Meta:
        ordering = ("start",)
        indexes = (models.Index(fields=["person", "start"]), models.Index(fields=["child", "start"]))

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Grant(models.Model):
    """Leave to see one restricted record, with the reason for it and the day it ends."""

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=400)
    start = models.DateField(default=today)
    end = models.DateField()
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = DatedAboutChild.as_manager()

    class Meta:
        ordering = ("start",)
        indexes = (models.Index(fields=["person", "end"]),)

    def __str__(self) -> str:
        return f"{self.person} until {self.end:%d/%m/%Y}"


class BreakGlass(models.Model):
    """A record opened in an emergency: why, who was told, and what a manager found on looking into it."""

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="broken_glass")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=400)
    at = models.DateTimeField(auto_now_add=True)
    start = models.DateField(default=today)
    end = models.DateField()
    told = models.ManyToManyField(Person, related_name="told_of_broken_glass")
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    was_right = models.BooleanField(null=True)
    found = models.TextField(blank=True)

    objects = DatedAboutChild.as_manager()

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "broken glass"

    def __str__(self) -> str:
        return f"{self.person} on {self.at:%d/%m/%Y}"

"""Opening what a plan is made of: found among that about children the person may see, and the look recorded."""

from __future__ import annotations

from django.http import HttpRequest

from permanence.practice.children.opening import open_about
from permanence.practice.plans.models import Disagreement, Mark, Plan, Step, Track


def open_plan(request: HttpRequest, pk: int) -> Plan:
    """A settled plan."""
    return open_about(request, Plan, "meeting", "settled_by", "paper", pk=pk)


def open_mark(request: HttpRequest, pk: int) -> Mark:
    """Something a plan is marked by."""
    return open_about(request, Mark, "by", pk=pk)


def open_track(request: HttpRequest, pk: int) -> Track:
    """A track of a plan."""
    return open_about(request, Track, pk=pk)


def open_disagreement(request: HttpRequest, pk: int) -> Disagreement:
    """A disagreement about a plan."""
    return open_about(request, Disagreement, "by", pk=pk)


def open_step(request: HttpRequest, pk: int) -> Step:
    """A step of a disagreement."""
    return open_about(request, Step, "disagreement__by", "child__team", pk=pk)

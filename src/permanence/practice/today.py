"""Which day it is. Everything in the practice app asks here, so that a demonstration can be held on one fixed day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day in England; in a demonstration, the day it is set to (``PERMANENCE_TODAY``)."""
    fixed: date | None = settings.TODAY
    return fixed or timezone.localdate()

"""Sessions in the database, as Django keeps them, found by a question that is written once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from permanence.practice.prepared import prepared


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found: that is asked on every page."""

    def _get_session_from_db(self) -> Session | None:
        found = _session(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None


@prepared
def _session(key: str, now: datetime) -> Any:
    return Session.objects.filter(session_key=key, expire_date__gt=now)

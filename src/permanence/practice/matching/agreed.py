"""Whether a match is agreed: a fact, whoever recorded it."""

from __future__ import annotations

from permanence.practice.children.models import Fact
from permanence.practice.matching.models import Carers


def match_agreed(carers: Carers) -> bool:
    """Whether a match was agreed since the search began, and these are the carers who were put forward."""
    agreed = Fact.objects.about(carers.child).current().filter(token__startswith="match.")
    return carers.state == "chosen" and bool(agreed.filter(start__gte=carers.search.began_on).exists())

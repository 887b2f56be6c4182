"""What the authority's policy asks of plans, and what it says of one child's."""

from __future__ import annotations

from collections.abc import Iterator

from permanence.policy.plan_options import Option, Plans, Rung
from permanence.policy.plans import plans_of
from permanence.practice.meetings.policy import pack_code


def asked_now() -> Plans:
    """What the policy in force today asks of plans."""
    return plans_of(pack_code())


def option_of(code: str, asked: Plans | None = None) -> Option:
    """An option under the policy in force; one that it does not have is named as the statutory floor names it."""
    options = (asked or asked_now()).options
    return options[code] if code in options else plans_of("ENGLAND").options[code]


def known_options(asked: Plans, more: Iterator[str] | list[str]) -> list[Option]:
    """The options of a policy, and these others which the record has."""
    return [*asked.options.values(), *(option_of(code, asked) for code in dict.fromkeys(more)
                                       if code not in asked.options)]  # fmt: skip


def way_name(code: str, variant: str = "", asked: Plans | None = None) -> str:
    """The name of an option, by its variant where one is chosen."""
    return option_of(code, asked).ways(variant)[-1].name


def rungs(whose: str, pack: str) -> tuple[Rung, ...]:
    """The steps of a disagreement under a policy: the worker's one after the other, the child's all at once."""
    return plans_of(pack).ladders[whose]

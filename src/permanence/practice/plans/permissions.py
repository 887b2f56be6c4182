"""Who may do what with a plan, as sentences."""

from __future__ import annotations

from permanence.policy.meetings import words_of
from permanence.practice.children.models import Child
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.plans.models import Mark, Step
from permanence.practice.plans.policy import asked_now
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import manages, may_write


def reviewers(child: Child) -> list[Person]:
    """Those who say at the statutory review whether the plan is endorsed."""
    review = asked_now().review
    words = review.by if review else ("reviewing_officer",)
    return [person for word in words for person in workers_who_are(word, child)]


def may_review(person: Person, child: Child) -> bool:
    """The child's own reviewing officer, or whom the policy names, and nobody else."""
    return may_write(person) and person in reviewers(child)


def may_take_back(person: Person, mark: Mark) -> bool:
    """Whoever said it, or a manager."""
    return may_write(person) and (manages(person) or mark.by_id == person.pk)


def answerers(step: Step) -> list[Person]:
    """Those who act at a step of a disagreement; whoever raised it, where the record knows nobody in that post."""
    known = workers_who_are(step.who, step.child)
    return known or ([step.disagreement.by] if step.disagreement.by else [])


def may_answer(person: Person, step: Step) -> bool:
    """Those, and nobody else: who is unhappy with a plan is heard by the one whom the policy names."""
    return may_write(person) and person in answerers(step)


def answerers_words(step: Step) -> str:
    """Who acts, in words: by name where the record knows them."""
    post = words_of("who")[step.who]
    names = ", ".join(one.name for one in workers_who_are(step.who, step.child))
    return f"{names}, {post}" if names else f"{post[:1].upper()}{post[1:]} (nobody is on record)"

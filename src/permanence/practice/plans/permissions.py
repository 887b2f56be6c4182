"""Who may do what with a plan, as sentences."""

from __future__ import annotations

from permanence.practice.children.models import Child
from permanence.practice.meetings.proposing import workers_who_are
from permanence.practice.meetings.words import local_sentence, who_is
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
    """Whoever said it, or a manager; what the review thought only its reviewer, whom no manager overrules."""
    if mark.kind == "reviewed":
        return may_write(person) and (mark.by_id == person.pk or may_review(person, mark.child))
    return may_write(person) and (manages(person) or mark.by_id == person.pk)


ABOVE = ("service_manager", "head_of_service")
"""Who hears a worker where nobody else holds the post that the policy names."""


def answerers(step: Step) -> list[Person]:
    """Those who act at a step of a disagreement; where the record knows nobody in that post, whoever raised it for the
    child. A worker's own is never answered by that worker: it goes to those above."""
    raised = step.disagreement
    words = (step.who, *(ABOVE if raised.whose == "worker" else ()))
    found = ([one for one in workers_who_are(word, step.child) if raised.whose != "worker" or one != raised.by]
             for word in words)  # fmt: skip
    known = next((people for people in found if people), [])
    return known or ([raised.by] if raised.by and raised.whose != "worker" else [])


def may_answer(person: Person, step: Step) -> bool:
    """Those, and nobody else: who is unhappy with a plan is heard by the one whom the policy names."""
    return may_write(person) and person in answerers(step)


def answerers_words(step: Step) -> str:
    """Who acts, in words: by name where the record knows them."""
    post = who_is(step.who, step.disagreement.pack)
    names = ", ".join(one.name for one in workers_who_are(step.who, step.child))
    return f"{names}, {post}" if names else f"{local_sentence(post)} (nobody is on record)"

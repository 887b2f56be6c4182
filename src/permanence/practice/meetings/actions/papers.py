"""Papers that a policy asks for: begun, written by several people at once, and finished."""

from __future__ import annotations

from collections.abc import Mapping

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.actions import record_fact
from permanence.practice.children.actions.versions import locked, take_turn
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child
from permanence.practice.meetings.actions.passages import keep_passages
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.models import Paper
from permanence.practice.meetings.passages import empty_musts, passages_of
from permanence.practice.meetings.policy import kinds_now, pack_code, paper_kind
from permanence.practice.record.snapshot import Snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today

FACTS = {"ppm_referral": "document.meeting_request"}
"""Papers whose fact has another name."""


@action
def begin_paper(*, by: Person, child: Child, kind: str) -> Paper:
    """Begins a paper, with what the last one of its kind said. Raises Refusal where one is begun already."""
    if kind not in kinds_now().papers:
        raise Refusal("The policy in force has no such paper.")
    take_turn(child)
    earlier = Paper.objects.about(child).filter(kind=kind).first()
    if earlier is not None and earlier.finished_on is None:
        raise Refusal("One is begun already. Open that one.")
    paper = Paper(child=child, kind=kind, pack=pack_code(), begun_by=by)
    paper.save()
    write(paper, children=[child])
    known = {prompt.id for prompt in paper_kind(paper).prompts()}
    said = {prompt: (one.text, 0) for prompt, one in passages_of(earlier).items()} if earlier else {}
    if carried := {prompt: text for prompt, text in said.items() if prompt in known}:
        keep_passages(by, paper, carried)
    return paper


@action
def write_paper(*, by: Person, paper: Paper, written: Mapping[str, tuple[str, int]]) -> Paper:
    """Keeps what is written under some prompts: all of it or, where one was changed by someone else meanwhile, none.

    ``written``: for each prompt its text and the version its writer saw, 0 for none.
    """
    found, _ = _open(paper)
    keep_passages(by, found, written)
    return found


@action
def finish_paper(*, by: Person, paper: Paper) -> Paper:
    """Finishes a paper, which becomes a fact of today where facts have such a document. Raises Refusal where a prompt
    that is a must is empty."""
    found, before = _open(paper)
    so = circumstances(found.child, "permanence", today(), by)
    empty = list(empty_musts(found, so, passages_of(found)))
    if empty:
        named = "; ".join(f"{one.ask} ({', '.join(one.because.clauses)})" for one in empty[:5])
        raise Refusal(f"{len(empty)} of what the policy says must be there is empty. First: {named}")
    found.finished_by, found.finished_on = by, today()
    found.save()
    write(found, children=[found.child_id], before=before)
    token = FACTS.get(found.kind, f"document.{found.kind}")
    if token in vocabulary().tokens:
        record_fact(by=by, child=found.child, token=token, start=today(), confirmed=QUESTIONS)
    return found


def _open(paper: Paper) -> tuple[Paper, Snapshot]:
    found, before = locked(paper)
    if found.finished_on is not None:
        raise Refusal("This paper is finished, so it stays as it is. Begin a new one.")
    return found, before

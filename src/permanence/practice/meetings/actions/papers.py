"""Papers that a policy asks for: begun, written by several people at once, and finished."""

from __future__ import annotations

from collections.abc import Mapping

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.actions import record_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child
from permanence.practice.meetings.actions.rows import SINCE
from permanence.practice.meetings.models import Paper
from permanence.practice.meetings.policy import kinds_now, pack_code, paper_kind
from permanence.practice.record.snapshot import Snapshot, snapshot
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
    earlier = Paper.objects.about(child).filter(kind=kind).first()
    if earlier is not None and earlier.finished_on is None:
        raise Refusal("One is begun already. Open that one.")
    written = (
        {prompt: {"text": said["text"], "version": 1} for prompt, said in earlier.written.items()} if earlier else {}
    )
    paper = Paper(child=child, kind=kind, pack=pack_code(), written=written, begun_by=by)
    paper.save()
    write(paper, children=[child])
    return paper


@action
def write_paper(*, by: Person, paper: Paper, written: Mapping[str, tuple[str, int]]) -> Paper:
    """Keeps what is written under some prompts: all of it or, where one was changed by someone else meanwhile, none.

    ``written``: for each prompt its text and the version its writer saw, 0 for none.
    """
    found, before = _open(paper)
    known = {prompt.id for prompt in paper_kind(found).prompts()}
    if not written:
        raise Refusal("Nothing is different, so there is nothing to save.")
    for prompt, (text, version) in written.items():
        if prompt not in known:
            raise Refusal("The policy has no such prompt for this paper. Open the page again.")
        if found.version(prompt) != version:
            raise Refusal(SINCE, prompt)
        found.written[prompt] = {"text": text, "version": version + 1, "by": by.pk}
    found.save()
    write(found, children=[found.child_id], before=before)
    return found


@action
def finish_paper(*, by: Person, paper: Paper) -> Paper:
    """Finishes a paper, which becomes a fact of today where facts have such a document. Raises Refusal where a prompt
    that is a must is empty."""
    found, before = _open(paper)
    kind = paper_kind(found)
    empty = [prompt for prompt in kind.prompts()
             if prompt.because.strength == "must" and not prompt.only.judged and not prompt.only.when
             and not found.text(prompt.id).strip()]  # fmt: skip
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
    found: Paper = Paper.objects.about(paper.child).select_for_update(no_key=True).get(pk=paper.pk)
    if found.finished_on is not None:
        raise Refusal("This paper is finished, so it stays as it is. Begin a new one.")
    return found, snapshot(found)

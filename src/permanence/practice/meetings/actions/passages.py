"""Writing under the prompts of a meeting or a paper: several at once, all or none, and only what one has seen."""

from __future__ import annotations

from collections.abc import Mapping

from permanence.practice.children.actions.versions import refuse_if_changed
from permanence.practice.meetings.models import Passage
from permanence.practice.meetings.passages import LONGEST, Holder, kind_of_holder, passages_of, which
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


def keep_passages(by: Person, holder: Holder, written: Mapping[str, tuple[str, int]]) -> None:
    """Keeps what is written. ``written``: for each prompt its text and the version its writer saw, 0 for none.

    Raises Refusal where someone changed one meanwhile, a text is too long, or the policy has no such prompt.
    """
    if not written:
        raise Refusal("Nothing is different, so there is nothing to save.")
    known, there = {prompt.id for prompt in kind_of_holder(holder).prompts()}, passages_of(holder)
    for prompt, (text, version) in written.items():
        if prompt not in known:
            raise Refusal("The policy has no such prompt here. Open the page again.")
        if len(text) > LONGEST:
            raise Refusal(f"That is {len(text):,} letters; {LONGEST:,} fit. Shorten it.", prompt)
        refuse_if_changed(there[prompt].version if prompt in there else 0, version, prompt)
        _keep(by, holder, there.get(prompt), prompt, text)


def _keep(by: Person, holder: Holder, found: Passage | None, prompt: str, text: str) -> None:
    before = snapshot(found) if found else None
    passage = found or Passage(child=holder.child, prompt=prompt, version=0, **which(holder))
    passage.text, passage.version, passage.written_by = text, passage.version + 1, by
    passage.save()
    write(passage, children=[holder.child_id], before=before)

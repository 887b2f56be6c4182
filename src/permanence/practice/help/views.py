"""The help page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.policy.terms import terms
from permanence.practice.procedures.policy import current_pack
from permanence.practice.staff.permissions import (
    may_break_glass,
    may_choose_the_policy,
    may_manage_accounts,
    may_read_the_record,
    may_write,
    sees_children,
)


def page(request: HttpRequest) -> HttpResponse:
    """How to do what this person's roles let them do, in the words of the policy followed here."""
    person, pack = request.user, current_pack()
    local = terms(pack.code).local
    may = {
        "sees": sees_children(person),
        "writes": may_write(person),
        "breaks_glass": may_break_glass(person),
        "chooses": may_choose_the_policy(person),
        "accounts": may_manage_accounts(person),
        "record": may_read_the_record(person),
    }
    words = {"meeting": local("permanence planning meeting"), "review": local("statutory review")}
    context = {"title": "Help", "pack": pack, "may": may, "words": words, "roles": person.roles}
    return render(request, "help/page.html", context)

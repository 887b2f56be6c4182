"""The tags and filters every template has, without loading them. docs/practice-anatomy.md lists them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from permanence.practice.design import wording
from permanence.practice.design.addresses import address
from permanence.practice.design.page import Row
from permanence.practice.design.prose import prose

register = template.Library()

for _filter in (wording.day, wording.weekday, wording.short, wording.moment, prose):
    register.filter(_filter.__name__, _filter)


@register.filter
def age(child: Any) -> str:
    """A child's age today in years and months."""
    return wording.age_words(child.age())


@register.filter
def counted(number: int, words: str) -> str:
    """``{{ n|counted:"child,children" }}``: 1 child, 2 children."""
    one, _, many = words.partition(",")
    return wording.count(number, one, many)


STATUS_COLOURS = {
    "overdue": "red", "late": "orange", "missed": "red", "due": "blue", "met": "green", "lapsed": "grey",
    "untimed": "grey",
}  # fmt: skip


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A tag. A status of a duty brings its own colour; the word always says it too."""
    colour = colour or STATUS_COLOURS.get(text, "blue")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text.capitalize())


@register.simple_tag
def submit(text: str, kind: str = "", name: str = "", value: str = "") -> SafeString:
    """The button of a form. ``kind``: secondary or warning. ``name`` and ``value`` tell two buttons apart."""
    chosen = format_html(' name="{}" value="{}"', name, value) if name else ""
    look = f" govuk-button--{kind}" if kind else ""
    return format_html(
        '<button class="govuk-button{}" data-module="govuk-button" data-prevent-double-click="true"{}>{}</button>',
        look, chosen, text,
    )  # fmt: skip


@register.simple_tag
def button(text: str, href: str, kind: str = "") -> SafeString:
    """A link that looks like a button, for the one thing a page is for."""
    look = f" govuk-button--{kind}" if kind else ""
    return format_html(
        '<a href="{}" role="button" draggable="false" class="govuk-button{}" data-module="govuk-button">{}</a>',
        href,
        look,
        text,
    )


@register.simple_tag
@cache
def style(file: str) -> SafeString:
    """A style sheet of the app, at the address it has among the static files."""
    return format_html('<link rel="stylesheet" href="{}">', static(file))


@register.simple_tag
@cache
def script(file: str) -> SafeString:
    """A script of the app."""
    return format_html('<script type="module" src="{}"></script>', static(file))


class AddressNode(URLNode):
    """Django's own ``{% url %}``, where pages about rows are looked up once for all rows (design/addresses.py)."""

    def render(self, context: template.Context) -> str:
        """The address; with words among its arguments, by name or kept for later it is Django's to find."""
        if not self.asvar and not self.kwargs:
            numbers = [arg.resolve(context) for arg in self.args]
            if all(type(number) is int and number >= 0 for number in numbers):
                return address(self.view_name.resolve(context), *numbers)
        return str(super().render(context))


@register.tag
def url(parser: template.base.Parser, token: template.base.Token) -> AddressNode:
    """``{% url %}`` as Django has it."""
    read = django_url(parser, token)
    return AddressNode(read.view_name, read.args, read.kwargs, read.asvar)


@register.inclusion_tag("design/summary.html")
def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """A list of what is known: key, value, and links to change it."""
    return {"rows": rows}


@register.inclusion_tag("design/pages.html", takes_context=True)
def pages(context: template.Context, page: Page) -> dict[str, Any]:
    """Links to the other pages of a list; the rest of the address stays as it is."""
    request: HttpRequest = context["request"]
    shown = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    links = [(number, request.GET.copy()) for number in shown]
    for number, query in links:
        query["page"] = str(number)
    return {
        "page": page,
        "links": [(number, f"?{query.urlencode()}") for number, query in links],
        **_beside(page, request),
    }


def _beside(page: Page, request: HttpRequest) -> dict[str, str]:
    found = {}
    for name, is_there, number in (
        ("before", page.has_previous(), page.number - 1),
        ("after", page.has_next(), page.number + 1),
    ):
        query = request.GET.copy()
        query["page"] = str(number)
        found[name] = f"?{query.urlencode()}" if is_there else ""
    return found


@register.simple_block_tag
def scrolling(content: str, label: str) -> SafeString:
    """A box around a wide table, which scrolls by itself and can be reached by keyboard. ``label`` names it."""
    return format_html(
        '<div class="practice-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """Something that must be seen before going on."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>{}</strong></div>',
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Something set apart; also what an empty list says, and what to do about it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: str, title: str) -> SafeString:
    """Words to open for those who want them."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        title, content,
    )  # fmt: skip

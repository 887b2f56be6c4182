"""Forms: every form of the app, and of packages, is laid out by the templates of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from permanence.practice.design.days import DayInput


class Laid(BoundField):
    """A field as a page shows it: which component it is, and where a link to its mistake leads."""

    @property
    def kind(self) -> str:
        """tick for one box to tick, choices for several, day for a date, file; nothing for the plain ones."""
        widget = self.field.widget
        for kind, classes in _KINDS.items():  # the order matters: a list of boxes is a kind of list of radios
            if isinstance(widget, classes):
                return kind
        return ""

    @property
    def is_optional(self) -> bool:
        """Whether to say so. A form that filters a list has ``marks_optional = False``: nothing there is asked for."""
        return not self.field.required and getattr(self.form, "marks_optional", True)

    @property
    def first_id(self) -> str:
        """The id of the first control, which a link in the error summary leads to."""
        ending = {"choices": "_0", "radios": "_0", "day": "_day"}.get(self.kind, "")
        return f"{self.auto_id}{ending}"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """The control's attributes, with the classes of its component."""
        built = super().build_widget_attrs(attrs, widget)
        name = _CLASSES.get(self.kind, "govuk-input")
        own = (widget or self.field.widget).attrs.get("class", "")
        classes = [*name.split(), *own.split(), *([f"{name.split()[0]}--error"] if self.errors and name else [])]
        built.pop("required", None)  # the browser's own message would come before ours, in other words
        return {**built, "class": " ".join(dict.fromkeys(classes))} if classes else built


_KINDS: dict[str, tuple[type, ...]] = {
    "tick": (forms.CheckboxInput,),
    "choices": (forms.CheckboxSelectMultiple,),
    "radios": (forms.RadioSelect,),
    "day": (DayInput,),
    "select": (forms.Select,),
    "file": (forms.FileInput,),
    "text": (forms.Textarea,),
    "password": (forms.PasswordInput,),
}
_CLASSES = {
    "tick": "govuk-checkboxes__input", "choices": "", "radios": "", "day": "", "select": "govuk-select",
    "file": "govuk-file-upload", "text": "govuk-textarea", "": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}  # fmt: skip


class Design(TemplatesSetting):
    """Django's forms in the components of the design system: label, hint, error and an error summary that links."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
    formset_template_name = "design/formset.html"
    bound_field_class = Laid

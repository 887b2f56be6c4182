"""The forms of sign-in in our own words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms

from permanence.practice.design.forms import say_what_is_empty


class SignIn(LoginForm):
    """Work e-mail and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, {"login": "Work e-mail", "password": "Password"})


class Forgotten(ResetPasswordForm):
    """The e-mail to which a letter goes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, {"email": "Work e-mail"})


def _in_our_words(form: forms.BaseForm, labels: dict[str, str]) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)
    say_what_is_empty(form)

"""The forms of sign-in in our own words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from permanence.practice.design.forms import Telling


class SignIn(Telling, LoginForm):
    """Work e-mail and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, {"login": "Work e-mail", "password": "Password"})


class Forgotten(Telling, ResetPasswordForm):
    """The e-mail to which a letter goes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _in_our_words(self, {"email": "Work e-mail"})


class NewPassword(Telling, ChangePasswordForm):
    """Another password for one's own account."""


class NewPasswordByLetter(Telling, ResetPasswordKeyForm):
    """Another password, by the link in a letter."""


class PasswordAgain(Telling, ReauthenticateForm):
    """The password once more, before something that guards the account is changed."""


class Code(Telling, AuthenticateForm):
    """The code of an app, or a code kept for emergencies."""


class CodeAgain(Telling, CodeAgainForm):
    """Such a code once more, before something that guards the account is changed."""


class FirstCode(Telling, ActivateTOTPForm):
    """The first code of an app, which shows that it was set up."""


def _in_our_words(form: forms.BaseForm, labels: dict[str, str]) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)

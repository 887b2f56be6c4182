"""The app of the help page."""

from django.apps import AppConfig


class HelpApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.help"
    label = "help"

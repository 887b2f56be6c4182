"""The app of home."""

from django.apps import AppConfig


class HomeApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.home"
    label = "home"

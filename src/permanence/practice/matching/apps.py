"""The app of matching."""

from django.apps import AppConfig


class MatchingApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.matching"
    label = "matching"

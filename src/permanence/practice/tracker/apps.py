"""The app of tracker."""

from django.apps import AppConfig


class TrackerApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.tracker"
    label = "tracker"

"""The app of panels."""

from django.apps import AppConfig


class PanelsApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.panels"
    label = "panels"

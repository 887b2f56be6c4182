"""The app of design."""

from django.apps import AppConfig


class DesignApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.design"
    label = "design"

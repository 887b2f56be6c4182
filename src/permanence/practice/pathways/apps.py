"""The app of pathways."""

from django.apps import AppConfig


class PathwaysApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.pathways"
    label = "pathways"

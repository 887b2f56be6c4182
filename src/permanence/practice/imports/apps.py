"""The app of imports."""

from django.apps import AppConfig


class ImportsApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.imports"
    label = "imports"

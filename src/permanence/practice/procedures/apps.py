"""The app of procedures."""

from django.apps import AppConfig


class ProceduresApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.procedures"
    label = "procedures"

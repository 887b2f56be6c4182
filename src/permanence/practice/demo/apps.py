"""The app of the demonstration: its command, and nothing else."""

from django.apps import AppConfig


class DemoApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.demo"
    label = "demo"

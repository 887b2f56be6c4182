"""The app of plans."""

from django.apps import AppConfig


class PlansApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.plans"
    label = "plans"

"""The app of staff."""

from django.apps import AppConfig


class StaffApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.staff"
    label = "staff"

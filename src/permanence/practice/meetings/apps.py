"""The app of meetings."""

from django.apps import AppConfig


class MeetingsApp(AppConfig):
    """See the sentence of the package."""

    name = "permanence.practice.meetings"
    label = "meetings"

"""The app of children."""

from django.apps import AppConfig


class ChildrenApp(AppConfig):
    """Children and their facts."""

    name = "permanence.practice.children"
    label = "children"

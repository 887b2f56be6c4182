"""The addresses of the whole app. Each part keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("permanence.practice.children.urls")),
    path("", include("permanence.practice.tracker.urls")),
    path("", include("permanence.practice.procedures.urls")),
]

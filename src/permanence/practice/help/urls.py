"""The address of help."""

from django.urls import path

from permanence.practice.help import views

app_name = "help"
urlpatterns = [path("help/", views.page, name="page")]

"""The address of the first page."""

from django.urls import path

from permanence.practice.home.views import home

app_name = "home"
urlpatterns = [path("", home, name="today")]

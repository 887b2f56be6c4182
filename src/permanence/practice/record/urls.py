"""The addresses of the record."""

from django.urls import path

from permanence.practice.record import views

app_name = "record"
urlpatterns = [
    path("record/", views.entries, name="entries"),
    path("record/head/", views.chain_head, name="head"),
    path("children/<int:pk>/record/", views.of_child, name="of_child"),
]

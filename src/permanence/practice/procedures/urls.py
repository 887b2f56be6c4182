"""The addresses of procedures."""

from django.urls import path

from permanence.practice.procedures import views

app_name = "procedures"
urlpatterns = [
    path("procedures/", views.documents, name="list"),
    path("procedures/compare/", views.choose_two, name="choose_two"),
    path("procedures/choose/", views.choose, name="choose"),
    path("procedures/choose/<slug:code>/", views.propose, name="propose"),
    path("procedures/choices/<int:pk>/", views.adoption, name="adoption"),
    path("procedures/choices/<int:pk>/children/", views.touched, name="touched"),
    path("procedures/choices/<int:pk>/approve/", views.approve, name="approve"),
    path("procedures/choices/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("procedures/<slug:code>/", views.document, name="document"),
    path("procedures/<slug:code>/beside/<slug:other>/", views.compare, name="compare"),
]

"""The addresses of pathways."""

from django.urls import path

from permanence.practice.pathways import views

app_name = "pathways"
urlpatterns = [
    path("children/<int:pk>/pathways/", views.of_child, name="of_child"),
    path("children/<int:pk>/pathways/begin/", views.begin, name="begin"),
    path("pathways/<int:pk>/", views.course, name="course"),
    path("pathways/<int:pk>/steps/<slug:step>/", views.take, name="step"),
    path("pathways/<int:pk>/end/", views.close, name="close"),
]

"""The addresses of matching."""

from django.urls import path

from permanence.practice.matching import views

app_name = "matching"
urlpatterns = [
    path("children/<int:pk>/matching/", views.of_child, name="of_child"),
    path("children/<int:pk>/matching/begin/", views.begin, name="begin"),
    path("children/<int:pk>/matching/log/", views.log, name="log"),
    path("children/<int:pk>/matching/end/", views.end, name="end"),
    path("children/<int:pk>/matching/carers/add/", views.add_carers, name="add_carers"),
    path("children/<int:pk>/matching/carers/<int:number>/", views.weigh, name="weigh"),
    path("children/<int:pk>/matching/carers/<int:number>/introduce/", views.introduce, name="introduce"),
    path("children/<int:pk>/matching/introductions/<int:number>/", views.went, name="went"),
]

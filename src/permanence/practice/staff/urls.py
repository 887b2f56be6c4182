"""The addresses of people, and of who sees a child."""

from django.urls import path

from permanence.practice.staff.views import access, me, people

app_name = "staff"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/away/", me.stand_in, name="stand_in"),
    path("me/away/<int:pk>/end/", me.end_stand_in, name="end_stand_in"),
    path("emergency/", me.break_glass, name="break_glass"),
    path("emergency/<int:pk>/", me.review_glass, name="review_glass"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="new_starter"),
    path("people/standing-in/", people.delegate, name="delegate"),
    path("people/standing-in/<int:pk>/end/", people.end_delegation, name="end_delegation"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/details/", people.details, name="details"),
    path("people/<int:pk>/letter/", people.letter, name="letter"),
    path("people/<int:pk>/leaves/", people.leave, name="leave"),
    path("people/<int:pk>/posts/new/", people.new_post, name="new_post"),
    path("people/posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("teams/", people.teams, name="teams"),
    path("teams/new/", people.new_team, name="new_team"),
    path("teams/<int:pk>/", people.team, name="team"),
    path("children/<int:pk>/access/", access.access, name="access"),
    path("children/<int:pk>/access/allocate/", access.allocate, name="allocate"),
    path("children/<int:pk>/access/restrict/", access.restrict_record, name="restrict"),
    path("children/<int:pk>/access/lift/", access.lift, name="lift"),
    path("children/<int:pk>/access/grant/", access.grant, name="grant"),
    path("allocations/<int:pk>/end/", access.end_allocation, name="end_allocation"),
    path("grants/<int:pk>/end/", access.end_grant, name="end_grant"),
]

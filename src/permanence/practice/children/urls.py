"""The addresses of children."""

from django.urls import path

from permanence.practice.children.views import children, details, facts, family, kept

app_name = "children"
urlpatterns = [
    path("children/", children.children, name="list"),
    path("children/new/", details.new, name="new"),
    path("children/<int:pk>/", children.child, name="child"),
    path("children/<int:pk>/journey/", children.journey, name="journey"),
    path("children/<int:pk>/details/", details.details, name="details"),
    path("children/<int:pk>/facts/", facts.facts, name="facts"),
    path("children/<int:pk>/facts/new/", facts.kinds, name="kinds"),
    path("children/<int:pk>/facts/new/<slug:name>/", facts.record, name="record"),
    path("children/<int:pk>/facts/<int:number>/", facts.fact, name="fact"),
    path("children/<int:pk>/facts/<int:number>/correct/", facts.correct, name="correct"),
    path("children/<int:pk>/facts/<int:number>/end/", facts.end, name="end"),
    path("children/<int:pk>/facts/<int:number>/withdraw/", facts.withdraw, name="withdraw"),
    path("children/<int:pk>/people/", family.people, name="people"),
    path("children/<int:pk>/people/new/", family.new_connection, name="new_connection"),
    path("children/<int:pk>/people/<int:number>/", family.connection, name="connection"),
    path("children/<int:pk>/people/<int:number>/end/", family.end_connection, name="end_connection"),
    path("children/<int:pk>/siblings/new/", family.join_siblings, name="join_siblings"),
    path("children/<int:pk>/siblings/<int:number>/leave/", family.leave_siblings, name="leave_siblings"),
    path("drafts/", kept.keep, name="keep"),
    path("drafts/afresh/", kept.start_afresh, name="start_afresh"),
]

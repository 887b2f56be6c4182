"""The addresses of imports."""

from django.urls import path

from permanence.practice.imports.views import changing, showing

app_name = "imports"
urlpatterns = [
    path("imports/", showing.every_import, name="list"),
    path("imports/new/", changing.new, name="new"),
    path("imports/<int:pk>/", showing.one_import, name="import"),
    path("imports/<int:pk>/progress/", showing.progress, name="progress"),
    path("imports/<int:pk>/children/", showing.children, name="children"),
    path("imports/<int:pk>/children/<int:row>/", changing.child, name="child"),
    path("imports/<int:pk>/problems/", showing.problems, name="problems"),
    path("imports/<int:pk>/problems.csv", showing.problems_file, name="problems_file"),
    path("imports/<int:pk>/files/<int:file>/", showing.sent_file, name="file"),
    path("imports/<int:pk>/apply/", changing.apply, name="apply"),
    path("imports/<int:pk>/undo/", changing.undo, name="undo"),
    path("imports/<int:pk>/again/", changing.read_again, name="again"),
    path("imports/<int:pk>/throw-away/", changing.throw_away, name="throw_away"),
]

"""The addresses of what is owed."""

from datetime import date

from django.urls import path, register_converter

from permanence.practice.tracker.views import agreements, boards, flags, owed, waits


class Day:
    """A day in an address: 2026-03-31."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The date. An address with a day that is none leads nowhere."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as it stands in the address."""
        return value.isoformat()


register_converter(Day, "day")

app_name = "tracker"
urlpatterns = [
    path("owed/", boards.board, name="board"),
    path("owed/<slug:scope>/", boards.board, name="boards"),
    path("owed/<slug:scope>/export/", boards.export, name="export"),
    path("owed/<slug:scope>/save/", boards.keep_view, name="keep_view"),
    path("missing/", flags.missing, name="missing"),
    path("missing/<slug:code>/", flags.missing, name="missing_one"),
    path("time-to-permanence/", waits.waits, name="waits"),
    path("time-to-permanence/export/", waits.export, name="waits_export"),
    path("views/<slug:address>/", boards.view, name="view"),
    path("views/<slug:address>/remove/", boards.drop_view, name="drop_view"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/end/", agreements.end, name="end_agreement"),
    path("children/<int:pk>/owed/", owed.owed, name="owed"),
    path("children/<int:pk>/owed/<slug:clause>/<day:anchor>/ask/", agreements.ask, name="ask"),
]

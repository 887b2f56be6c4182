"""Logging without personal data: what happened and where, never who it was about.

Addresses hold only numbers that mean nothing outside the database. Bodies, query strings and the values of settings
are never written; an error is written as its kind and its lines of code, without the values it met.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any


class WithoutValues(logging.Formatter):
    """Writes an error as its kind and the lines it went through. Its text may quote a record, so it is left out."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name logging calls
        """The lines of code and the kind of error."""
        kind, _, trace = ei
        lines = traceback.format_list(traceback.extract_tb(trace))
        return "".join(lines) + (kind.__name__ if kind else "")


def logging_in(mode: str) -> dict[str, Any]:
    """The settings of logging: one line an event on standard error, quieter in a demonstration and in tests."""
    level = {"production": "INFO", "demo": "WARNING"}.get(mode, "ERROR")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": WithoutValues, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "permanence": {"level": level},
            "django.server": {
                "handlers": [],
                "propagate": False,
            },  # its lines hold query strings, and so names searched for
        },
    }

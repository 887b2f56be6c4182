"""The measure of a page: Django as a new project has it, and one query. Served beside the app, the same way.

A new project opens a connection for each page. With BENCH_KEEPS_CONNECTION it keeps one, as the app does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from permanence.practice.config.database import database

_DATABASE = database(os.environ["DATABASE_URL"])
if not os.environ.get("BENCH_KEEPS_CONNECTION"):
    _DATABASE["CONN_MAX_AGE"] = 0  # as a new project has it: the measure does not move when the app is mended

settings.configure(
    SECRET_KEY=os.urandom(32).hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": _DATABASE},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[  # as a new project has them
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    LOGGING_CONFIG=None,
)
django.setup()

_PAGE = """<!doctype html><title>Bare</title>
<table>{% for row in rows %}<tr><td>{{ row.0 }}</td><td>{{ row.1 }}</td></tr>{% endfor %}</table>"""


def page(request: HttpRequest) -> HttpResponse:
    """Twenty rows of one table, in a template."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, token FROM children_fact ORDER BY id LIMIT 20")
        rows = cursor.fetchall()
    return HttpResponse(engines["django"].from_string(_PAGE).render({"rows": rows}))


urlpatterns = [path("", page)]
application = get_wsgi_application()

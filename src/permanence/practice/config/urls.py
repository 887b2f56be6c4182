"""The addresses of the whole app. Each part keeps its own list."""

from django.conf import settings
from django.urls import include, path

from permanence.practice.config.health import health
from permanence.practice.staff.closed import closed

urlpatterns = [
    path("health", health, name="health"),
    # what sign-in offers and we do not: people neither sign up nor change their own e-mail
    path("account/signup/", closed, name="account_signup"),
    path("account/email/", closed, name="account_email"),
    path("account/3rdparty/", closed, name="socialaccount_connections"),
    path("account/3rdparty/signup/", closed, name="socialaccount_signup"),
    path("account/", include("allauth.urls")),
    *(path("", include(f"permanence.practice.{part}.urls")) for part in settings.PARTS),
]

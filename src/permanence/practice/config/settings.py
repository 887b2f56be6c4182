"""Settings, from the environment. Where it says nothing this is production, and production will not start half set up.

docs/operate.md lists the variables. PERMANENCE_MODE=demo runs on made-up children with keys of its own.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from permanence.practice.config.database import database
from permanence.practice.config.environment import Environment
from permanence.practice.config.keys import kept_key
from permanence.practice.config.logs import logging_in
from permanence.practice.config.security import content_security_policy
from permanence.practice.config.single_sign_on import provider

_environment = Environment(os.environ)
MODE = _environment.mode
_PRODUCTION = MODE == "production"

DATA = Path(_environment.text("PERMANENCE_DATA", "out/practice")).absolute()
"""The folder for what is kept beside the database: uploaded files and, in a demonstration, its keys."""

SECRET_KEY = _environment.needed("PERMANENCE_SECRET_KEY", "signs sessions; 50 random letters or more")
RECORD_KEY = _environment.needed(
    "PERMANENCE_RECORD_KEY", "seals the record; keep it outside the database, and for ever"
)
ALLOWED_HOSTS = _environment.words("PERMANENCE_HOSTS")
DATABASE_URL = _environment.needed("DATABASE_URL", "where the database is, as in sqlite:///council.sqlite3")
SMTP_HOST = _environment.needed("PERMANENCE_SMTP_HOST", "the server letters go out by: first passwords, emergencies")
if _PRODUCTION and not ALLOWED_HOSTS:
    _environment.missing.append("PERMANENCE_HOSTS (the names this site is reached by, with commas)")
_environment.refuse_if_missing()
if not _PRODUCTION:
    SECRET_KEY = SECRET_KEY or kept_key(DATA, "secret-key")
    RECORD_KEY = RECORD_KEY or kept_key(DATA, "record-key")
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "testserver"]
    DATABASE_URL = DATABASE_URL or f"sqlite:///{DATA / 'practice.sqlite3'}"

DEBUG = False  # an error page that shows a child's record to whoever caused it is never wanted
TODAY = None if _PRODUCTION else _environment.day("PERMANENCE_TODAY")
SITE = _environment.text("PERMANENCE_SITE", f"https://{ALLOWED_HOSTS[0]}" if _PRODUCTION else "http://localhost:8000")
"""Where the site is reached, for addresses in letters."""
COUNCIL = _environment.text("PERMANENCE_COUNCIL", "Permanence")
"""The name in the header: the council's."""

# --- the parts ----------------------------------------------------------------------------------------------------

PARTS = (
    "home",
    "staff",
    "record",
    "children",
    "tracker",
    "meetings",
    "plans",
    "panels",
    "matching",
    "pathways",
    "procedures",
    "imports",
    "help",
)
"""The parts people see, each with its own models, addresses and templates (docs/practice-anatomy.md)."""

INSTALLED_APPS = [
    "permanence.practice.design",  # first: its templates stand before those of other packages
    *(f"permanence.practice.{part}" for part in PARTS),
    "permanence.practice.config",
    *(["permanence.practice.demo"] if not _PRODUCTION else []),  # nobody makes up children where there are real ones
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # the standard templates of widgets, for those that design/ does not replace
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "permanence.practice.staff.sessions.SignedInNow",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "permanence.practice.staff.sessions.SessionLimits",
    "permanence.practice.children.signed_out.KeepsWhatWasTyped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "permanence.practice.staff.gate.SecondFactorFirst",
    "permanence.practice.config.refusing.Refusing",
]

ROOT_URLCONF = "permanence.practice.config.urls"
WSGI_APPLICATION = "permanence.practice.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "permanence.practice.design.renderer.Design"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "permanence.practice.config.navigation.page",
            ],
            "builtins": ["permanence.practice.design.templatetags.design"],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": database(DATABASE_URL)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "practice_cache"}}
"""In the database, so that a limit on wrong passwords is exact over all processes."""

LANGUAGE_CODE = "en-gb"
USE_I18N = False  # one language: no word is looked up in another
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "files"
WHITENOISE_USE_FINDERS = not _PRODUCTION  # outside production nobody has to collect static files first
if not _PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# --- who comes in -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "staff.Person"
AUTHENTICATION_BACKENDS = ["permanence.practice.staff.backends.SignedIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SECOND_FACTOR_REQUIRED = _environment.yes("PERMANENCE_SECOND_FACTOR", _PRODUCTION)

ACCOUNT_ADAPTER = "permanence.practice.staff.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "permanence.practice.staff.sign_in.SignIn",
    "reset_password": "permanence.practice.staff.sign_in.Forgotten",
    "reset_password_from_key": "permanence.practice.staff.sign_in.NewPasswordByLetter",
    "change_password": "permanence.practice.staff.sign_in.NewPassword",
    "reauthenticate": "permanence.practice.staff.sign_in.PasswordAgain",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is given by the system administrator, never by its owner
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "5/10m/key,30/10m/ip", "login": "60/m/ip", "reset_password": "5/h/ip,3/h/key"}
MFA_ADAPTER = "permanence.practice.staff.adapters.SecondFactor"
MFA_FORMS = {
    "authenticate": "permanence.practice.staff.sign_in.Code",
    "reauthenticate": "permanence.practice.staff.sign_in.CodeAgain",
    "activate_totp": "permanence.practice.staff.sign_in.FirstCode",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _PRODUCTION
MFA_TOTP_ISSUER = COUNCIL

SOCIALACCOUNT_ADAPTER = "permanence.practice.staff.adapters.SingleSignOn"
SOCIALACCOUNT_PROVIDERS = provider(_environment)
SOCIALACCOUNT_ONLY = _environment.yes("PERMANENCE_OIDC_ONLY", False)
SOCIALACCOUNT_STORE_TOKENS = False

FILES_KEPT = timedelta(days=_environment.whole("PERMANENCE_FILE_DAYS", 90))
"""How long a sent return is kept after its import came to rest. What was read from it stays."""

SESSION_ENGINE = "permanence.practice.staff.session_store"
SESSION_IDLE_LIMIT = timedelta(minutes=_environment.whole("PERMANENCE_IDLE_MINUTES", 30))
SESSION_LIMIT = timedelta(hours=_environment.whole("PERMANENCE_SESSION_HOURS", 10))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = int(SESSION_LIMIT.total_seconds())

# --- safety -------------------------------------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if _PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _environment.yes("PERMANENCE_PROXY", False) else None
SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked by the machine beside us, over plain HTTP
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a long paste reaches the form, which says how much fits and loses nothing
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if _PRODUCTION and not host.startswith("*")]
CONTENT_SECURITY_POLICY = content_security_policy(_environment)
if _environment.text("PERMANENCE_PROXY_IP_HEADER"):
    ALLAUTH_TRUSTED_CLIENT_IP_HEADER = _environment.text("PERMANENCE_PROXY_IP_HEADER")

# --- letters and logs ---------------------------------------------------------------------------------------------

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP_HOST else 'console'}.EmailBackend"
EMAIL_HOST = SMTP_HOST
EMAIL_PORT = _environment.whole("PERMANENCE_SMTP_PORT", 587)
EMAIL_HOST_USER = _environment.text("PERMANENCE_SMTP_USER")
EMAIL_HOST_PASSWORD = _environment.text("PERMANENCE_SMTP_PASSWORD")
EMAIL_USE_TLS = _environment.yes("PERMANENCE_SMTP_TLS", True)
DEFAULT_FROM_EMAIL = _environment.text("PERMANENCE_FROM", "permanence@localhost")

LOGGING = logging_in(MODE)

if MODE == "test" or "pytest" in sys.modules:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in often, and guard nothing

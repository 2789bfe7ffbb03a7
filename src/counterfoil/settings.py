"""Django's settings: the product's own decisions, around the few values that an installation chooses in config.py."""

import sys
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from counterfoil import config, databases, logs

PACKAGE = Path(__file__).parent
HERE = config.load()
HERE.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- the rooms that are Django apps -----------------------------------------------------------------------------------

ROOMS = ("firms", "matters", "ledger", "taxes", "outbox", "documents", "practice", "banking", "xero")

INSTALLED_APPS = [
    "counterfoil.web",  # first, so that its templates stand before those of the sign-in library
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "rules",
    *(f"counterfoil.{room}" for room in ROOMS if (PACKAGE / room / "apps.py").exists()),
]

ROOT_URLCONF = "counterfoil.web.urls"
WSGI_APPLICATION = "counterfoil.web.wsgi.application"
DEBUG = False
SECRET_KEY = HERE.signing_key()

# --- the database: every atomic() takes the writer's lock on SQLite, so no request is wrapped in one ------------------

DATABASES = {"default": databases.describe(HERE.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the web surface --------------------------------------------------------------------------------------------------

MIDDLEWARE = [
    "counterfoil.web.middleware.Clock",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "counterfoil.web.one_reading.OneReading",
    "counterfoil.web.middleware.Seats",
    "counterfoil.web.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

ALLOWED_HOSTS = list(HERE.hosts)
CSRF_TRUSTED_ORIGINS = [HERE.base_url]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Not "no-referrer": under it a browser sends `Origin: null` with our own forms and the forgery check refuses them. No
# other site learns an address either way.
SECURE_REFERRER_POLICY = "same-origin"

SECURE_SSL_REDIRECT = not HERE.is_local
SECURE_HSTS_SECONDS = 0 if HERE.is_local else int(timedelta(days=365).total_seconds())
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HERE.behind_proxy else None

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "counterfoil.practice.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- cookies and sessions ---------------------------------------------------------------------------------------------

COOKIE_PREFIX = "" if HERE.is_local else "__Host-"

SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_SECURE = not HERE.is_local
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())  # from sign-in; activity does not prolong it
SESSION_SAVE_EVERY_REQUEST = False

CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = not HERE.is_local
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- who may sign in --------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "firms.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first, so that a guesser is turned away before a password is looked at
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # members are invited by an admin, nobody signs up
ACCOUNT_SESSION_REMEMBER = True  # the cookie lasts the 12 hours of the session
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if HERE.is_local else "https"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/m/key,20/m/ip"}

AXES_USERNAME_FORM_FIELD = "login"  # what allauth's form calls it
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)  # a pause, never a permanent lock-out
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# --- files, mail, words, log ------------------------------------------------------------------------------------------

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # served from the packages themselves: nothing to collect before the first start

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HERE.mail_host else 'console'}.EmailBackend"
EMAIL_HOST = HERE.mail_host
EMAIL_PORT = HERE.mail_port
EMAIL_HOST_USER = HERE.mail_user
EMAIL_HOST_PASSWORD = HERE.mail_password.get_secret_value()
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = HERE.mail_from

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

logs.configure()
LOGGING = logs.describe(json=not sys.stderr.isatty())

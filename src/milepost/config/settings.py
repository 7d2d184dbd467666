"""Settings, each with a safe default and a variable that changes it; docs/operator/install.md lists them."""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from milepost.config.databases import database
from milepost.config.home import home_folder, is_loopback, secret_key
from milepost.config.jobs import queue

env = environ.Env()

# Place and reach
HOME = home_folder()
PACKAGE = Path(__file__).resolve().parents[1]
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(HOME / "secret_key")
DEBUG = env.bool("DEBUG", default=False)
BIND = env.str("MILEPOST_BIND", default="127.0.0.1:8000")
ALLOWED_HOSTS = env.list("MILEPOST_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
IS_LOCAL = all(is_loopback(host) for host in [BIND.rpartition(":")[0], *ALLOWED_HOSTS])
IS_HTTPS = env.bool("MILEPOST_HTTPS", default=not IS_LOCAL)
PROXY_COUNT = env.int("MILEPOST_PROXIES", default=0)

ROOT_URLCONF = "milepost.config.urls"
WSGI_APPLICATION = "milepost.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "milepost.web",
    "milepost.domain.common",
    "milepost.domain.people",
    "milepost.domain.projects",
    "milepost.domain.staffing",
    "milepost.domain.money",
    "milepost.domain.governance",
    "milepost.domain.reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "csp",
    "django_htmx",
    "django_vite",
    "huey.contrib.djhuey",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "milepost.web.search.at_hand.NotesVisits",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "milepost.web.appearance.choices.choices",
                "milepost.web.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    },
]

# Data
DATABASES = {"default": database(env, HOME)}
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{HOME / 'cache'}?max_entries=10000")}
HUEY = queue(
    env.str("JOBS_URL", default=""),
    home=HOME,
    workers=env.int("JOBS_WORKERS", default=2),
    immediate=env.bool("JOBS_IMMEDIATE", default=False),
)
MEDIA_ROOT = HOME / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
VIRUS_SCAN = env.str("MILEPOST_VIRUS_SCAN", default="")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the weekly round posts one grid of all of a manager's projects

# Language and time: stamps are kept in UTC; dates on pages follow the city's own time zone
LANGUAGE_CODE = env.str("MILEPOST_LANGUAGE", default="en-us")
LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]
LOCALE_PATHS = [HOME / "locale", PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: Vite already puts a hash into the names of what it builds
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
BUILT_FRONT_END = PACKAGE / "web" / "static" / "built"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": BUILT_FRONT_END / "manifest.json",
        "static_url_prefix": "built",
    },
}


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    """Say whether a file's name carries Vite's hash, so that browsers may keep it for ever."""
    return re.search(r"/built/assets/.+-[\w-]{8}\.\w+$", url) is not None


# Sign-in
AUTH_USER_MODEL = "common.User"
AUTHENTICATION_BACKENDS = ["milepost.web.accounts.backend.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "milepost.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Five wrong passwords lock an account for 15 minutes, and twenty a minute stop an address.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
SOCIALACCOUNT_ADAPTER = "milepost.web.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = env.json("MILEPOST_SIGN_IN", default={})
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SIGN_IN_MAKES_ACCOUNTS = env.bool("MILEPOST_SIGN_IN_MAKES_ACCOUNTS", default=False)
DEMO_ACCOUNTS_ALLOWED = IS_LOCAL

# Browser security
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "milepost.web.errors.form_too_old"
CSRF_TRUSTED_ORIGINS = env.list("MILEPOST_ORIGINS", default=[])
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # A sign-in at the city's identity provider is a form that ends at another origin.
        "form-action": [SELF, *env.list("MILEPOST_FORM_ACTION", default=[])],
    },
}
# The public page: who may show it inside a page of their own, and how often one address may ask
PUBLIC_FRAME_ANCESTORS = env.list("MILEPOST_PUBLIC_FRAME_ANCESTORS", default=[])
PUBLIC_REQUESTS_A_MINUTE = env.int("MILEPOST_PUBLIC_REQUESTS_A_MINUTE", default=120)

# Mail and logs
SITE_URL = env.str(
    "MILEPOST_URL", default=f"http{'s' if IS_HTTPS else ''}://{BIND if IS_LOCAL else ALLOWED_HOSTS[0]}"
)
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MILEPOST_MAIL_FROM", default="milepost@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"milepost": {"level": env.str("LOG_LEVEL", default="INFO")}},
}

"""All settings. Values come from the environment alone; `.env.example` lists them."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from danvan import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

MODE = environment.mode(env)
PRODUCTION = MODE == "production"
if PRODUCTION:
    environment.require_production(env)
HTTPS = env.str("DANVAN_HTTPS", default="off") in {"on", "proxy"}
DATA_DIR = env.path("DANVAN_DATA_DIR", default=str(BASE_DIR / "var"))
DATA_DIR = Path(str(DATA_DIR))

DEBUG = False
SECRET_KEY = env.str("DANVAN_SECRET_KEY", default="") or environment.local_secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("DANVAN_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
PORT = env.int("PORT", default=8000)
PUBLIC_URL = env.str("DANVAN_PUBLIC_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "danvan",
    "accounts",
    "records",
    "work",
    "calendars",
    "notices",
    "intake",
    "plans",
    "tasks",
    "reports",
    "home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # A view is private unless it is marked @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "danvan.middleware.private_pages",
    "danvan.middleware.say_where_buttons_lead",
    "danvan.middleware.refuse_null_bytes",
    "accounts.middleware.refuse_people_without_a_post",
]

ROOT_URLCONF = "danvan.urls"
WSGI_APPLICATION = "danvan.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context.page",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": environment.database(env, DATA_DIR / "danvan.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
# Knows accounts.sign_in and writes mails down as work instead of sending them.
ACCOUNT_ADAPTER = "intake.letters.MailAsWork"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "reset_password": "accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ResetPasswordKeyForm",
}
# allauth's own keeps a second copy of each address, by which one could still sign in after a change.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[danvan] "
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/h/ip,10/5m/key",
    "reset_password": "20/h/ip,5/h/key",
}
# Without it every person behind the proxy shares one bucket.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("DANVAN_PROXY_COUNT", default=1 if PRODUCTION else 0)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.NotOnesOwnName"},
    {"NAME": "accounts.passwords.NotCommon"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
# allauth counts failed sign-ins here. The database, so that every web process counts together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "danvan_cache",
        # The default of 300 would forget failed sign-ins as soon as somebody tries 300 names.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# Transport
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.str("DANVAN_HTTPS", default="off") == "proxy":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Language, time
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["danvan.formats"]
# Off: a year or a number in a link must never become "2.026". Templates ask for it with intcomma.
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("documents", BASE_DIR / "documents" / "style")]
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "records.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "danvan.static.HashedStatic"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# On one PC files are served from where they lie; nothing has to be collected first.
WHITENOISE_USE_FINDERS = not PRODUCTION
# Their names there stay the same over an upgrade: the browser asks each time whether they have changed.
WHITENOISE_MAX_AGE = 60 if PRODUCTION else 0
if env.str("DANVAN_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("DANVAN_S3_BUCKET"),
            "endpoint_url": env.str("DANVAN_S3_ENDPOINT", default=None),
            "access_key": env.str("DANVAN_S3_KEY", default=None),
            "secret_key": env.str("DANVAN_S3_SECRET", default=None),
            "region_name": env.str("DANVAN_S3_REGION", default=None),
            "default_acl": None,
            "querystring_auth": True,
        },
    }
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A plan of four hundred items, a dozen cells each, sent by a browser without script.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FONT_DIR = Path(env.str("DANVAN_FONT_DIR", default=str(BASE_DIR / "static/vendor/fonts/tinos")))

# Mail: written to a folder unless an SMTP server is named
MAIL_FOLDER = DATA_DIR / "mail"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="danvan <danvan@localhost>")

# Jobs
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = environment.local_broker(DATA_DIR / "broker")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 300, 270
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
# Few entries, each safe to run twice and catching up by the dates in the database.
CELERY_BEAT_SCHEDULE = {
    "sweep-work": {"task": "work.jobs.sweep", "schedule": 30},
    "scan-reminders": {"task": "tasks.jobs.scan_reminders", "schedule": 300},
    "make-series-tasks": {"task": "tasks.jobs.make_series_tasks", "schedule": 3600},
    "tell-units": {"task": "reports.rounds.jobs.tell_units", "schedule": 3600},
    "gather-digests": {"task": "notices.jobs.gather_digests", "schedule": 300},
    "gather-at-once": {"task": "notices.jobs.gather_at_once", "schedule": 60},
    "clear-old-bundles": {
        "task": "reports.desk.bundle_jobs.clear_old_bundles",
        "schedule": 24 * 3600,
    },
    "clear-old-files": {
        "task": "records.jobs.clear_unused_files",
        "schedule": 6 * 3600,
    },
}

SILENCED_SYSTEM_CHECKS = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.str("DANVAN_LOG_LEVEL", default="INFO"),
    },
    # A page that is not there is everyday life, not an alarm.
    "loggers": {
        "django.request": {"level": "ERROR"},
        # The built-in broker has no host, and says so at every start.
        "kombu.connection": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

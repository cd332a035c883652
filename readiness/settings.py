"""All settings in one place, driven by environment variables, policy numbers with their reason.

Without any variable this is the embedded default: one machine, SQLite, a filesystem broker.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from readiness import environment
from readiness.sign_in_file import read_sign_on
from readiness.timetable import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
SECRETS_DIR = Path(environment.text("SECRETS_DIR", str(DATA_DIR / "secrets"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

# --- Process -----------------------------------------------------------------------------------

IS_EMBEDDED = not environment.text("DATABASE_URL")
DEBUG = environment.switch("DEBUG", default=False)
SECRET_KEY = environment.generated_secret("SECRET_KEY", SECRETS_DIR / "django.key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
BASE_URL = environment.text("BASE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_SERVED_BY_TLS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "readiness.apps.ReadinessConfig",
    "reports",
    "surveys",
    "deployments",
    "accounts",
    "jobs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.RequiredStepsMiddleware",
]

ROOT_URLCONF = "readiness.urls"
WSGI_APPLICATION = "readiness.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "readiness.appearance.appearance",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

# --- Storage -----------------------------------------------------------------------------------

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL"), sqlite_path=DATA_DIR / "readiness.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [  # source maps take a minute and only developers load them
    *("gif", "gz", "jpeg", "jpg", "map", "png", "webp", "woff", "woff2", "zip"),
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a form; the longest ballot is under 200 kB
IMPORT_MAX_BYTES = 20 * 1024 * 1024  # 100,000 employees are about 12 MB; larger is a mistake
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Assessments -------------------------------------------------------------------------------

# values of one's own over those of the shipped catalog, in files of the same names
CATALOG_OVERRIDES = environment.text("CATALOG_OVERRIDES")
# rents of accelerators have moved by a third within a year; pages point at older prices
CATALOG_MAX_AGE_DAYS = environment.whole("CATALOG_MAX_AGE_DAYS", 180)

# --- Reports -----------------------------------------------------------------------------------

# PKCS #12 file with which every PDF is signed; empty signs none
SIGNING_CERTIFICATE = environment.text("SIGNING_CERTIFICATE")
SIGNING_PASSWORD = environment.text("SIGNING_PASSWORD")
LOGO_MAX_BYTES = 300 * 1024  # it travels in every snapshot; a logo for print is 20 to 100 kB
LOGO_MAX_PIXELS = 2_000  # per side; printed 70 mm wide that is 700 dpi
SHARE_LINK_DAYS_MAX = 90  # a quarter: a link outlives the meeting, not the next report
SHARE_LINK_OPENINGS_PER_HOUR = 120  # of one link: a board reads, a crawler copies
UNKNOWN_LINKS_PER_MINUTE = 30  # per process; a guess has one chance in 2^256
DELIVERY_ATTEMPTS_MAX = 5
DELIVERY_BACKOFF_MINUTES = (2, 10, 60, 360)  # after the first failure, the second, and so on

# --- Accounts ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SIGN_ON = read_sign_on(environment.text("SIGN_IN"))
SECOND_FACTOR_ROLES = frozenset(environment.words("SECOND_FACTOR_ROLES"))
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # links in invitations too: a weekend and a day
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# django-allauth. Its own limits live in the memory of each process; those that must hold over all
# are ours, in the database. A cache there would unpickle whatever the database's owner writes.
ACCOUNT_ADAPTER = "accounts.adapters.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator gives the account
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, a working day
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a form must not send mails to strangers
ACCOUNT_RATE_LIMITS = {  # none by address: behind a proxy everybody has the same
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
    "login": None,
    "login_failed": "20/15m/key",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "reauthenticate": "accounts.forms.sign_in.ConfirmPasswordForm",
    "change_password": "accounts.forms.passwords.ChangePasswordForm",
    "reset_password": "accounts.forms.passwords.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.passwords.NewPasswordForm",
}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Readiness"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": None}  # a signature cannot be guessed
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.CodeForm",
    "reauthenticate": "accounts.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "accounts.forms.second_factor.ActivateAppForm",
    "add_webauthn": "accounts.forms.second_factor.AddPasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = SIGN_ON.allauth_providers()
SOCIALACCOUNT_LOGIN_ON_GET = True  # the security policy forbids forms that end at another site

# --- Security of pages -------------------------------------------------------------------------

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
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if IS_SERVED_BY_TLS else 0
SECURE_SSL_REDIRECT = False  # the proxy in front ends TLS and redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SERVED_BY_TLS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SERVED_BY_TLS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the browser: a respondent's cookies must not outlive the form
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # a working day

# --- Jobs --------------------------------------------------------------------------------------

BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = environment.text("BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    for folder in ("messages", "processed"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "store_processed": False,
    }
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # one worker: a mailbox of files serves nobody
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3}  # a page must not wait longer
CELERY_TASK_IGNORE_RESULT = True  # job rows hold state; a result backend would be a second truth
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    # the release worker alone holds the wrapping secret, so key and release work has its own queue
    "surveys.prepare_wave": {"queue": "release"},
    "surveys.release_wave": {"queue": "release"},
    "surveys.take_passphrase": {"queue": "release"},
    "surveys.expire_passphrases": {"queue": "release"},
    # it writes tables anew, which their owner alone may do
    "surveys.apply_retention": {"queue": "release"},
}
CELERY_BEAT_SCHEDULE = TIMETABLE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
JOB_HEARTBEAT_SECONDS = 5  # how often a running job says that it lives
JOB_STALE_SECONDS = 30  # six missed heartbeats: its worker is gone
JOB_UNWOKEN_SECONDS = 20  # a queued job this old lost its wake-up
JOB_LIMIT_SECONDS = 3600  # the longest job, a release of a million answers, takes minutes
JOB_MAX_ATTEMPTS = 3
WORKER_PULSE_FILE = DATA_DIR / "worker-pulse"  # touched whenever a worker begins a task
WORKER_STALE_SECONDS = 60  # four sweeps that the worker of `manage.py serve` did not begin

# --- Anonymity (design: docs/explanation/anonymity.md) -------------------------------------------

KEY_STORE_DIR = Path(environment.text("KEY_STORE_DIR", str(DATA_DIR / "keys"))).resolve()
WRAPPING_SECRET = (  # with several processes the release worker alone is given it
    environment.generated_secret("WRAPPING_SECRET", SECRETS_DIR / "wrapping.key")
    if IS_EMBEDDED
    else environment.text("WRAPPING_SECRET")
)
BALLOT_HMAC_KEY = environment.generated_secret("BALLOT_HMAC_KEY", SECRETS_DIR / "ballot.key")
PASSPHRASE_MIN_CHARACTERS = 15  # NIST SP 800-63B-4, section 3.1.1.2, where nothing else protects
PASSPHRASE_ATTEMPTS = 5  # then a pause: enough for typing errors, few for guessing
PASSPHRASE_PAUSE_MINUTES = 15
PASSPHRASE_LIFE_MINUTES = 60  # sealed for the release worker; a release takes minutes
MIN_GROUP_SIZE = 5  # floor for scores; a wave may raise it, never lower it
MIN_DISTRIBUTION_SIZE = 10  # below, mean and shares together would give every answer away
MIN_COMMENT_SIZE = 10  # authors of comments on one question
FATIGUE_SURVEYS = 4  # a person is asked at most so often …
FATIGUE_DAYS = 90  # … in so many days; above, the launch warns
WRONG_CODES_PER_MINUTE = 30  # by anybody: 50 random bits, so that guessing one takes centuries
COMMENT_MAX_CHARACTERS = 4_000
INVITATION_RETENTION_DAYS = 30  # after close: time for complaints about invitations
RESPONSE_RETENTION_DAYS = 90  # kept answer rows, at most
PEOPLE_RETENTION_DAYS = 400  # marks of who was invited: until a later wave, a year at most
SAME_ANSWERS_DAYS = 30  # within a month, the same people are taken to give the same answers

# --- Summaries of comments by a model of the organization; off without an address ---------------

SUMMARY_URL = environment.text("SUMMARY_URL").rstrip("/")
SUMMARY_MODEL = environment.text("SUMMARY_MODEL")
SUMMARY_API_KEY = environment.text("SUMMARY_API_KEY")
SUMMARY_HOSTS = environment.words("SUMMARY_HOSTS", "")
SUMMARY_TIMEOUT_SECONDS = 120  # per question; a small model on a CPU writes ten words a second
SUMMARY_MAX_BYTES = 256 * 1024  # of a reply; five sentences are under 4 kB

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [  # of the interface: those whose catalog is whole
    ("en", _("English")),
    ("de", _("German")),
    ("fr", _("French")),
    ("it", _("Italian")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
]
REPORT_LANGUAGES = ("en", "de", "fr", "it", "es", "pt")  # whose printed pages were read through
PAPER_LANGUAGES = ("en", "de")  # for works councils: those whose law was looked at
RESPONDENT_LANGUAGES = ("en", "de", "fr", "es", "it", "pt")  # those of the shipped instruments
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = environment.text("TIME_ZONE", "UTC")
FORMAT_MODULE_PATH = "readiness.formats"

# --- Mail ----------------------------------------------------------------------------------------

EMAIL_BACKEND = environment.text(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.text("EMAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = int(environment.text("EMAIL_PORT", "587"))
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.switch("EMAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "Readiness <readiness@localhost>")

# --- API -----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api_sessions.ApiSession"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": [
        "readiness.api_bodies.JsonBody",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Readiness",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- Logs: constant events, no personal data, nothing about one respondent -----------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"event": {"()": "readiness.logs.EventFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "event"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},  # says why a certificate is not trusted; we ask for that
        "pyhanko_certvalidator": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}

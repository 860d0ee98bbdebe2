"""Django settings; what may differ between installations comes from ``environment``."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from nhipcau.config import checks, environment
from nhipcau.ops import vendored

environment.one_thread_a_process()
try:
    PRODUCTION = environment.is_production()
    PROXIES = environment.get_int("NHIPCAU_TRUSTED_PROXY")
    MAX_UPLOAD_BYTES = environment.get_int("NHIPCAU_MAX_UPLOAD_MB") * 1024 * 1024
    MAX_DAILY_BYTES = environment.get_int("NHIPCAU_MAX_DAILY_MB") * 1024 * 1024
    PRESS_PACE_SECONDS = float(environment.get_int("NHIPCAU_PRESS_PACE"))
    PRESS_ALLOW = environment.get_networks("NHIPCAU_PRESS_ALLOW")
    CALL_ALLOW = environment.get_networks("NHIPCAU_CALL_ALLOW")
    LOG_LEVEL = environment.log_level()
    environment.check_today()
    MAIL = environment.mail_server()
    DATABASE = environment.database()
    # Days that personal data stays once it is not needed any more (docs/retention.md); sessions and signed versions say
    # their end themselves.
    KEEP_DAYS = {
        "sessions": 0,
        "versions": 0,
        "log_personal": environment.get_int("NHIPCAU_KEEP_LOG_PERSONAL"),
        "notices": environment.get_int("NHIPCAU_KEEP_NOTICES"),
        "focal": environment.get_int("NHIPCAU_KEEP_FOCAL"),
        "letters": environment.get_int("NHIPCAU_KEEP_LETTERS"),
        "unsent": environment.get_int("NHIPCAU_KEEP_UNSENT"),
        "accounts": environment.get_int("NHIPCAU_KEEP_ACCOUNTS"),
        "press_pages": environment.get_int("NHIPCAU_KEEP_PRESS_PAGES"),
    }
except ValueError as wrong:
    raise ImproperlyConfigured(str(wrong)) from None

SECURITY_CHECKS = checks.__name__  # imported so that they are known; they look at the settings when they run
PACKAGE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = environment.var_dir()
DEBUG = False
SECRET_KEY = environment.secret_key()
BASE_URL = environment.get("NHIPCAU_BASE_URL").rstrip("/")
ALLOWED_HOSTS = environment.get_list("NHIPCAU_ALLOWED_HOSTS") or (
    [] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "nhipcau.ops",
    "nhipcau.demo",
    "nhipcau.desk",
    "nhipcau.plans",
    "nhipcau.digests",
    "nhipcau.indicators",
    "nhipcau.reports",
    "nhipcau.press",
    "nhipcau.documents",
    "nhipcau.office",
    "nhipcau.agencies",
    "nhipcau.kernel",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    *(["nhipcau.kernel.middleware.ToldOfHttps"] if PRODUCTION else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nhipcau.kernel.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "nhipcau.kernel.middleware.SoundWords",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nhipcau.kernel.middleware.ContentSecurityPolicy",
    "nhipcau.kernel.middleware.PrivateAnswers",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nhipcau.kernel.middleware.SentOnce",
    "nhipcau.kernel.middleware.NothingIsLost",
    "nhipcau.kernel.middleware.LostRaces",
    "nhipcau.kernel.middleware.WritesDown",
    "nhipcau.agencies.middleware.FirstVisit",
]

ROOT_URLCONF = "nhipcau.config.urls"
WSGI_APPLICATION = "nhipcau.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "kernel" / "templates"],
        "OPTIONS": {
            # Reads <c-name> as the component templates/cotton/name.html of any app; all else as Django does.
            "loaders": [("nhipcau.kernel.drawing.Loader", ["django_cotton.cotton_loader.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nhipcau.agencies.context.office",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django_cotton.templatetags.cotton",
                "nhipcau.kernel.templatetags.nhipcau",
                "nhipcau.kernel.templatetags.lists",
                "nhipcau.kernel.templatetags.once",
            ],
        },
    }
]

# A component sees its own attributes and what every page has, never a word of the page that uses it.
COTTON_ISOLATE_BY_DEFAULT = True

DATABASES = {
    "default": DATABASE | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
}
RUNNING_ROLE = environment.running_role()
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits for its turn at BEGIN instead of failing in the middle of its work.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        # A row replaced by INSERT OR REPLACE counts as deleted, also for the triggers of frozen tables.
        " PRAGMA recursive_triggers=ON;",
    }
    # A file, not memory: threads and processes of a test lock it as they would lock the real one.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agencies.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "nhipcau.agencies.signin.ClosedSignup"
SOCIALACCOUNT_ADAPTER = "nhipcau.agencies.signin.KnownOfficersOnly"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
# Tries are counted by account in our own table (agencies.actions.tries); an address is many people's.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reset_password_from_key": None}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_FORMS = {"change_password": "nhipcau.agencies.signin.ChangePasswordForm"}
MFA_FORMS = {
    "authenticate": "nhipcau.agencies.signin.CodeForm",
    "reauthenticate": "nhipcau.agencies.signin.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Nhịp Cầu"
# A passkey wants https; a browser counts plain http on this machine itself as safe.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}
if environment.get("NHIPCAU_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": "Đăng nhập một lần của tỉnh",
                "client_id": environment.get("NHIPCAU_OIDC_CLIENT_ID"),
                "secret": environment.get("NHIPCAU_OIDC_SECRET"),
                "settings": {"server_url": environment.get("NHIPCAU_OIDC_URL")},
            }
        ],
    }

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "nhipcau_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PACKAGE_DIR / "kernel" / "static", *vendored.static_dirs(VAR_DIR)]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
FILE_UPLOAD_PERMISSIONS = 0o640
# An upload lies where only this program may look, and goes with the request unless it is taken in.
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"
KEYS_DIR = VAR_DIR / "keys"  # certificates that sign; for this account alone (office.certificates)
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
# Every night at 02:30, unless it is turned off; the office's key that seals backups is kept apart from them.
BACKUP_DIR = (
    Path(environment.get("NHIPCAU_BACKUP_DIR") or VAR_DIR / "backups")
    if environment.get("NHIPCAU_BACKUP") == "1"
    else None
)
BACKUP_KEY = Path(environment.get("NHIPCAU_BACKUP_KEY") or VAR_DIR / "backup.key")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["nhipcau.kernel.uploads.Upload"]

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "reading", "mail", "proofs"],
    }
}

# Reading the press: through a proxy, and across languages.
PRESS_PROXY = environment.get("NHIPCAU_PRESS_PROXY")
PRESS_ACROSS_LANGUAGES = environment.get("NHIPCAU_PRESS_ACROSS") == "1"

# Telling devices: push services that are known.
PUSH_HOSTS = [host.lower() for host in environment.get_list("NHIPCAU_PUSH_HOSTS")]

DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.get("NHIPCAU_EMAIL_FROM")
if MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starts_tls, MAIL.is_tls
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

CSRF_FAILURE_VIEW = "nhipcau.kernel.views.csrf_failure"
SESSION_ENGINE = "nhipcau.kernel.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # a document is shown in a frame beside its reading
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # A browser takes cookies of these names from this very host only: no other site of the province's domain sets them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^static/"]  # for the page that says that the proxy does not tell of https
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Whoever asks for a name that is not served gets 400; thousands who do would fill the log with tracebacks.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "fontTools": {"level": "WARNING"},
        # Each task would otherwise say twice that it ran; one that fails still says so.
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
    },
}

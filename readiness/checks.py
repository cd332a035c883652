"""Start-up checks: what would go wrong later, said now, with its remedy."""

import ctypes
import os
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  # Django's name
from django.utils.translation import gettext as _

from readiness import environment

PRINTING_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
SHARED_SECRETS = ("SECRET_KEY", "BALLOT_HMAC_KEY")
OTHERS_MAY = 0o077


def check_data_folder(**_options: object) -> Iterable[CheckMessage]:
    """The product keeps files, and on SQLite everything, in its data folder."""
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        yield Error(
            _("The data folder %(folder)s cannot be written.") % {"folder": settings.DATA_DIR},
            hint=_("Give it to the user who runs Readiness, or name another in %(setting)s.")
            % {"setting": "READINESS_DATA_DIR"},
            id="readiness.E001",
        )


def check_key_store(**_options: object) -> Iterable[CheckMessage]:
    """Nobody but the product may look into the folder of keys."""
    folder = settings.KEY_STORE_DIR
    if folder.is_dir() and folder.stat().st_mode & OTHERS_MAY:
        yield Error(
            _("Others may read the key store %(folder)s.") % {"folder": folder},
            hint=_("Run: %(command)s") % {"command": f"chmod 700 {folder}"},
            id="readiness.E002",
        )


def check_address(**_options: object) -> Iterable[CheckMessage]:
    """Invitations carry the base address, which the product must answer to."""
    host = urlsplit(settings.BASE_URL).hostname
    if not host:
        yield Error(
            _("%(setting)s is no address.")
            % {"setting": f"READINESS_BASE_URL={settings.BASE_URL!r}"},
            hint=_("Write it like %(example)s.") % {"example": "https://readiness.example.org"},
            id="readiness.E003",
        )
    elif "*" not in settings.ALLOWED_HOSTS and not any(
        host == allowed.strip("[]") or (allowed.startswith(".") and host.endswith(allowed))
        for allowed in settings.ALLOWED_HOSTS
    ):
        yield Error(
            _("Invitations lead to %(host)s, which %(setting)s does not have.")
            % {"host": host, "setting": "READINESS_ALLOWED_HOSTS"},
            hint=_("Add %(host)s to %(setting)s.")
            % {"host": host, "setting": "READINESS_ALLOWED_HOSTS"},
            id="readiness.E004",
        )


def check_printing(**_options: object) -> Iterable[CheckMessage]:
    """Reports are printed with Pango and HarfBuzz."""
    missing = [package for name, package in PRINTING_LIBRARIES.items() if not _loads(name)]
    if missing:
        yield Error(
            _("Reports cannot be printed: libraries are missing."),
            hint=_("As root, run: %(command)s")
            % {"command": f"apt-get install -y {' '.join(missing)}"},
            id="readiness.E005",
        )


def check_built_pages(**_options: object) -> Iterable[CheckMessage]:
    """Styles and scripts are built, not kept in the repository."""
    if not any((folder / "app.css").exists() for folder in settings.STATICFILES_DIRS):
        yield Error(
            _("Styles and scripts have not been built."),
            hint=_("Run: %(command)s") % {"command": "npm ci && npm run build"},
            id="readiness.E006",
        )


def check_shared_secrets(**_options: object) -> Iterable[CheckMessage]:
    """With several processes on several machines, secrets must come from outside."""
    missing = [name for name in SHARED_SECRETS if not environment.text(name)]
    if missing and not settings.IS_EMBEDDED:
        names = ", ".join(f"READINESS_{name}_FILE" for name in missing)
        yield Error(
            _("Each process would make secrets of its own."),
            hint=_("Name files with secrets in %(settings)s; %(command)s makes one.")
            % {"settings": names, "command": "openssl rand -base64 48"},
            id="readiness.E007",
        )


def check_mail(**_options: object) -> Iterable[CheckMessage]:
    """Without a mail server invitations stay in a folder."""
    if settings.EMAIL_BACKEND.endswith((".filebased.EmailBackend", ".console.EmailBackend")):
        yield Warning(
            _("Invitations are not mailed; they are written to a file or to the console."),
            hint=_("Name the mail server in %(setting)s.") % {"setting": "READINESS_EMAIL_HOST"},
            id="readiness.W001",
        )


def check_signing_certificate(**_options: object) -> Iterable[CheckMessage]:
    """A certificate that is named has to be there when the next report is built."""
    path = settings.SIGNING_CERTIFICATE
    if path and not os.access(path, os.R_OK):
        yield Error(
            _("The certificate %(path)s cannot be read.") % {"path": path},
            hint=_("Give the worker access, or correct %(setting)s.")
            % {"setting": "READINESS_SIGNING_CERTIFICATE"},
            id="readiness.E008",
        )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


ALWAYS = (
    check_data_folder,
    check_key_store,
    check_address,
    check_printing,
    check_signing_certificate,
)
BEFORE_DEPLOYMENT = (check_built_pages, check_shared_secrets, check_mail)
"""Run by `./run manage check --deploy` alone."""


def register_checks() -> None:
    """Hand the checks to Django."""
    for check in ALWAYS:
        register(check)
    for check in BEFORE_DEPLOYMENT:
        register(check, deploy=True)

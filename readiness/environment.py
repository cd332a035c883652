"""Reads configuration from environment variables. Every name begins with `READINESS_`."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Value of `READINESS_<name>`, or of the file named by `READINESS_<name>_FILE`."""
    if path := os.environ.get(f"READINESS_{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(f"READINESS_{name}", default)


def switch(name: str, *, default: bool) -> bool:
    """Truth of `READINESS_<name>`: 1/true/yes/on or 0/false/no/off."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"READINESS_{name}={value!r}: write 1 or 0.")
    return default


def whole(name: str, default: int) -> int:
    """Positive whole number of `READINESS_<name>`."""
    value = text(name) or str(default)
    if not (value.isascii() and value.isdigit() and int(value)):
        raise ImproperlyConfigured(f"READINESS_{name}={value!r}: write a whole number above 0.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated values of `READINESS_<name>`."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str, *, sqlite_path: Path) -> dict[str, object]:
    """Django's database entry for `postgresql://user:password@host:port/name?option=value`.

    Empty means the embedded default: SQLite in write-ahead mode. Deleted content is overwritten and
    temporary results stay in memory, because deleted envelopes must not be recoverable.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"READINESS_DATABASE_URL begins with {parts.scheme!r}; "
            "write postgresql://… or leave it empty."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def generated_secret(name: str, path: Path) -> str:
    """`READINESS_<name>`, else a secret made once and kept in `path`, readable by its owner alone.

    The generated file serves the embedded default; a start-up check asks for a real secret store
    elsewhere.
    """
    if value := text(name):
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            path.hardlink_to(draft)  # atomic: of two processes starting at once, one wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()

"""Keeps an uploaded list of employees between its preview and its confirmation, for an hour."""

import hashlib
import secrets
import time
from pathlib import Path

from django.conf import settings

FOLDER = "imports"
KEPT_SECONDS = 3600.0
DIGEST_LENGTH = 64


def stage_upload(data: bytes) -> str:
    """Keep the content, readable by the product alone; returns the name to ask for it by."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_old(folder)
    name = hashlib.sha256(data).hexdigest()
    path = folder / name
    part = folder / f"{name}.{secrets.token_hex(8)}"  # renamed when whole: others may be reading
    part.touch(mode=0o600)
    part.write_bytes(data)
    part.replace(path)
    return name


def staged_upload(name: str) -> bytes | None:
    """Return the content kept under the name, or None where it is gone or was altered."""
    if len(name) != DIGEST_LENGTH or not name.isalnum():
        return None
    path = _folder() / name
    if not path.is_file():
        return None
    data = path.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == name else None


def discard_upload(name: str) -> None:
    """Forget the content kept under a name that `staged_upload` accepted."""
    (_folder() / Path(name).name).unlink(missing_ok=True)


def remove_old_uploads() -> None:
    """Forget what nobody confirmed within an hour."""
    if _folder().is_dir():
        _remove_old(_folder())


def _remove_old(folder: Path) -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER

"""Keeps the files of reports: whole or not at all, readable by the product alone."""

import hashlib
import os
import tempfile
import uuid
from pathlib import Path

from django.conf import settings

FOLDER = "reports"


def file_path(name: str) -> Path:
    """Place of a report's file; a name never leads out of the folder."""
    return _folder() / Path(name).name


def write_file(name: str, content: bytes) -> str:
    """Write a file in one step, with access for its owner alone. Returns its SHA-256."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder)  # created with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(file_path(name))
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return digest_of(content)


def paper_files(wave_id: uuid.UUID) -> list[Path]:
    """Printed papers about a wave."""
    return sorted(_folder().glob(f"{wave_id.hex}-*.pdf"))


def is_intact(name: str, sha256: str) -> bool:
    """Whether the file is there and holds what was written."""
    path = file_path(name)
    return bool(name) and path.is_file() and digest_of(path.read_bytes()) == sha256


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER

"""Collects what browsers load into the folder it is served from, when it has changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP_NAME = ".collected"


def collect_static_files() -> None:
    """Collect, hash and compress; an unchanged second call only compares the stamp."""
    stamp = settings.STATIC_ROOT / STAMP_NAME
    digest = _digest_of_sources()
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest, encoding="utf-8")


def _digest_of_sources() -> str:
    sources = sorted(
        (path, storage.size(path), storage.get_modified_time(path).isoformat())
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    return hashlib.sha256(repr(sources).encode()).hexdigest()

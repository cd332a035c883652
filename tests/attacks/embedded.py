"""Plays one wave on the embedded default and prints what its files hold, as JSON.

Runs as a process of its own (`python -m tests.attacks.embedded`): settings are read once.
"""

import json
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after the settings are read
from django.core.management import call_command  # noqa: E402

from surveys.models import Envelope  # noqa: E402
from tests.attacks.votes import MARKER, let_vote  # noqa: E402
from tests.surveys.factories import hire, open_wave, release  # noqa: E402

PEOPLE = 24
PIECE_BYTES = 48
"""So much of a ciphertext is looked for; by chance it stands nowhere else."""


def main() -> None:
    """Vote, look, release, look again."""
    call_command("migrate", verbosity=0)
    hire({"Sales": PEOPLE})
    wave = open_wave()
    let_vote(wave, seed=1, comment=MARKER)
    sealed = [bytes(one.sealed) for one in Envelope.objects.all()]
    pieces = [one[place : place + PIECE_BYTES] for one in sealed for place in (0, len(one) // 2)]
    before = {
        "marker": holding(MARKER.encode()),
        "ciphertext": holding(*pieces),
        "address": holding(b"sales7@example.org"),
    }
    release(wave)
    after = {"ciphertext": holding(*pieces), "address": holding(b"sales7@example.org")}
    sys.stdout.write(json.dumps({"before": before, "after": after}))


def holding(*contents: bytes) -> list[str]:
    """Files of the installation and of temporary folders that hold any of these."""
    folders = (settings.DATA_DIR, Path(tempfile.gettempdir()))
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    return sorted(
        path.name
        for path in files
        if (held := path.read_bytes()) and any(content in held for content in contents)
    )


main()

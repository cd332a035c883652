"""Attacks with the files of an embedded installation: database, journals, temporary ones. AT-39."""

import json
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT


def test_at_39_files_hold_no_answer_before_and_no_ciphertext_after_the_release(
    embedded_environment: dict[str, str], tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    played = subprocess.run(
        [sys.executable, "-m", "tests.attacks.embedded"],
        cwd=ROOT,
        env={
            **embedded_environment,
            "DJANGO_SETTINGS_MODULE": "readiness.settings",
            "TMPDIR": str(temporary),
            "SQLITE_TMPDIR": str(temporary),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    found = json.loads(played.stdout.splitlines()[-1])

    # The control: what is stored in clear is found, and so are envelopes while they are kept.
    assert found["before"]["address"], found
    assert found["before"]["ciphertext"], found
    assert found["after"]["address"], found
    assert found["before"]["marker"] == []
    assert found["after"]["ciphertext"] == []

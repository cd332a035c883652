"""Two processes that print at the same time make the same bytes as one after the other."""

import hashlib
import subprocess
import sys

import pytest

from reports.rendering.document import document_of
from reports.rendering.pdf import render_pdf
from reports.snapshots import Snapshot, fingerprint
from tests.processes import ROOT
from tests.reports import snapshots

PROGRAM = """
import hashlib
import sys
import django
django.setup()
from reports.rendering.document import document_of
from reports.rendering.pdf import render_pdf
from reports.snapshots import fingerprint
from tests.reports import snapshots
made = snapshots.normal(sys.argv[1])
printed = render_pdf(
    document_of(made), prepared_date=made.prepared_date, identifier=fingerprint(made)
)
print(hashlib.sha256(printed.content).hexdigest())
"""


def digest_of(snapshot: Snapshot) -> str:
    printed = render_pdf(
        document_of(snapshot),
        prepared_date=snapshot.prepared_date,
        identifier=fingerprint(snapshot),
    )
    return hashlib.sha256(printed.content).hexdigest()


@pytest.mark.slow
def test_two_reports_at_once_come_out_as_one_after_the_other() -> None:
    languages = ("en", "de", "en")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, language], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for language in languages
    ]

    together = [process.communicate(timeout=300)[0].strip() for process in running]

    one_by_one = {language: digest_of(snapshots.normal(language)) for language in set(languages)}
    assert together == [one_by_one[language] for language in languages]

"""Seconds and memory of a printed report, beside what WeasyPrint alone takes, in the same run.

Two floors: WeasyPrint on the same finished HTML, and on plain paragraphs that fill as many pages.
"""

import subprocess
import sys

import pytest
from weasyprint import HTML

from reports.rendering.document import document_of
from reports.rendering.pdf import (
    FONTS_DIR,
    VARIANT,
    ClosedFetcher,
    html_of,
    lay_out,
    render_pdf,
)
from reports.snapshots import fingerprint
from tests.benchmarks.rounds import best_seconds_in_turn
from tests.processes import ROOT
from tests.reports import snapshots

ROUNDS = 3
MOST_TIMES_BARE_WEASYPRINT = 1.5
MOST_MEMORY_BYTES = {"normal": 200_000_000, "many_groups": 220_000_000}
"""A report of twenty pages keeps the promise; one of sixty groups, 199 MB when last measured, may
take a tenth more before somebody has to look."""
PARAGRAPH = (
    "<p>" + "People here know why the hackathon was held and what follows from it. " * 8 + "</p>"
)
PARAGRAPHS_PER_PAGE = 9
FRESH_PROCESS = """
import sys
from pathlib import Path
import psycopg  # the driver of PostgreSQL, which tests on SQLite would leave out
import django
django.setup()
from reports.rendering.document import document_of
from reports.rendering.pdf import render_pdf
from tests.reports import snapshots
made = getattr(snapshots, sys.argv[1])()
render_pdf(document_of(made), prepared_date=made.prepared_date, identifier="0" * 64)
print(Path('/proc/self/status').read_text())
"""


def peak_kib(status: str) -> int:
    """Peak resident memory out of `/proc/self/status`.

    Not `ru_maxrss`: a process inherits that from the one which started it, here a large worker.
    """
    (peak,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1])


def print_report() -> int:
    """Print the report of the skeptical company; return its pages."""
    snapshot = snapshots.normal()
    document = document_of(snapshot)
    return render_pdf(
        document, prepared_date=snapshot.prepared_date, identifier=fingerprint(snapshot)
    ).pages


@pytest.mark.slow
def test_report_takes_little_more_than_weasyprint_alone(capsys: pytest.CaptureFixture[str]) -> None:
    document = document_of(snapshots.normal())
    html, fetcher = html_of(document), ClosedFetcher(document.pictures, FONTS_DIR)
    text = PARAGRAPH * (PARAGRAPHS_PER_PAGE * print_report())

    ours, bare, plain = best_seconds_in_turn(
        ROUNDS,
        print_report,
        lambda: lay_out(html, document.pictures).write_pdf(pdf_variant=VARIANT),
        lambda: HTML(string=text, url_fetcher=fetcher).write_pdf(),
    )

    with capsys.disabled():
        sys.stdout.write(
            f"\nreport: {ours:.2f} s of processor time; {ours / bare:.2f} times bare WeasyPrint "
            f"on the same HTML ({bare:.2f} s), {ours / plain:.1f} times plain text of as many "
            f"pages ({plain:.2f} s)\n"
        )
    assert ours <= MOST_TIMES_BARE_WEASYPRINT * bare


@pytest.mark.slow
@pytest.mark.parametrize("kind", MOST_MEMORY_BYTES)
def test_fresh_process_prints_a_report_in_little_memory(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", FRESH_PROCESS, kind],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    peak = peak_kib(finished.stdout) * 1024
    with capsys.disabled():
        sys.stdout.write(f"\nfresh process, report {kind}: {peak / 1e6:.0f} MB at its peak\n")
    assert peak < MOST_MEMORY_BYTES[kind]

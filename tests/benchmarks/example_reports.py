"""Prints a report of every kind, each in a process of its own, with what it takes.

python -m tests.benchmarks.example_reports FOLDER [KIND ...]

The files stay in FOLDER to be looked at; without KIND all kinds are printed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import django

KINDS = (
    "normal",
    "german",
    "tiny",
    "people_only",
    "blocked",
    "long_names",
    "unstated",
    "many_groups",
    "imported",
    "excellent",
    "compared",
)


def print_one(kind: str, file: Path) -> str:
    """Print one report in this process; return its line of the table."""
    from reports.rendering.document import document_of  # noqa: PLC0415  # after django.setup
    from reports.rendering.pdf import render_pdf  # noqa: PLC0415  # after django.setup
    from reports.snapshots import fingerprint  # noqa: PLC0415  # after django.setup
    from tests.reports import snapshots  # noqa: PLC0415  # after django.setup

    snapshot = snapshots.normal("de") if kind == "german" else getattr(snapshots, kind)()
    started = time.process_time()
    document = document_of(snapshot)
    printed = render_pdf(
        document, prepared_date=snapshot.prepared_date, identifier=fingerprint(snapshot)
    )
    seconds = time.process_time() - started
    file.write_bytes(printed.content)
    peak = next(
        line
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        if line.startswith("VmHWM:")
    )
    charts = len(document.pictures)
    return (
        f"{kind:12} {printed.pages:5} {charts:6} {seconds:9.1f} "
        f"{int(peak.split()[1]) * 1024 / 1e6:8.0f} {len(printed.content) / 1024:7.0f}"
    )


def main(arguments: list[str]) -> None:
    """Print the table, one process a line."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ.get("EXAMPLE_REPORT"):
        django.setup()
        kind = os.environ["EXAMPLE_REPORT"]
        sys.stdout.write(print_one(kind, folder / f"{kind}.pdf") + "\n")
        return
    sys.stdout.write("kind         pages charts   seconds   MB peak     kB\n")
    for kind in arguments[1:] or KINDS:
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.example_reports", str(folder)],
            env={
                **os.environ,
                "EXAMPLE_REPORT": kind,
                "DJANGO_SETTINGS_MODULE": "readiness.settings",
            },
            check=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])

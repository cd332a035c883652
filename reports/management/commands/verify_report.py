"""Tells whether a file is a report as it was made."""

import re
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.verifying import Evidence, Finding, verify_file

WORDS = {
    Finding.UNALTERED: "Unaltered.",
    Finding.ALTERED: "Altered.",
    Finding.NO_REPORT: "No report.",
    Finding.UNDECIDED: "Cannot be decided here.",
}
FILE_BYTES_MAX = 200 * 1024 * 1024  # the largest report is a few megabytes


class Command(BaseCommand):
    help = (
        "Tell whether a file (PDF, signed or not, XLSX, PPTX, JSON) is a report as it was made, "
        "and which one. Exit code 0: unaltered; 1: altered; 2: no report; 3: cannot be decided "
        "here. See docs/how-to/sign_reports.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--certificate",
            type=Path,
            action="append",
            default=[],
            help="certificate (PEM or DER) that a signature may lead to; may be repeated",
        )
        parser.add_argument(
            "--hash",
            type=_sha256,
            help="hash of the snapshot as a copy you trust prints it",
        )
        parser.add_argument(
            "--snapshot", type=Path, help="the report's JSON file, for files that carry none"
        )
        parser.add_argument(
            "--offline", action="store_true", help="do not look into this installation's records"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        evidence = Evidence(
            trusted=tuple(_content(path) for path in options["certificate"]),
            expected_sha256=options["hash"] or "",
            snapshot=_content(options["snapshot"]) if options["snapshot"] else b"",
            asks_database=not options["offline"],
        )
        verification = verify_file(_content(options["file"]), evidence)
        self.stdout.write(WORDS[verification.finding])
        for line in verification.lines:
            self.stdout.write(line)
        if verification.finding is not Finding.UNALTERED:
            sys.exit(verification.finding.value)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise CommandError(f"{path}: too large for a report.", returncode=2)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=2) from error


def _sha256(text: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{64}", text) is None:
        raise ArgumentTypeError("write the 64 hexadecimal digits of the hash")
    return text

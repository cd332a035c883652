"""Fits the likeness of words to names, by which redaction finds names that no list has."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from surveys.comments import heads
from surveys.comments.name_likeness import HEAD_FILE
from surveys.comments.name_training import fit_name_likeness, listed_names_and_words

_SEED = 20260101
"""Any fixed number; the same lists give the same weights and report."""


class Command(BaseCommand):
    help = "Fit the likeness of words to names on the word lists; write the arrays."
    requires_system_checks = ()
    """Reads files alone."""

    def add_arguments(self, parser: CommandParser) -> None:
        default = Path(heads.__path__[0]) / HEAD_FILE
        parser.add_argument("--output", type=Path, default=default, help="The .npz file to write.")

    def handle(self, *, output: Path, **_options: object) -> None:
        likeness, report = fit_name_likeness(*listed_names_and_words(), seed=_SEED)
        output.write_bytes(likeness.to_bytes())
        self.stdout.write(f"{report.names} names, {report.words} words; a tenth held out:")
        for least, (names, words) in report.shares.items():
            self.stdout.write(f"from {least}: {names:.3f} of names, {words:.3f} of words")
        self.stdout.write(f"Written: {output}")

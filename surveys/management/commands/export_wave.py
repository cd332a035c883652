"""Writes the published figures of a wave into a file for a spreadsheet or a statistics program."""

import argparse
import uuid
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from surveys.exports import figure_table, write_table
from surveys.models import Wave


class Command(BaseCommand):
    help = (
        "Write every published figure of a released wave into a CSV or XLSX file, one per row, "
        "with its interval, its n, and the reason where it is withheld. Answers are never written."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("wave", type=uuid.UUID, help="id of the wave, as in its address")
        parser.add_argument("file", type=Path, help="ends in .csv or .xlsx")

    def handle(self, *, wave: uuid.UUID, file: Path, **_options: object) -> None:
        released = Wave.objects.readable().select_related("release").filter(pk=wave).first()
        if released is None:
            raise CommandError(f"There is no released wave {wave}. Take its id from its address.")
        table = figure_table(released.release)
        try:
            write_table(table, file)
        except (OSError, ValueError) as error:
            raise CommandError(f"Nothing was written: {error}") from error
        self.stdout.write(f"{len(table)} figures written to {file}")

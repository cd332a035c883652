"""Scores a file of answers by model ORS-1 and prints tables or JSON."""

import json as json_format
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.instruments.format import Instrument, ItemKind
from surveys.instruments.problems import FileRefused
from surveys.instruments.reader import read_instrument
from surveys.scoring.analysis import analyze_responses
from surveys.scoring.answer_file import read_responses
from surveys.scoring.record import analysis_record
from surveys.scoring.responses import Responses
from surveys.scoring.summary import summary_lines

NOTICE = (
    "Nothing is suppressed here: this is the analyst's tool on their own file. "
    "Small groups may be recognizable; do not pass its output on."
)


class Command(BaseCommand):
    help = f"Score a CSV file of answers (respondents in rows, item keys in columns). {NOTICE}"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("responses", type=Path, help="CSV file, plain or gzip.")
        parser.add_argument("--instrument", type=Path, required=True, help="TOML file.")
        parser.add_argument("--invited", type=int, required=True, help="People who could answer.")
        parser.add_argument("--leaders", type=Path, help="CSV file of what leaders expect.")
        parser.add_argument("--leaders-invited", type=int, help="Leaders asked (default: rows).")
        parser.add_argument(
            "--groups", action="append", default=[], metavar="COLUMN", help="May be repeated."
        )
        parser.add_argument("--json", action="store_true", help="One JSON object, full precision.")

    def handle(
        self,
        *,
        responses: Path,
        instrument: Path,
        invited: int,
        leaders: Path | None,
        leaders_invited: int | None,
        groups: list[str],
        json: bool,
        **_options: object,
    ) -> None:
        form = _read_instrument(instrument)
        answers = _read(form, responses, invited, tuple(groups))
        if absent := _absent_columns(form, answers):
            self.stderr.write(f"{responses.name} has no column for {absent}: left unanswered.")
        analysis = analyze_responses(
            answers,
            form,
            leaders=_read(form, leaders, leaders_invited, ()) if leaders else None,
        )
        if json:
            record = {"notice": NOTICE, **analysis_record(analysis)}
            self.stdout.write(json_format.dumps(record, indent=2, allow_nan=False))
            return
        self.stdout.write(NOTICE)
        for line in summary_lines(analysis):
            self.stdout.write(line)


def _read_instrument(path: Path) -> Instrument:
    try:
        return read_instrument(path.read_bytes(), source=path.name)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from error
    except FileRefused as error:
        raise CommandError(str(error)) from error


def _absent_columns(form: Instrument, answers: Responses) -> str:
    """Items that the file has no column for, which may be a misspelled name."""
    keys = [item.key for item in form.items if item.kind is not ItemKind.OPEN]
    return ", ".join(key for key in keys if key not in answers.items)


def _read(form: Instrument, path: Path, invited: int | None, groups: tuple[str, ...]) -> Responses:
    if invited is not None and invited < 0:
        raise CommandError(f"{invited} people cannot be invited. Give 0 or more.")
    try:
        with path.open("rb") as file:
            return read_responses(form, file, source=path.name, invited=invited, groups=groups)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from error
    except FileRefused as error:
        raise CommandError(str(error)) from error

"""Takes answers collected elsewhere into a released wave and prints what it publishes."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.selectors import first_active_user
from jobs.obstacles import Obstacle
from surveys.instruments.import_mapping import ImportedAnswers
from surveys.instruments.import_table import LONGEST_GROUPING
from surveys.instruments.problems import FileRefused
from surveys.selectors import published_cube, published_wave
from surveys.services.importing import ImportPlan, NamedFile, WaveImport, import_wave
from surveys.tabulation.headlines import headline_lines

SHOWN_LINES = 10
NO_OWNER = (
    "Nobody can own the wave yet. Run: ./run manage create_administrator --email you@example.org"
)
MAX_TITLE = 200


class Command(BaseCommand):
    help = (
        "Take answers collected elsewhere into a released wave: same scores, same suppression, "
        "same audit, nothing half-written. The instrument's [import] table maps the columns. "
        "See docs/reference/import_wave.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("answers", type=Path, help="CSV file, plain or gzip")
        parser.add_argument("--instrument", type=Path, required=True, help="TOML file")
        parser.add_argument("--initiative", default="", help="title; new if there is none")
        parser.add_argument("--title", default="", help="of the survey; else the instrument's")
        parser.add_argument("--invited", type=int, help="people who could have answered, if known")
        parser.add_argument(
            "--groups", nargs="+", default=[], metavar="COLUMN", help="instead of the mapping's"
        )
        parser.add_argument("--owner", default="", metavar="EMAIL", help="of a new initiative")
        parser.add_argument(
            "--replace", action="store_true", help="remove the wave read from the same file before"
        )

    def handle(
        self,
        *,
        answers: Path,
        instrument: Path,
        initiative: str,
        title: str,
        invited: int | None,
        groups: list[str],
        owner: str,
        replace: bool,
        **_options: object,
    ) -> None:
        _check_lengths(initiative=initiative, title=title, groups=groups)
        plan = ImportPlan(
            owner=_owner(owner),
            initiative=initiative,
            title=title,
            groups=tuple(groups),
            invited=invited,
            replaces_earlier=replace,
        )
        imported = _import(plan, instrument, answers)
        for line in _report_lines(answers.name, imported):
            self.stdout.write(line)


def _check_lengths(*, initiative: str, title: str, groups: list[str]) -> None:
    """What does not fit into the tables is refused before a file is read."""
    for option, longest, texts in (
        ("--initiative", MAX_TITLE, [initiative]),
        ("--title", MAX_TITLE, [title]),
        ("--groups", LONGEST_GROUPING, groups),
    ):
        for text in texts:
            if len(text) > longest:
                message = f"{option} {text[:40]}… has more than {longest} characters. Shorten it."
                raise CommandError(message)


def _owner(email: str) -> User:
    if not email:
        first = first_active_user()
        if first is None:
            raise CommandError(NO_OWNER)
        return first
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"--owner {email}: nobody signs in with this address.")
    return user


def _import(plan: ImportPlan, instrument: Path, answers: Path) -> WaveImport:
    with ExitStack() as stack:
        try:
            files = [
                NamedFile(path.name, stack.enter_context(path.open("rb")))
                for path in (instrument, answers)
            ]
            return import_wave(plan=plan, instrument=files[0], answers=files[1])
        except OSError as error:
            raise CommandError(f"{error.filename}: cannot be read ({error.strerror}).") from error
        except (FileRefused, Obstacle) as error:
            raise CommandError(str(error)) from error


def _report_lines(name: str, imported: WaveImport) -> Iterator[str]:
    wave = published_wave(imported.wave_id)
    yield from _reading_lines(name, imported.answers)
    yield f"Wave {wave.number} of “{wave.survey}”, initiative “{wave.initiative}”"
    if not imported.is_new:
        yield (
            "These answers were imported before: nothing was changed. Below is what was published "
            "then; to read them anew with another mapping, add --replace."
        )
    if not wave.invited:
        yield "How many were invited is not known: no response rate. Give it with --invited."
    yield ""
    yield from headline_lines(wave, published_cube(imported.wave_id))
    yield ""
    yield f"Wave {wave.wave_id}"
    yield (
        f"Report: ./run manage build_report --wave {wave.wave_id} "
        "--gpus HOST.xml --model config.json --out report.pdf"
    )


def _reading_lines(name: str, answers: ImportedAnswers) -> Iterator[str]:
    skipped = answers.rows_read - answers.row_count
    yield (
        f"{name}: {answers.rows_read:,} rows read, {answers.row_count:,} used, {skipped:,} skipped"
    )
    for reason, lines in answers.skipped.items():
        shown = ", ".join(str(line) for line in lines[:SHOWN_LINES])
        more = f" and {len(lines) - SHOWN_LINES:,} more" if len(lines) > SHOWN_LINES else ""
        yield f"  {reason.value}: {len(lines):,} (line {shown}{more})"

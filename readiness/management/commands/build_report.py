"""Builds one combined report from answers or a released wave, and files about the machines."""

import tempfile
import uuid
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.selectors import first_active_user
from deployments.inputs import AssessmentInputs
from jobs.obstacles import Obstacle
from readiness.demo.waiting import DemoStopped
from readiness.report_files.assumptions import read_assumptions
from readiness.report_files.building import ReportWish, build_from_files
from readiness.report_files.description import describe, title_of
from surveys.instruments.problems import FileRefused
from surveys.selectors import published_wave
from surveys.services.importing import ImportPlan, NamedFile, import_wave

NO_USER = (
    "Nobody has an account yet. Run: ./run manage create_administrator --email you@example.org"
)

MAX_TITLE = 200


class Command(BaseCommand):
    help = (
        "Build the report on a released wave, or on answers collected elsewhere, and on machines "
        "described by files: a GPU inventory and a model's config.json. What the files do not say "
        "is read from --assumptions or taken from shipped values, which are printed. Needs no "
        "worker. See docs/how-to/report_from_files.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        people = parser.add_mutually_exclusive_group(required=True)
        people.add_argument("--wave", type=uuid.UUID, help="id of a released wave")
        people.add_argument("--answers", type=Path, help="CSV file; imported as by import_wave")
        parser.add_argument("--instrument", type=Path, help="TOML file that maps --answers")
        parser.add_argument(
            "--gpus",
            type=Path,
            nargs="+",
            required=True,
            help="nvidia-smi -q -x or -q, one file per host, plain or gzip; or one CSV table",
        )
        parser.add_argument("--model", type=Path, required=True, help="config.json of the model")
        parser.add_argument("--model-title", default="", help="else from the file's name")
        parser.add_argument("--assumptions", type=Path, help="TOML file")
        parser.add_argument("--title", default="", help="of the report, else the initiative's")
        parser.add_argument("--language", default="en", choices=settings.REPORT_LANGUAGES)
        parser.add_argument("--out", type=Path, required=True, help="PDF to write")

    def handle(self, *_args: Any, **options: Any) -> None:
        _check_words(options)
        out = options["out"]
        _check_target(out)
        try:
            actor = _actor()
            if options["wave"]:
                published_wave(options["wave"])
            inputs = self._inputs(options)
            wave_id = options["wave"] or _imported(options, actor)
            pages = build_from_files(
                actor=actor,
                inputs=inputs,
                wish=ReportWish(
                    wave_id=wave_id,
                    title=options["title"] or published_wave(wave_id).initiative,
                    language=options["language"],
                    target=out,
                ),
            )
        except (Obstacle, FileRefused, DemoStopped) as obstacle:
            raise CommandError(str(obstacle)) from obstacle
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        self.stdout.write(f"Wave {wave_id}")
        self.stdout.write(f"{out}: {pages} pages")

    def _inputs(self, options: Mapping[str, Any]) -> AssessmentInputs:
        """What the files say about the machines, and what is assumed, printed."""
        assumptions = read_assumptions(options["assumptions"])
        inputs = describe(
            inventories=options["gpus"],
            config=options["model"],
            model_title=options["model_title"] or title_of(options["model"]),
            assumptions=assumptions,
        )
        for entry in inputs.pools:
            pool = entry.pool
            self.stdout.write(f"Read {pool.count} x {pool.accelerator}, {pool.host_count} host(s)")
        for line in assumptions.assumed_lines():
            self.stdout.write(f"Assumed {line}")
        for table in assumptions.unknown:
            self.stdout.write(f"Unknown {table}: left out of the result")
        return inputs


def _check_words(options: Mapping[str, Any]) -> None:
    """Everything that can be seen to be wrong before a file is opened."""
    if options["wave"] and options["instrument"]:
        raise CommandError("--instrument maps --answers; leave it out with --wave.")
    for name in ("title", "model_title"):
        if len(options[name]) > MAX_TITLE:
            word = f"--{name.replace('_', '-')}"
            raise CommandError(f"{word} is longer than {MAX_TITLE} characters. Shorten it.")


def _check_target(out: Path) -> None:
    """The report takes a minute: what cannot be written is said before, not after."""
    if not out.parent.is_dir():
        raise CommandError(f"{out}: its folder does not exist. Make it first.")
    if out.is_dir():
        raise CommandError(f"{out} is a folder. Give the name of a file in it.")
    try:
        with tempfile.TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        raise CommandError(f"{out}: nothing can be written there ({error.strerror}).") from error


def _actor() -> User:
    user = first_active_user()
    if user is None:
        raise CommandError(NO_USER)
    return user


def _imported(options: Mapping[str, Any], actor: User) -> uuid.UUID:
    if options["instrument"] is None:
        raise CommandError("--answers needs --instrument, the file that maps its columns.")
    with ExitStack() as stack:
        files = [
            NamedFile(path.name, stack.enter_context(path.open("rb")))
            for path in (options["instrument"], options["answers"])
        ]
        plan = ImportPlan(owner=actor)
        return import_wave(plan=plan, instrument=files[0], answers=files[1]).wave_id

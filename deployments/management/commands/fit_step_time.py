"""Fits the step-time model to measured rows and prints its errors."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deployments.catalog.entries import StepTimeConstants
from deployments.catalog.loader import SHIPPED, load_catalog
from deployments.intake.calibration import CalibrationRows, parse_calibration
from deployments.intake.errors import IntakeError
from deployments.intake.source_text import MAX_BYTES
from deployments.sizing.fitting import (
    Measured,
    cross_validate,
    errors_of,
    fit_constants,
    predict,
    roofline,
    split_by_kind,
)

_MS_PER_SECOND = 1000


class Command(BaseCommand):
    help = (
        "Fit the constants of the step-time model to the measured rows in CSV (silicon_sample.csv "
        "of aiconfigurator), print errors and cross-validation, and with --write store them."
    )
    requires_system_checks = ()  # reckons alone: no pages, no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("csv", type=Path)
        parser.add_argument("--write", action="store_true", help="store in catalog/step_time.toml")
        parser.add_argument("--no-cross-validation", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        catalog = load_catalog()
        try:
            rows = parse_calibration(_read(options["csv"]), catalog)
        except (OSError, IntakeError) as fault:
            raise CommandError(f"{options['csv']}: {fault}") from fault
        points = _measured(rows)
        for reason, count in sorted(rows.left_out.items()):
            self.stdout.write(f"left out {count} rows: {reason}")
        fitted = fit_constants(points, catalog.step_time)
        tables = {
            "textbook roofline": [roofline(point) for point in points],
            "fitted": [predict(point, fitted) for point in points],
        }
        if not options["no_cross_validation"]:
            tables["unseen model"] = cross_validate(
                points, catalog.step_time, lambda point: point.model_name
            )
            tables["unseen accelerator"] = cross_validate(
                points, catalog.step_time, lambda point: point.replica.accelerator.id
            )
        for title, predicted in tables.items():
            self._print_errors(title, points, predicted)
        text = _as_toml(fitted)
        if options["write"]:
            (SHIPPED / "step_time.toml").write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)

    def _print_errors(
        self, title: str, points: Sequence[Measured], predicted: Sequence[float]
    ) -> None:
        for kind, indexes in split_by_kind(points).items():
            errors = errors_of(
                [predicted[index] for index in indexes],
                [points[index].tpot_seconds for index in indexes],
            )
            self.stdout.write(
                f"{title} | {kind} | {errors.points} | MAPE {errors.mean_absolute:.3f} | "
                f"within 25 % {errors.within_quarter_share:.2f} | bias {errors.bias:+.3f}"
            )


def _read(path: Path) -> bytes:
    """The file, or one byte more than the parser takes."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _measured(rows: CalibrationRows) -> list[Measured]:
    return [
        Measured(
            replica=point.replica,
            request=point.request,
            concurrency=point.concurrency,
            tpot_seconds=point.tpot_ms / _MS_PER_SECOND,
            ttft_seconds=point.ttft_ms / _MS_PER_SECOND,
            model_name=point.model_name,
        )
        for point in rows.points
    ]


def _as_toml(constants: StepTimeConstants) -> str:
    bands = constants.bands
    lines = [
        "# Constants of the step-time model, written by `./run manage fit_step_time CSV --write`.",
        "",
        f'source = "{constants.source.text}"',
        f"read_date = {constants.source.read_date.isoformat()}",
        f"is_provisional = {str(constants.is_provisional).lower()}",
        f"rows = {constants.rows}",
    ]
    sections = {
        "efficiencies": asdict(constants.efficiencies),
        "seconds": asdict(constants.seconds),
        "backends": dict(constants.backends),
        "queue": asdict(constants.queue),
    }
    for name, values in sections.items():
        lines += ["", f"[{name}]", *(f"{key} = {value:.4g}" for key, value in values.items())]
    pairs = {"dense": bands.dense, "moe": bands.moe, "ttft": bands.ttft}
    lines += ["", "[bands]"]
    lines += [f"{key} = [{low:.3f}, {high:.3f}]" for key, (low, high) in pairs.items()]
    lines.append(f"uncovered_widening = {bands.uncovered_widening:.1f}")
    return "\n".join(lines) + "\n"

"""Analyzes a file of comments offline and prints one result per row."""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.comments.analysis import analyze_comments
from surveys.comments.engines import best_engine
from surveys.comments.results import CommentAnalysis

MAX_BYTES = 200 * 1000 * 1000
ALL_LANGUAGES = "en,de,fr,es,it,pt"
_REMEDY = "Save it as CSV in UTF-8 with column names in the first line."


class Command(BaseCommand):
    help = "Analyze comments of a CSV file (columns text, optional language)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--staff", type=Path, help="CSV with a column name: people to redact.")
        parser.add_argument("--json", action="store_true", help="One JSON object per line.")
        parser.add_argument(
            "--languages", default=ALL_LANGUAGES, help="Codes asked, the first is the default."
        )

    def handle(
        self,
        *,
        file: Path,
        staff: Path | None,
        json: bool,
        languages: str,
        **_options: object,
    ) -> None:
        rows = _read(file, "text")
        names = _staff_names(staff) if staff else ()
        codes = tuple(code.strip() for code in languages.split(",") if code.strip())
        if not codes:
            raise CommandError("--languages: name at least one code, for example en,de.")
        for result in _analyze(rows, codes, names):
            self.stdout.write(_as_json(result) if json else _as_line(result))


def _read(file: Path, column: str) -> list[dict[str, str]]:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise CommandError(f"{file}: more than 200 MB. Split the file.")
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True, restval="")
            if column not in (reader.fieldnames or ()):
                raise CommandError(f"{file}, line 1: the column {column!r} is missing. {_REMEDY}")
            return list(reader)
    except OSError as error:
        raise CommandError(f"{file}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: this is not UTF-8. {_REMEDY}") from error
    except csv.Error as error:
        raise CommandError(f"{file}: this is not CSV ({error}). {_REMEDY}") from error


def _staff_names(file: Path) -> tuple[str, ...]:
    return tuple(row["name"] for row in _read(file, "name") if row["name"].strip())


def _analyze(
    rows: list[dict[str, str]], languages: tuple[str, ...], staff_names: Iterable[str]
) -> list[CommentAnalysis]:
    """Analyze in batches of equal given language, and bring the results back in order."""
    staff_names = tuple(staff_names)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault((row.get("language") or "").strip().lower(), []).append(place)
    results: dict[int, CommentAnalysis] = {}
    for language, members in places.items():
        analyzed = analyze_comments(
            [rows[place]["text"] for place in members],
            languages=(language,) if language else languages,
            default_language=language or languages[0],
            staff_names=staff_names,
            engine=best_engine(),
        )
        results.update(zip(members, analyzed, strict=True))
    return [results[place] for place in range(len(rows))]


def _as_json(result: CommentAnalysis) -> str:
    return json.dumps(asdict(result), ensure_ascii=False)


def _as_line(result: CommentAnalysis) -> str:
    themes = ",".join(theme.key for theme in result.themes)
    return f"{result.language}\t{result.tone}\t{result.confidence:.2f}\t{themes}\t{result.redacted}"

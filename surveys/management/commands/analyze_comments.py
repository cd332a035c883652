"""Analyzes a file of comments offline and prints one result per row."""

import codecs
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.comments.analysis import analyze_comments
from surveys.comments.embedding import EmbedderMissing
from surveys.comments.engines import EngineName, best_engine, engine_named
from surveys.comments.language import known_languages
from surveys.comments.names import StaffList
from surveys.comments.results import CommentAnalysis
from surveys.comments.tone import ToneEngine

MAX_BYTES = 200 * 1000 * 1000
MAX_CELL_CHARACTERS = 10 * 1000 * 1000
ALL_LANGUAGES = "en,de,fr,es,it,pt"
ROWS_AT_ONCE = 500
"""Bounds memory; results are printed as they come."""
DELIMITERS = ",;\t"
_REMEDY = "Save it as CSV in UTF-8 with column names in the first line."


class Command(BaseCommand):
    help = "Analyze comments of a CSV file (columns text, optional language)."
    requires_system_checks = ()
    """Reads files alone; the checks would load every page and a third more memory."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--staff", type=Path, help="CSV with a column name: people to redact.")
        parser.add_argument("--json", action="store_true", help="One JSON object per line.")
        parser.add_argument(
            "--languages", default=ALL_LANGUAGES, help="Codes asked, the first is the default."
        )
        parser.add_argument(
            "--engine",
            choices=[name.value for name in EngineName],
            help="The best that is installed if absent.",
        )

    def handle(
        self,
        *,
        file: Path,
        staff: Path | None,
        json: bool,
        languages: str,
        engine: str | None,
        **_options: object,
    ) -> None:
        codes = tuple(code.strip() for code in languages.split(",") if code.strip())
        unknown = sorted(set(codes) - known_languages())
        if unknown or not codes:
            raise CommandError(
                f"--languages {languages}: name codes of two letters, for example en,de."
            )
        names = StaffList.of(_staff_names(staff) if staff else ())
        for _ in _rows(file, "text"):
            pass  # a fault in the last row is told before the first result
        chosen = _engine(engine)
        rows = _rows(file, "text")
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            for result in _analyze(batch, codes, names, chosen):
                self.stdout.write(_as_json(result) if json else _as_line(result))


def _engine(name: str | None) -> ToneEngine:
    try:
        return engine_named(EngineName(name)) if name else best_engine()
    except EmbedderMissing as missing:
        raise CommandError(f"--engine {name}: {missing}") from missing


def _staff_names(file: Path) -> tuple[str, ...]:
    return tuple(row["name"] for row in _rows(file, "name") if row["name"].strip())


def _rows(file: Path, column: str) -> Iterator[dict[str, str]]:
    """Rows by column name in lower case; the delimiter is the one that the first line shows."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise CommandError(f"{file}: more than 200 MB. Split the file.")
        with file.open(encoding=_encoding(file), newline="") as stream:
            header = stream.readline()
            stream.seek(0)
            delimiter = max(DELIMITERS, key=header.count)
            reader = csv.DictReader(stream, strict=True, restval="", delimiter=delimiter)
            reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
            if reader.fieldnames.count(column) != 1:
                state = "stands twice" if column in reader.fieldnames else "is missing"
                raise CommandError(f"{file}, line 1: the column {column!r} {state}. {_REMEDY}")
            yield from reader
    except OSError as error:
        raise CommandError(f"{file}: cannot be read ({error.strerror}).") from error
    except UnicodeError as error:
        raise CommandError(f"{file}: this is not UTF-8. {_REMEDY}") from error
    except csv.Error as error:
        raise CommandError(f"{file}: this is not CSV ({error}). {_REMEDY}") from error


def _encoding(file: Path) -> str:
    """UTF-16 where its mark stands in front, as spreadsheets write "Unicode text"; else UTF-8."""
    with file.open("rb") as stream:
        mark = stream.read(2)
    return "utf-16" if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def _analyze(
    rows: Sequence[dict[str, str]],
    languages: tuple[str, ...],
    staff_names: StaffList,
    engine: ToneEngine,
) -> list[CommentAnalysis]:
    """Analyze in batches of equal given language, and bring the results back in order."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(_language(row), []).append(place)
    results: dict[int, CommentAnalysis] = {}
    for language, members in places.items():
        analyzed = analyze_comments(
            [rows[place]["text"] for place in members],
            languages=(language,) if language else languages,
            default_language=language or languages[0],
            staff_names=staff_names,
            engine=engine,
        )
        results.update(zip(members, analyzed, strict=True))
    return [results[place] for place in range(len(rows))]


def _language(row: dict[str, str]) -> str:
    """Code in the column language: "de-AT" and "DE" are "de"; empty for none and for no code."""
    code = (row.get("language") or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if code in known_languages() else ""


def _as_json(result: CommentAnalysis) -> str:
    """One object; `themes` are the likeliest three with their scores, to be cut as one likes."""
    record = asdict(result)
    record["themes"] = record.pop("likeliest_themes")
    return json.dumps(record, ensure_ascii=False)


def _as_line(result: CommentAnalysis) -> str:
    themes = ",".join(theme.key for theme in result.themes)
    return f"{result.language}\t{result.tone}\t{result.confidence:.2f}\t{themes}\t{result.redacted}"

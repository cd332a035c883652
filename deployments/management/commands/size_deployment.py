"""Sizes scenarios from JSON or JSON Lines."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deployments.catalog.geometry import ModelGeometry
from deployments.current_catalog import current_catalog
from deployments.intake.errors import IntakeError
from deployments.intake.model_config import parse_model_config
from deployments.intake.source_text import MAX_BYTES
from deployments.scenario_records import record_of

_NAME_WIDTH = 34


class Command(BaseCommand):
    help = "Size scenarios: memory, speed, cost, score. See docs/reference/size_deployment.md."
    requires_system_checks = ()  # reckons alone: no pages, no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", help="JSON or JSON Lines; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object per line")

    def handle(self, *_args: Any, **options: Any) -> None:
        configs = _Configs(Path(options["scenario"]).resolve().parent)
        catalog = current_catalog()
        is_readable = False
        for number, (place, text) in enumerate(_scenarios(options["scenario"])):
            record = record_of(text, catalog, configs.read, place=place)
            is_readable = is_readable or _is_object(text)
            if options["json"]:
                self.stdout.write(json.dumps(record))
                continue
            if number:
                self.stdout.write("")
            for line in _printed(record):
                self.stdout.write(line)
        if not is_readable:
            raise CommandError(f"{options['scenario']}: there is no scenario in it.")


class _Configs:
    """Model configurations beside the scenarios, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, ModelGeometry] = {}

    def read(self, name: str) -> ModelGeometry:
        """Geometry of the model that a `config` field names."""
        if name not in self._read:
            self._read[name] = parse_model_config(self._bytes(name))
        return self._read[name]

    def _bytes(self, name: str) -> bytes:
        try:
            with (self._folder / name).open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except (OSError, ValueError) as fault:
            raise IntakeError(
                "no_file", place=f"config {name[:200]!r}", remedy="give the path of a config.json"
            ) from fault


def _scenarios(path: str) -> Iterator[tuple[str, str]]:
    """Place and JSON text per scenario: the lines where one of the first two is an object."""
    lines = _lines(path)
    head = list(islice(lines, 2))
    if not head:
        raise CommandError(f"{path} is empty; give at least one scenario")
    if any(_is_object(line) for _, line in head):
        yield from ((f"line {number}", line.strip()) for number, line in chain(head, lines))
    else:
        yield "", "".join(line for _, line in chain(head, lines))


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with their numbers."""
    try:
        if path == "-":
            yield from ((at, line) for at, line in enumerate(sys.stdin, 1) if line.strip())
            return
        with Path(path).open(encoding="utf-8-sig") as file:
            yield from ((at, line) for at, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{path}: {fault}; give a JSON file in UTF-8") from fault


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _printed(record: Mapping[str, object], depth: int = 0) -> Iterator[str]:
    """Lines for people; what is nested is indented."""
    indent = "  " * depth
    for name, value in record.items():
        if isinstance(value, Mapping) and any(isinstance(part, Mapping) for part in value.values()):
            yield f"{indent}{name}"
            yield from _printed(value, depth + 1)
        else:
            yield f"{indent}{name:{_NAME_WIDTH - len(indent)}} {_words(value)}"


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_words(part)}" for name, part in value.items()) or "none"
    if isinstance(value, list):
        return "; ".join(_words(part) for part in value) or "none"
    return _scalar_words(value)


def _scalar_words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:,.3f}"
        case int():
            return f"{value:,}"
        case None:
            return "none"
        case _:
            return str(value)

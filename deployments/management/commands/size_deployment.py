"""Sizes scenarios from JSON or JSON Lines; the field names are a public contract."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deployments.catalog.entries import Catalog
from deployments.catalog.geometry import ModelGeometry
from deployments.catalog.loader import load_catalog
from deployments.intake.errors import IntakeError
from deployments.intake.model_config import parse_model_config
from deployments.intake.scenario_file import parse_sizing_request
from deployments.sizing.latency import Request
from deployments.sizing.replica_sizing import ReplicaSizing, size_replica
from deployments.sizing.results import Refused

# What a line of the output holds.
Record = Mapping[str, object]


class Command(BaseCommand):
    help = "Size scenarios: memory, speed and power per replica. See docs/reference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", help="JSON or JSON Lines; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object per line")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = Path(options["scenario"]).resolve().parent
        catalog = load_catalog()
        for text in _scenarios(options["scenario"]):
            record = _record(text, catalog, folder)
            if options["json"]:
                self.stdout.write(json.dumps(record))
            else:
                for name, value in record.items():
                    self.stdout.write(f"{name:34} {_printed(value)}")


def _scenarios(path: str) -> Iterator[str]:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{path}: {fault}; give a JSON file in UTF-8") from fault
    if not text.strip():
        raise CommandError(f"{path} is empty; give at least one scenario")
    try:
        json.loads(text)
    except json.JSONDecodeError:
        yield from (line for line in text.splitlines() if line.strip())
    else:
        yield text


def _record(text: str, catalog: Catalog, folder: Path) -> Record:
    def read_config(name: str) -> ModelGeometry:
        try:
            return parse_model_config((folder / name).read_bytes())
        except OSError as fault:
            raise IntakeError(
                "no_file", place=f"config {name!r}", remedy="give the path of a config.json"
            ) from fault

    try:
        asked = parse_sizing_request(text, catalog, read_config)
    except IntakeError as fault:
        return {"refused": str(fault)}
    found = size_replica(
        asked.model,
        asked.pool,
        asked.serving,
        Request(asked.input_tokens, asked.output_tokens),
        concurrency=asked.concurrency,
        context_tokens=asked.context_tokens,
        catalog=catalog,
    )
    if isinstance(found, Refused):
        return {"refused": f"{found.reason.key}: {dict(found.reason.figures)}"}
    return _sized(found)


def _sized(found: ReplicaSizing) -> Record:
    memory = found.memory
    speed = found.speed
    return {
        "fits": memory.fits,
        "reasons": _reasons(found),
        "tensor_parallel": memory.tensor_parallel,
        "replicas": found.replicas,
        "parameters_total": memory.parameters_total,
        "parameters_active": memory.parameters_active,
        "weights_gib_per_gpu": memory.weights_gib,
        "overhead_gib_per_gpu": memory.overhead_gib,
        "usable_gib_per_gpu": memory.usable_gib,
        "headroom_gib_per_gpu": asdict(memory.headroom_gib),
        "kv_cache_bytes_per_token": memory.kv_bytes_per_token,
        "kv_cache_gib_available": max(0.0, memory.headroom_gib.central),
        "kv_cache_tokens": memory.kv_tokens,
        "max_concurrency": memory.max_concurrency,
        "tpot_ms": None if speed is None else asdict(speed.tpot_ms),
        "ttft_ms": None
        if speed is None
        else {"floor": speed.ttft_floor_ms, **asdict(speed.ttft_ms)},
        "output_tokens_per_second": None
        if speed is None
        else asdict(speed.output_tokens_per_second),
        "offline_output_tokens_per_second": None
        if speed is None
        else asdict(speed.offline_tokens_per_second),
        "power_kw": found.power.peak_kw,
    }


def _reasons(found: ReplicaSizing) -> list[str]:
    memory = found.memory
    reasons = [note.key for note in memory.notes]
    if memory.weights_gib > memory.usable_gib:
        reasons.append("weights exceed usable memory")
    elif not memory.fits:
        reasons.append("KV cache cannot hold one sequence of context_tokens")
    if found.speed is not None and found.speed.concurrency > memory.max_concurrency:
        reasons.append("concurrency exceeds what the KV cache holds at context_tokens")
    return reasons


def _printed(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_printed(part)}" for name, part in value.items())
    if isinstance(value, float):
        return f"{value:,.3f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)

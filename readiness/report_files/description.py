"""Puts files and assumptions together to everything that an assessment says."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rest_framework import serializers

from deployments.inputs import AssessmentInputs, PoolEntry
from deployments.intake.errors import IntakeError
from deployments.intake.model_config import parse_model_config
from deployments.intake_words import unreadable
from deployments.obstacles import UploadUnreadable
from deployments.serializers import AssessmentInput
from deployments.services.hardware import read_gpu_pools
from deployments.sizing.scenario import GpuPool
from jobs.obstacles import Obstacle
from readiness.report_files.assumptions import Assumptions

MAX_FILE_BYTES = 10 * 1000 * 1000
"""An inventory of a hundred hosts is smaller; counted after unpacking."""

_GZIP_MAGIC = b"\x1f\x8b"


class FileUnusable(Obstacle):
    """A file of the machines cannot be used; the message names the place and the remedy."""


def describe(
    *,
    inventories: Sequence[Path],
    config: Path,
    model_title: str,
    assumptions: Assumptions,
) -> AssessmentInputs:
    """Everything an assessment says, read and checked; nothing is written.

    Raises
    ------
    Obstacle
        A file or a value cannot be used.
    """
    pools = _pools(inventories)
    given = AssessmentInput(
        data={
            "name": model_title,
            "model": {
                **assumptions.tables.get("serving", {}),
                "config": _model_config(config),
                "config_title": model_title,
            },
            "pools": [_pool_fields(pool) for pool in pools],
            **{table: rows for table, rows in assumptions.tables.items() if table != "serving"},
            "answers": assumptions.answers,
        }
    )
    _require_known_names(given, assumptions)
    if not given.is_valid():
        raise FileUnusable("\n".join(_faults(given.errors)))
    largest = max(pools, key=lambda pool: pool.count)
    ordered = [largest, *(pool for pool in pools if pool is not largest)]
    return replace(
        given.inputs(), pools=tuple(PoolEntry(0, pool, is_chosen=False) for pool in ordered)
    )


def title_of(config: Path) -> str:
    """A model's name from the path of its configuration, as its publisher's folders name it.

    Examples
    --------
    >>> title_of(Path("models/meta-llama--Meta-Llama-3.1-70B_config.json"))
    'Meta-Llama-3.1-70B'
    >>> title_of(Path("Qwen3-32B/config.json"))
    'Qwen3-32B'
    """
    stem = config.name.removesuffix(".gz").removesuffix(".json").removesuffix("config")
    name = stem.rstrip("_-. ") or config.resolve().parent.name
    return name.rpartition("--")[2]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == _GZIP_MAGIC
        with gzip.open(path, "rb") if is_packed else path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileUnusable(f"{path}: the .gz file is damaged. Pack or copy it again.") from error
    except OSError as error:
        raise FileUnusable(f"{path}: cannot be read ({error.strerror}).") from error
    if len(content) > MAX_FILE_BYTES:
        raise FileUnusable(f"{path}: more than {MAX_FILE_BYTES / 1e6:g} MB. Is it the right file?")
    return content


def _pools(paths: Sequence[Path]) -> tuple[GpuPool, ...]:
    contents = [_read(path) for path in paths]
    try:
        return read_gpu_pools(contents)
    except UploadUnreadable as obstacle:
        faulty = [
            path
            for path, content in zip(paths, contents, strict=True)
            if _fault(content) == str(obstacle)
        ]
        names = ", ".join(str(path) for path in faulty[:1] or paths)
        raise FileUnusable(f"{names}: {obstacle}") from obstacle


def _fault(content: bytes) -> str:
    """What is wrong with one file by itself."""
    try:
        read_gpu_pools([content])
    except UploadUnreadable as obstacle:
        return str(obstacle)
    return ""


def _model_config(path: Path) -> Mapping[str, Any]:
    content = _read(path)
    try:
        parse_model_config(content)
    except IntakeError as error:
        raise FileUnusable(f"{path}: {unreadable(error)}") from error
    config: Mapping[str, Any] = json.loads(content)
    return config


def _pool_fields(pool: GpuPool) -> Mapping[str, Any]:
    return {
        "accelerator": pool.accelerator,
        "count": pool.count,
        "gpus_per_island": pool.gpus_per_island,
        "host_count": pool.host_count,
    }


def _require_known_names(given: AssessmentInput, assumptions: Assumptions) -> None:
    """A misspelled name must not fall back to a default unnoticed."""
    for table, values in assumptions.tables.items():
        part = given.fields["model" if table == "serving" else table]
        known = part.fields if isinstance(part, serializers.Serializer) else {}
        for name in values:
            if name not in known:
                raise FileUnusable(
                    f"{table}.{name} is not known. Known are: {', '.join(sorted(known))}."
                )


def _faults(errors: Any, place: str = "") -> Iterator[str]:
    """Every fault in a nested answer of the serializer, with its place in the file."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            part = f"[{name + 1}]" if isinstance(name, int) else f".{name}"
            yield from _faults(inner, (place + part).removeprefix("."))
    elif errors:
        table = place.replace("model.", "serving.", 1) if place.startswith("model.") else place
        yield f"{table}: {' '.join(str(inner) for inner in errors)}"

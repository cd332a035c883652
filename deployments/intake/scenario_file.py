"""Reads one scenario of `size_deployment` from JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from deployments.catalog.entries import Catalog
from deployments.catalog.geometry import ModelGeometry, Precision
from deployments.intake.config_fields import Fields
from deployments.intake.errors import IntakeError
from deployments.sizing.fine_tuning import DEFAULT_RANK, Tuning
from deployments.sizing.latency import Request
from deployments.sizing.replica_sizing import Load
from deployments.sizing.scenario import Backend, GpuPool, Serving

Choice = TypeVar("Choice", Precision, Backend)

SECTIONS = ("costs", "cloud", "site", "sovereignty", "answers")
"""Parts of a scenario that the caller reads: they have the shape of the programs' interface."""

_DEFAULT_UTILIZATION = 0.90
_DEFAULT_CONCURRENCY = 1.0
_LEAST_UTILIZATION = 0.1
_MOST = 1e9
_SMALLEST = 1e-6
_MOST_DEVICES = 100_000
_FASTEST_GROWTH = 10.0
_KNOWN = frozenset(
    {
        "model",
        "config",
        "weights",
        "kv_cache",
        "accelerator",
        "count",
        "tensor_parallel",
        "pipeline_parallel",
        "backend",
        "input_tokens",
        "output_tokens",
        "cached_prefix_share",
        "concurrency",
        "arrivals_per_second",
        "ttft_slo_ms",
        "tpot_slo_ms",
        "context_tokens",
        "gpu_memory_utilization",
        "overhead_gib",
        "fine_tuning",
        "growth_per_year",
        "id",
        *SECTIONS,
    }
)


@dataclass(frozen=True, slots=True)
class SizingRequest:
    """A replica to size: model, devices, how it is served, and a load.

    `sections` holds the parts named in `SECTIONS` that were given, unread.
    """

    model: ModelGeometry
    pool: GpuPool
    serving: Serving
    load: Load
    context_tokens: int
    tuning: Tuning | None
    growth_per_year: float
    sections: Mapping[str, object]


def parse_sizing_request(
    fields: Fields, catalog: Catalog, read_config: Callable[[str], ModelGeometry]
) -> SizingRequest:
    """One scenario; `read_config` opens the path of a `config` field."""
    unknown = sorted(set(fields.values) - _KNOWN)
    if unknown:
        raise IntakeError(
            "unknown_field", place=unknown[0][:40], remedy=f"use only {', '.join(sorted(_KNOWN))}"
        )
    model = _model(fields, catalog, read_config)
    load = _load(fields)
    pool = _pool(fields, catalog)
    return SizingRequest(
        model=model,
        pool=pool,
        serving=_serving(fields, model),
        load=load,
        context_tokens=_context_tokens(fields, load.request),
        tuning=_tuning(fields, pool),
        growth_per_year=_number(fields, "growth_per_year", -1.0, _FASTEST_GROWTH) or 0.0,
        sections={name: fields.values[name] for name in SECTIONS if name in fields},
    )


def _pool(fields: Fields, catalog: Catalog) -> GpuPool:
    accelerator = catalog.accelerators.get(fields.text("accelerator"))
    if accelerator is None:
        raise _unknown(fields, "accelerator", "use an id of catalog/accelerators.toml")
    count = fields.whole("count", default=1)
    if count > _MOST_DEVICES:
        raise IntakeError(
            "bad_value", place=f"count = {count}", remedy=f"give at most {_MOST_DEVICES} devices"
        )
    return GpuPool(accelerator.id, count, min(count, accelerator.island_size))


def _serving(fields: Fields, model: ModelGeometry) -> Serving:
    return Serving(
        weights=_choice(fields, "weights", model.native_weights),
        kv_cache=_choice(fields, "kv_cache", Precision.BF16),
        tensor_parallel=fields.whole_or_none("tensor_parallel"),
        pipeline_parallel=fields.whole("pipeline_parallel", default=1),
        backend=_choice(fields, "backend", Backend.VLLM),
        gpu_memory_utilization=_number(fields, "gpu_memory_utilization", _LEAST_UTILIZATION, 1.0)
        or _DEFAULT_UTILIZATION,
        overhead_gib=_number(fields, "overhead_gib", 0.0, _MOST),
    )


def _load(fields: Fields) -> Load:
    arrivals = _number(fields, "arrivals_per_second", _SMALLEST, _MOST)
    concurrency = _number(fields, "concurrency", _SMALLEST, _MOST)
    return Load(
        request=Request(
            fields.whole("input_tokens"),
            fields.whole("output_tokens"),
            _number(fields, "cached_prefix_share", 0.0, 1.0) or 0.0,
        ),
        concurrency=_DEFAULT_CONCURRENCY
        if concurrency is None and arrivals is None
        else concurrency,
        arrivals_per_second=arrivals,
        ttft_slo_ms=_number(fields, "ttft_slo_ms", _SMALLEST, _MOST),
        tpot_slo_ms=_number(fields, "tpot_slo_ms", _SMALLEST, _MOST),
    )


def _tuning(fields: Fields, pool: GpuPool) -> Tuning | None:
    """Fine-tuning on the whole pool, None where nobody asks."""
    if "fine_tuning" not in fields:
        return None
    section = fields.section("fine_tuning")
    if section is None:
        raise IntakeError("bad_value", place="fine_tuning", remedy="give an object")
    return Tuning(
        devices=pool.count,
        sequence_tokens=section.whole("sequence_tokens"),
        sequences_per_device=section.whole("sequences_per_device", default=1),
        rank=section.whole("rank", default=DEFAULT_RANK),
    )


def _context_tokens(fields: Fields, request: Request) -> int:
    """The longest sequence, by default the typical one."""
    typical = request.prompt_tokens + request.output_tokens
    longest = fields.whole("context_tokens", default=typical)
    if longest < typical:
        raise IntakeError(
            "bad_value",
            place=f"context_tokens = {longest}",
            remedy=f"give at least input_tokens + output_tokens = {typical}",
        )
    return longest


def _model(
    fields: Fields, catalog: Catalog, read_config: Callable[[str], ModelGeometry]
) -> ModelGeometry:
    if "config" in fields:
        return read_config(fields.text("config"))
    known = catalog.find_model(fields.text("model"))
    if known is None:
        remedy = "use an id of catalog/models.toml, or config with the path of a config.json"
        raise _unknown(fields, "model", remedy)
    return known.geometry


def _unknown(fields: Fields, name: str, remedy: str) -> IntakeError:
    """A field that names nothing in the catalog, or is not there."""
    if name not in fields:
        return IntakeError("missing_field", place=name, remedy=remedy)
    place = f"{name} {fields.text(name)[:60]!r}"
    return IntakeError(f"unknown_{name}", place=place, remedy=remedy)


def _choice(fields: Fields, name: str, default: Choice) -> Choice:
    named = fields.text(name, default.value)
    kind = type(default)
    try:
        return kind(named)
    except ValueError as fault:
        raise IntakeError(
            "bad_value",
            place=f"{name} {named[:40]!r}",
            remedy=f"use one of {', '.join(member.value for member in kind)}",
        ) from fault


def _number(fields: Fields, name: str, least: float, most: float) -> float | None:
    """A number within limits, None where absent."""
    value = fields.values.get(name)
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not least <= float(str(value)) <= most:
        raise IntakeError(
            "bad_value",
            place=f"{name} = {str(value)[:40]}",
            remedy=f"give a number from {least:g} to {most:g}",
        )
    return float(str(value))

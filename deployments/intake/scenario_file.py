"""Reads one scenario of `size_deployment` from JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from deployments.catalog.entries import Catalog
from deployments.catalog.geometry import ModelGeometry, Precision
from deployments.intake.config_fields import Fields, parse_object
from deployments.intake.errors import IntakeError
from deployments.sizing.scenario import Backend, GpuPool, Serving

Choice = TypeVar("Choice", Precision, Backend)

_DEFAULT_UTILIZATION = 0.90
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
        "concurrency",
        "context_tokens",
        "gpu_memory_utilization",
        "overhead_gib",
        "id",
    }
)


@dataclass(frozen=True, slots=True)
class SizingRequest:
    """A replica to size: model, devices, how it is served, and a load per replica."""

    model: ModelGeometry
    pool: GpuPool
    serving: Serving
    input_tokens: int
    output_tokens: int
    concurrency: float
    context_tokens: int


def parse_sizing_request(
    text: str, catalog: Catalog, read_config: Callable[[str], ModelGeometry]
) -> SizingRequest:
    """One scenario; `read_config` opens the path of a `config` field."""
    fields = parse_object(text)
    unknown = sorted(set(fields.values) - _KNOWN)
    if unknown:
        raise IntakeError(
            "unknown_field", place=unknown[0][:40], remedy=f"use only {', '.join(sorted(_KNOWN))}"
        )
    model = _model(fields, catalog, read_config)
    input_tokens = fields.whole("input_tokens")
    output_tokens = fields.whole("output_tokens")
    accelerator = catalog.accelerators.get(fields.text("accelerator"))
    if accelerator is None:
        raise IntakeError(
            "unknown_accelerator",
            place=f"accelerator {fields.text('accelerator')[:40]!r}",
            remedy="use an id of catalog/accelerators.toml",
        )
    count = fields.whole("count", default=1)
    overhead = fields.values.get("overhead_gib")
    return SizingRequest(
        model=model,
        pool=GpuPool(accelerator.id, count, min(count, accelerator.island_size)),
        serving=Serving(
            weights=_choice(fields, "weights", model.native_weights),
            kv_cache=_choice(fields, "kv_cache", Precision.BF16),
            tensor_parallel=fields.whole_or_none("tensor_parallel"),
            pipeline_parallel=fields.whole("pipeline_parallel", default=1),
            backend=_choice(fields, "backend", Backend.VLLM),
            gpu_memory_utilization=_number(
                fields, "gpu_memory_utilization", _DEFAULT_UTILIZATION, most=1.0
            ),
            overhead_gib=None if overhead is None else _number(fields, "overhead_gib", 0, most=1e4),
        ),
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        concurrency=_number(fields, "concurrency", 1.0, most=1e6),
        context_tokens=fields.whole("context_tokens", default=input_tokens + output_tokens),
    )


def _model(
    fields: Fields, catalog: Catalog, read_config: Callable[[str], ModelGeometry]
) -> ModelGeometry:
    if "config" in fields:
        return read_config(fields.text("config"))
    known = catalog.find_model(fields.text("model"))
    if known is None:
        raise IntakeError(
            "unknown_model",
            place=f"model {fields.text('model')[:60]!r}",
            remedy="use an id of catalog/models.toml, or config with the path of a config.json",
        )
    return known.geometry


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


def _number(fields: Fields, name: str, default: float, *, most: float) -> float:
    value = fields.values.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise IntakeError(
            "bad_value", place=f"{name} = {str(value)[:40]}", remedy=f"give a number up to {most}"
        )
    return float(value)

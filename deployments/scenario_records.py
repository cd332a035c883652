"""One scenario of `size_deployment` to one record; the field names are a public contract."""

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from deployments.catalog.entries import Catalog
from deployments.catalog.geometry import ModelGeometry
from deployments.intake.config_fields import parse_object
from deployments.intake.errors import IntakeError
from deployments.intake.scenario_file import SizingRequest, parse_sizing_request
from deployments.serializers import DeploymentInput
from deployments.sizing.assess import assess
from deployments.sizing.capacity import service_seconds
from deployments.sizing.fine_tuning import fine_tuning_fits
from deployments.sizing.latency import Replica
from deployments.sizing.replica_sizing import Load, ReplicaSizing, size_replica
from deployments.sizing.results import (
    AssessmentResult,
    Band,
    CostComparison,
    GateHit,
    OptionCost,
    Recommendation,
    Refused,
)
from deployments.sizing.scenario import (
    CloudReference,
    Scenario,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)
from deployments.sizing.search import smallest_configurations
from deployments.stored_results import plain_json
from deployments.wording import finding_words, gate_words, reason_words

Record = Mapping[str, object]
"""What a line of the output holds."""

_SEED = 20260101  # the same scenario always gives the same ranges
_SECONDS_PER_HOUR = 3600
_NO_SCENARIO = (
    "give a JSON object for each scenario, with every required field of "
    "docs/reference/size_deployment.md"
)


def record_of(
    text: str, catalog: Catalog, read_config: Callable[[str], ModelGeometry], *, place: str = ""
) -> Record:
    """Size one scenario in JSON; what cannot be sized has nothing but `refused` and its `id`.

    `place` says where the text stands, for scenarios that could not be read.
    """
    named: Record = {}
    try:
        fields = parse_object(text, kind="scenario", remedy=_NO_SCENARIO)
        named = {"id": fields.values["id"]} if "id" in fields else {}
        asked = parse_sizing_request(fields, catalog, read_config)
        return {**named, **_sized(asked, _deployment(asked), catalog)}
    except IntakeError as fault:
        prefix = f"{place}: " if place and not named else ""
        return {**named, "refused": f"{prefix}{fault}"}


def _sized(asked: SizingRequest, deployment: DeploymentInput | None, catalog: Catalog) -> Record:
    found = size_replica(
        asked.model,
        asked.pool,
        asked.serving,
        asked.load,
        context_tokens=asked.context_tokens,
        catalog=catalog,
    )
    if isinstance(found, Refused):
        return {"refused": finding_words(found.reason)}
    record = {
        **_memory_fields(asked, found),
        **_speed_fields(found),
        "power_kw": found.power.peak_kw,
    }
    record |= _tuning_fields(asked, catalog)
    if deployment is None or not _is_assessed(asked):
        return record
    scenario = _scenario(asked, found, deployment, catalog)
    outcome = assess(scenario, catalog, seed=_SEED)
    if isinstance(outcome, Refused):
        return {"refused": finding_words(outcome.reason)}
    return {
        **record,
        **_assessed_fields(asked, outcome),
        **_searched_fields(asked, scenario, catalog),
    }


def _deployment(asked: SizingRequest) -> DeploymentInput | None:
    """The sections, checked as the interface for programs checks them; None where none matter."""
    if not (asked.sections or _is_scored(asked.load)):
        return None
    given = DeploymentInput(data=dict(asked.sections))
    if not given.is_valid():
        place, fault = _first_fault(given.errors)
        raise IntakeError("bad_value", place=place, remedy=fault)
    return given


def _first_fault(errors: Any, path: str = "") -> tuple[str, str]:
    """Place and words of the first fault in the nested errors of a serializer."""
    if isinstance(errors, Mapping):
        name, nested = next(iter(errors.items()))
        return _first_fault(nested, f"{path}.{name}" if path else str(name))
    return path, str(errors[0])


def _is_assessed(asked: SizingRequest) -> bool:
    return "costs" in asked.sections or _is_scored(asked.load)


def _is_scored(load: Load) -> bool:
    """Whether demand and latency wanted are known: without them a score would mean nothing."""
    needed = (load.arrivals_per_second, load.ttft_slo_ms, load.tpot_slo_ms)
    return None not in needed


def _scenario(
    asked: SizingRequest, found: ReplicaSizing, deployment: DeploymentInput, catalog: Catalog
) -> Scenario:
    load = asked.load
    arrivals = load.arrivals_per_second or _arrivals(asked, found, catalog)
    return Scenario(
        # one user who sends all requests of the peak
        workload=Workload(
            users=1,
            active_share=1.0,
            requests_per_user_hour=arrivals * _SECONDS_PER_HOUR,
            peak_factor=1.0,
            prompt_tokens=load.request.prompt_tokens,
            output_tokens=load.request.output_tokens,
            max_context_tokens=asked.context_tokens,
            ttft_slo_ms=load.ttft_slo_ms or math.inf,
            tpot_slo_ms=load.tpot_slo_ms or math.inf,
            cached_prefix_share=load.request.cached_share,
            growth_per_year=asked.growth_per_year,
        ),
        model=asked.model,
        serving=asked.serving,
        pool=asked.pool,
        site=deployment.site_facts() or SiteFacts(),
        costs=deployment.cost_assumptions(),
        cloud=deployment.cloud_reference() or CloudReference(),
        sovereignty=deployment.sovereignty_facts() or SovereigntyFacts(),
        answers=deployment.given_answers(),
    )


def _arrivals(asked: SizingRequest, found: ReplicaSizing, catalog: Catalog) -> float:
    """Arrivals that keep the given requests in flight on every replica."""
    in_flight = asked.load.concurrency or 1.0
    replica = Replica(
        asked.model,
        catalog.accelerators[asked.pool.accelerator],
        asked.serving,
        found.memory.tensor_parallel,
        catalog.step_time,
    )
    return found.replicas * in_flight / service_seconds(replica, asked.load.request, in_flight)


def _memory_fields(asked: SizingRequest, found: ReplicaSizing) -> dict[str, object]:
    memory = found.memory
    return {
        "fits": memory.fits,
        "reasons": _reasons(asked, found),
        "tensor_parallel": memory.tensor_parallel,
        "replicas": found.replicas,
        "parameters_total": memory.parameters_total,
        "parameters_active": memory.parameters_active,
        "weights_gib_per_gpu": memory.weights_gib,
        "overhead_gib_per_gpu": memory.overhead_gib,
        "usable_gib_per_gpu": memory.usable_gib,
        "headroom_gib_per_gpu": _band(memory.headroom_gib),
        "kv_cache_bytes_per_token": memory.kv_bytes_per_token,
        "kv_cache_gib_available": max(0.0, memory.headroom_gib.central),
        "kv_cache_tokens": memory.kv_tokens,
        "max_concurrency": memory.max_concurrency,
    }


def _speed_fields(found: ReplicaSizing) -> dict[str, object]:
    speed = found.speed
    wanted = found.slo_concurrency
    fields: dict[str, object] = {
        "concurrency": None,
        "tpot_ms": None,
        "ttft_ms": None,
        "output_tokens_per_second": None,
        "offline_output_tokens_per_second": None,
        "slo_max_concurrency": wanted and _band(wanted),
    }
    if speed is None:
        return fields
    return fields | {
        "concurrency": speed.concurrency,
        "tpot_ms": _band(speed.tpot_ms),
        "ttft_ms": {"floor": speed.ttft_floor_ms, **_band(speed.ttft_ms)},
        "output_tokens_per_second": _band(speed.output_tokens_per_second),
        "offline_output_tokens_per_second": _band(speed.offline_tokens_per_second),
    }


def _assessed_fields(asked: SizingRequest, outcome: AssessmentResult) -> dict[str, object]:
    """Cost where it was asked for; score, gates and recommendation where demand is known."""
    costs = outcome.costs
    currency = costs.currency if costs else ""
    fields: dict[str, object] = {"cost": costs and _cost_fields(costs)}
    if _is_scored(asked.load):
        fields |= {
            "capacity": outcome.capacity and plain_json(outcome.capacity),
            "score": plain_json(outcome.score),
            "gates": _gate_fields(outcome.gates),
            "recommendation": _recommendation_fields(outcome.recommendation, currency),
        }
    return fields | {"notes": [finding_words(note, currency) for note in outcome.notes]}


def _tuning_fields(asked: SizingRequest, catalog: Catalog) -> dict[str, object]:
    """Memory of fine-tuning by method, where it was asked for."""
    if asked.tuning is None:
        return {}
    device_gib = catalog.accelerators[asked.pool.accelerator].memory_gib
    fits = fine_tuning_fits(asked.model, asked.tuning, device_gib=device_gib)
    return {
        "fine_tuning": {
            fit.method.value: {
                "fits": fit.fits,
                "trainable_parameters": fit.trainable_parameters,
                "needed_gib_per_gpu": fit.needed_gib,
                "weights_gib_per_gpu": fit.weights_gib,
                "optimizer_gib_per_gpu": fit.optimizer_gib,
                "activations_gib_per_gpu": fit.activations_gib,
            }
            for fit in fits
        }
    }


def _searched_fields(
    asked: SizingRequest, scenario: Scenario, catalog: Catalog
) -> dict[str, object]:
    """The smallest configuration per accelerator, where demand and latency wanted are known."""
    if not _is_scored(asked.load):
        return {}
    found = smallest_configurations(scenario, catalog)
    return {"smallest_configurations": [plain_json(configuration) for configuration in found]}


def _gate_fields(gates: Sequence[GateHit]) -> dict[str, object]:
    return {gate.key: {"cap": gate.cap, "words": gate_words(gate)} for gate in gates}


def _cost_fields(costs: CostComparison) -> dict[str, object]:
    return {
        "currency": costs.currency,
        "price_year": costs.price_year,
        "mtok_per_year": costs.mtok_per_year,
        "options": {option.option.value: _option_fields(option) for option in costs.options},
        "opex_per_year": {line.key: _money(line.amount_per_year) for line in costs.opex_lines},
        "break_even_month": costs.break_even_month,
        "break_even_utilization": costs.break_even_utilization,
        "tornado_npv": {
            bar.key: {"low": _money(bar.npv_at_low), "high": _money(bar.npv_at_high)}
            for bar in costs.tornado
        },
        "notes": [finding_words(note, costs.currency) for note in costs.notes],
    }


def _option_fields(cost: OptionCost) -> dict[str, object]:
    per_mtok = cost.usd_per_mtok
    return {
        "capex": _money(cost.capex),
        "opex_per_year": _money(cost.opex_per_year),
        "npv": _money(cost.npv),
        "npv_p10": _money(cost.npv_low),
        "npv_p90": _money(cost.npv_high),
        "per_output_mtok": None if per_mtok is None else float(round(per_mtok, 6)),
    }


def _recommendation_fields(advice: Recommendation, currency: str) -> dict[str, object]:
    return {
        "option": advice.option and advice.option.value,
        "is_firm": advice.is_firm,
        "agreement_share": advice.agreement_share,
        "margin": advice.margin,
        "utilities": {row.option.value: row.utility for row in advice.utilities},
        "excluded": {
            row.option.value: finding_words(row.excluded_by, currency)
            for row in advice.utilities
            if row.excluded_by
        },
        "reasons": [reason_words(reason, currency) for reason in advice.reasons],
        "flips": [finding_words(flip, currency) for flip in advice.flips],
    }


def _reasons(asked: SizingRequest, found: ReplicaSizing) -> list[str]:
    memory, speed = found.memory, found.speed
    reasons = [finding_words(note) for note in memory.notes]
    if memory.weights_gib > memory.usable_gib:
        reasons.append("weights exceed usable memory")
    elif not memory.fits:
        reasons.append("KV cache cannot hold one sequence of context_tokens")
    if speed is not None and speed.concurrency > memory.max_concurrency:
        reasons.append("concurrency exceeds what the KV cache holds at context_tokens")
    if found.carries_arrivals is False:
        reasons.append("arrivals exceed what the replicas carry with a full KV cache")
    if found.slo_concurrency is not None and found.slo_concurrency.high < 1:
        reasons.append("a single request is slower than the latency wanted")
    longest = asked.model.max_context_tokens
    if asked.context_tokens > longest:
        reasons.append(f"context_tokens exceed the {longest} that the model accepts")
    left_over = asked.pool.count % (memory.tensor_parallel * memory.pipeline_parallel)
    if left_over:
        reasons.append(f"{left_over} devices are left over after the last replica")
    return reasons


def _band(band: Band) -> dict[str, float]:
    return {"low": band.low, "central": band.central, "high": band.high}


def _money(amount: Decimal) -> float:
    """An amount to the cent, as a JSON number."""
    return float(round(amount, 2))

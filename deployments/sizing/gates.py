"""Conditions that cap the whole score, whatever the pillars say."""

from collections.abc import Iterator

from deployments.catalog.entries import Destination
from deployments.sizing.results import CapacityCheck, GateHit, MemoryFit, Speed
from deployments.sizing.scenario import (
    OfflinePath,
    RiskClass,
    Scenario,
    SiteFacts,
    SovereigntyFacts,
    Workload,
)
from deployments.sizing.site import Headroom

CANNOT_BE_PLACED_CAP = 20
PEAK_CAP = 45
LATENCY_CAP = 50
POWER_CAP = 40
AIR_GAP_CAP = 50
LICENSE_CAP = 0
STAFF_CAP = 60
OVERSIGHT_CAP = 50
PROHIBITED_CAP = 0
LEAST_STAFF_FTE = 0.5


def gates_hit(
    scenario: Scenario,
    *,
    memory: MemoryFit,
    speed: Speed | None,
    capacity: CapacityCheck | None,
    power: tuple[Headroom, ...],
) -> tuple[GateHit, ...]:
    """All gates that a scenario runs into, the lowest cap first."""
    hits = [
        *_memory_gates(memory),
        *_latency_gates(scenario.workload, speed),
        *_peak_gates(capacity),
        *_power_gates(power),
        *_air_gap_gates(scenario.site),
        *_legal_gates(scenario.sovereignty),
        *_staff_gates(scenario),
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.cap, hit.key)))


def restricted_share(facts: SovereigntyFacts) -> float:
    """Share of the requests whose data must stay on the premises, 0–1."""
    return _share_bound_to(facts, {Destination.PREMISES})


def regional_share(facts: SovereigntyFacts) -> float:
    """Share of the requests whose data may leave, but not the region, 0–1."""
    return _share_bound_to(facts, {Destination.REGION})


def _share_bound_to(facts: SovereigntyFacts, destinations: set[Destination]) -> float:
    shares = (row.share for row in facts.data_classes if row.destination in destinations)
    return min(1.0, sum(shares))


def _memory_gates(memory: MemoryFit) -> Iterator[GateHit]:
    if not memory.fits:
        yield GateHit(
            "cannot_be_placed",
            CANNOT_BE_PLACED_CAP,
            {"weights_gib": memory.weights_gib, "usable_gib": memory.usable_gib},
        )


def _latency_gates(workload: Workload, speed: Speed | None) -> Iterator[GateHit]:
    if speed is None:
        return
    if speed.ttft_floor_ms > workload.ttft_slo_ms:
        yield GateHit(
            "ttft_above_wanted",
            LATENCY_CAP,
            {"ttft_floor_ms": speed.ttft_floor_ms, "wanted_ms": workload.ttft_slo_ms},
        )
    if speed.tpot_ms.central > workload.tpot_slo_ms:
        yield GateHit(
            "tpot_above_wanted",
            LATENCY_CAP,
            {"tpot_ms": speed.tpot_ms.central, "wanted_ms": workload.tpot_slo_ms},
        )


def _peak_gates(capacity: CapacityCheck | None) -> Iterator[GateHit]:
    if capacity is not None and capacity.load_share > 1:
        carried = capacity.replicas * capacity.replica_concurrency
        yield GateHit(
            "concurrency_below_peak",
            PEAK_CAP,
            {"needed": capacity.needed_concurrency, "carried": carried},
        )


def _power_gates(headrooms: tuple[Headroom, ...]) -> Iterator[GateHit]:
    for headroom in headrooms:
        if headroom.ratio < 1:
            yield GateHit(
                f"{headroom.key}_short",
                POWER_CAP,
                {"available": headroom.available, "needed": headroom.needed},
            )


def _air_gap_gates(site: SiteFacts) -> Iterator[GateHit]:
    missing = sorted(set(OfflinePath) - site.offline_paths)
    if site.is_air_gapped and missing:
        yield GateHit("air_gap_without_path", AIR_GAP_CAP, {"missing": ", ".join(missing)})


def _legal_gates(facts: SovereigntyFacts) -> Iterator[GateHit]:
    if not facts.is_license_permitting:
        yield GateHit("license_forbids", LICENSE_CAP, {})
    if facts.risk_class is RiskClass.PROHIBITED:
        yield GateHit("use_prohibited", PROHIBITED_CAP, {})
    if facts.needs_oversight and not facts.has_oversight_owner:
        yield GateHit("high_risk_without_owner", OVERSIGHT_CAP, {})


def _staff_gates(scenario: Scenario) -> Iterator[GateHit]:
    if scenario.costs is None or scenario.sovereignty.has_support_contract:
        return
    if scenario.costs.staff_fte < LEAST_STAFF_FTE:
        yield GateHit(
            "understaffed",
            STAFF_CAP,
            {"staff_fte": scenario.costs.staff_fte, "least_fte": LEAST_STAFF_FTE},
        )

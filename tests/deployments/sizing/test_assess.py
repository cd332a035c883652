from dataclasses import replace
from decimal import Decimal

import pytest

from deployments.catalog.entries import Destination
from deployments.catalog.geometry import Precision
from deployments.sizing.assess import assess
from deployments.sizing.results import AssessmentResult, Option, Refused
from deployments.sizing.scenario import (
    DataClassShare,
    GpuPool,
    OfflinePath,
    RiskClass,
    Scenario,
    Serving,
    SovereigntyFacts,
)
from tests.deployments.sizing.cases import CATALOG, REFERENCE_COSTS, SCENARIO, geometry


def assessed(scenario: Scenario) -> AssessmentResult:
    found = assess(scenario, CATALOG, seed=1)
    assert isinstance(found, AssessmentResult)
    return found


def gate_keys(scenario: Scenario) -> set[str]:
    return {gate.key for gate in assessed(scenario).gates}


def facts(destination: Destination, share: float = 1.0) -> SovereigntyFacts:
    return SovereigntyFacts((DataClassShare("any", share, destination),))


def test_same_seed_gives_the_same_result() -> None:
    assert assess(SCENARIO, CATALOG, seed=7) == assess(SCENARIO, CATALOG, seed=7)


def test_reference_deployment_is_ready_and_stays_on_premises() -> None:
    found = assessed(SCENARIO)

    assert found.gates == ()
    assert found.recommendation.option is Option.ON_PREM
    assert len(found.recommendation.reasons) == 3
    assert found.score.value is not None
    assert found.score.low is not None
    assert found.score.high is not None
    assert found.score.low <= found.score.value <= found.score.high


def test_costs_are_those_of_the_reference_case() -> None:
    costs = assessed(SCENARIO).costs

    assert costs is not None
    own = costs.of(Option.ON_PREM)
    assert own is not None
    assert float(own.npv) == pytest.approx(837_709, rel=0.001)
    assert own.npv_low <= own.npv <= own.npv_high


def test_widest_bar_of_the_tornado_comes_first() -> None:
    costs = assessed(SCENARIO).costs

    assert costs is not None
    widths = [abs(bar.npv_at_high - bar.npv_at_low) for bar in costs.tornado]
    assert widths == sorted(widths, reverse=True)
    assert {bar.key for bar in costs.tornado} >= {"capex", "staff_fte", "price_per_kwh"}


def test_model_that_does_not_fit_caps_the_score_at_twenty() -> None:
    scenario = replace(
        SCENARIO,
        model=geometry("deepseek-ai/DeepSeek-V3"),
        serving=Serving(Precision.FP8, tensor_parallel=8),
    )
    found = assessed(scenario)

    assert found.gates[0].key == "cannot_be_placed"
    assert found.score.value == 20
    assert found.speed is None
    assert found.costs is None
    own = next(row for row in found.recommendation.utilities if row.option is Option.ON_PREM)
    assert own.excluded_by is not None


def test_demand_beyond_the_machines_hits_the_peak_gate() -> None:
    crowd = replace(SCENARIO.workload, users=200_000)

    assert "concurrency_below_peak" in gate_keys(replace(SCENARIO, workload=crowd))


def test_impossible_latency_hits_its_gate() -> None:
    hasty = replace(SCENARIO.workload, ttft_slo_ms=1, tpot_slo_ms=0.1)

    assert {"ttft_above_wanted", "tpot_above_wanted"} <= gate_keys(
        replace(SCENARIO, workload=hasty)
    )


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"power_kw": 9.0}, "power_kw_short"),
        ({"cooling_kw": 9.0}, "cooling_kw_short"),
        ({"racks": 1, "kw_per_rack": 8.0}, "racks_kw_short"),
        ({"is_air_gapped": True}, "air_gap_without_path"),
    ],
)
def test_site_that_lacks_something_meets_its_gate(change: dict[str, object], gate: str) -> None:
    site = replace(SCENARIO.site, **change)  # type: ignore[arg-type]  # fields by name

    assert gate in gate_keys(replace(SCENARIO, site=site))


def test_air_gap_with_all_paths_is_no_gate_and_rules_out_the_outside() -> None:
    site = replace(SCENARIO.site, is_air_gapped=True, offline_paths=frozenset(OfflinePath))
    found = assessed(replace(SCENARIO, site=site))

    assert found.gates == ()
    assert found.recommendation.option is Option.ON_PREM
    assert found.recommendation.agreement_share == 1.0


@pytest.mark.parametrize(
    ("change", "gate", "cap"),
    [
        ({"is_license_permitting": False}, "license_forbids", 0),
        ({"is_high_risk_use": True}, "high_risk_without_owner", 50),
        ({"risk_class": RiskClass.HIGH}, "high_risk_without_owner", 50),
        ({"risk_class": RiskClass.PROHIBITED}, "use_prohibited", 0),
    ],
)
def test_law_that_forbids_caps_the_score(change: dict[str, object], gate: str, cap: int) -> None:
    sovereignty = replace(SCENARIO.sovereignty, **change)  # type: ignore[arg-type]  # by name
    found = assessed(replace(SCENARIO, sovereignty=sovereignty))

    assert (found.gates[0].key, found.gates[0].cap) == (gate, cap)
    assert found.score.value is not None
    assert found.score.value <= cap


def test_understaffed_site_is_capped_unless_supported() -> None:
    alone = replace(SCENARIO, costs=replace(REFERENCE_COSTS, staff_fte=0.2))
    supported = replace(alone, sovereignty=SovereigntyFacts(has_support_contract=True))

    assert "understaffed" in gate_keys(alone)
    assert "understaffed" not in gate_keys(supported)


def test_data_that_may_not_leave_rules_out_cloud_and_api() -> None:
    found = assessed(replace(SCENARIO, sovereignty=facts(Destination.PREMISES, 0.2)))
    excluded = {
        row.option: row.excluded_by.key
        for row in found.recommendation.utilities
        if row.excluded_by is not None
    }

    assert excluded == {
        Option.CLOUD_GPU: "excluded.data_may_not_leave",
        Option.API: "excluded.data_may_not_leave",
    }


def test_cheap_api_and_free_data_lead_away_from_own_machines() -> None:
    cloud = replace(
        SCENARIO.cloud, api_input_per_mtok=Decimal("0.01"), api_output_per_mtok=Decimal("0.02")
    )
    found = assessed(
        replace(SCENARIO, cloud=cloud, sovereignty=facts(Destination.ANYWHERE), answers=())
    )

    assert found.recommendation.option is Option.API
    assert any(flip.key == "flip.data_must_stay" for flip in found.recommendation.flips)


def test_without_costs_no_money_is_reckoned() -> None:
    found = assessed(replace(SCENARIO, costs=None))

    assert found.costs is None
    cost = next(row for row in found.pillars if row.pillar.value == "cost")
    assert cost.score is None


def test_without_answers_pillars_lack_evidence() -> None:
    found = assessed(replace(SCENARIO, answers=()))
    silent = {row.pillar.value for row in found.pillars if row.score is None}

    assert silent == {"sovereignty", "security", "operations"}
    assert found.score.coverage_share == pytest.approx(0.65)


def test_wide_slices_over_pcie_are_warned_of() -> None:
    scenario = replace(
        SCENARIO,
        serving=Serving(Precision.FP8, tensor_parallel=4),
        pool=GpuPool("l40s", 4, 4),
    )

    assert "note.wide_over_pcie" in {note.key for note in assessed(scenario).notes}


def test_growth_that_outgrows_the_machines_is_said_with_its_year() -> None:
    """Load 0.3 grows by half a year: 0.45, 0.68, 1.01, so the third year is beyond 0.7."""
    load = assessed(SCENARIO).capacity
    assert load is not None
    users = round(SCENARIO.workload.users * 0.3 / load.load_share)
    growing = replace(SCENARIO.workload, users=users, growth_per_year=0.5)

    notes = {note.key: note for note in assessed(replace(SCENARIO, workload=growing)).notes}
    steady = assessed(replace(SCENARIO, workload=replace(growing, growth_per_year=0.05)))

    assert notes["note.growth_outgrows"].figures["whole_years"] == 3
    assert "note.growth_outgrows" not in {note.key for note in steady.notes}


def test_devices_nobody_measured_have_wider_bands() -> None:
    measured = assessed(SCENARIO).speed
    other = assessed(replace(SCENARIO, pool=GpuPool("mi300x", 8, 8))).speed

    assert measured is not None
    assert other is not None
    spread = measured.tpot_ms.high / measured.tpot_ms.low
    assert other.tpot_ms.high / other.tpot_ms.low > spread


def test_models_of_a_kind_nobody_measured_have_wider_bands() -> None:
    measured = assessed(replace(SCENARIO, model=geometry("Qwen/Qwen3-235B-A22B"))).speed
    serving = Serving(Precision.INT4, tensor_parallel=8)
    hybrid = geometry("Qwen/Qwen3.5-397B-A17B")
    other = assessed(replace(SCENARIO, model=hybrid, serving=serving))

    assert measured is not None
    assert other.speed is not None
    spread = measured.tpot_ms.high / measured.tpot_ms.low
    assert other.speed.tpot_ms.high / other.speed.tpot_ms.low == pytest.approx(spread**2)
    assert "speed.model_not_measured" in {note.key for note in other.notes}


@pytest.mark.parametrize(
    ("scenario", "key"),
    [
        (replace(SCENARIO, pool=GpuPool("abacus", 8, 8)), "refused.unknown_accelerator"),
        (
            replace(SCENARIO, serving=Serving(Precision.FP8, tensor_parallel=3)),
            "refused.invalid_tensor_parallel",
        ),
        (
            replace(SCENARIO, serving=Serving(Precision.FP8, tensor_parallel=16)),
            "refused.invalid_tensor_parallel",
        ),
        (
            replace(SCENARIO, workload=replace(SCENARIO.workload, users=0)),
            "refused.bad_value",
        ),
        (
            replace(SCENARIO, costs=replace(REFERENCE_COSTS, pue=0.9)),
            "refused.bad_value",
        ),
        (
            replace(SCENARIO, serving=Serving(Precision.FP8, pipeline_parallel=9)),
            "refused.more_stages_than_devices",
        ),
    ],
)
def test_what_cannot_be_sized_is_refused(scenario: Scenario, key: str) -> None:
    found = assess(scenario, CATALOG, seed=1)

    assert isinstance(found, Refused)
    assert found.reason.key == key

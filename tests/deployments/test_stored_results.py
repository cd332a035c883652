import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.catalog.entries import Catalog
from deployments.sizing.assess import assess
from deployments.sizing.results import AssessmentResult, Finding, Refused
from deployments.sizing.scenario import GpuPool, OfflinePath, Scenario, SiteFacts
from deployments.stored_results import (
    OutdatedFormat,
    digest,
    outcome_from_json,
    plain_json,
    scenario_from_json,
    to_json,
)
from tests.deployments.sizing.cases import CATALOG, SCENARIO, geometry

DEEPSEEK = "deepseek-ai/DeepSeek-V3"


def through_text(value: object) -> object:
    """What a database gives back: strict JSON, its keys in another order."""
    text = json.dumps(to_json(value), allow_nan=False, sort_keys=True)
    return json.loads(text)


def sized(scenario: Scenario, catalog: Catalog = CATALOG) -> AssessmentResult | Refused:
    return assess(scenario, catalog, seed=7)


@pytest.mark.parametrize(
    "scenario",
    [
        SCENARIO,
        replace(SCENARIO, costs=None, answers=()),
        replace(SCENARIO, pool=GpuPool("h100-sxm-80", 1, 1)),
        replace(SCENARIO, model=geometry(DEEPSEEK)),
        replace(
            SCENARIO,
            site=SiteFacts(is_air_gapped=True, offline_paths=frozenset(OfflinePath)),
        ),
    ],
    ids=["complete", "no money", "does not fit", "mixture of experts", "air gap"],
)
def test_scenario_and_result_come_back_as_they_were(scenario: Scenario) -> None:
    result = sized(scenario)

    assert scenario_from_json(through_text(scenario)) == scenario  # type: ignore[arg-type]  # JSON
    assert outcome_from_json(through_text(result)) == result  # type: ignore[arg-type]  # JSON


def test_refusal_comes_back_as_refusal() -> None:
    refused = Refused(Finding("refused.no_layers", {"model": "x", "count": 0, "share": 0.5}))

    assert outcome_from_json(through_text(refused)) == refused  # type: ignore[arg-type]  # JSON


@given(st.floats(allow_nan=False) | st.decimals(allow_nan=False, allow_infinity=False))
def test_every_figure_keeps_its_value(figure: float | Decimal) -> None:
    refused = Refused(Finding("any", {"figure": figure}))

    restored = outcome_from_json(through_text(refused))  # type: ignore[arg-type]  # JSON

    assert restored == refused


def test_result_of_an_older_program_is_refused() -> None:
    stored = to_json(sized(SCENARIO))
    assert isinstance(stored, dict)
    del stored["memory"]

    with pytest.raises(OutdatedFormat):
        outcome_from_json(stored)


def test_equal_values_have_equal_digests_and_others_do_not() -> None:
    changed = replace(SCENARIO, workload=replace(SCENARIO.workload, users=1201))

    assert digest(SCENARIO) == digest(replace(SCENARIO))
    assert digest(SCENARIO) != digest(changed)


def test_other_programs_get_plain_values() -> None:
    finding = Finding("any", {"money": Decimal("1.50"), "never": float("inf")})

    assert plain_json(finding) == {"key": "any", "figures": {"money": "1.50", "never": None}}

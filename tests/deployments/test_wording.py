"""Every key that pure code may say has a sentence, and every sentence finds its figures."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from deployments.finding_sentences import FINDING_SENTENCES, GATE_SENTENCES
from deployments.intake_words import PROBLEM_WORDS
from deployments.presentation.page import result_page
from deployments.sizing.assess import assess
from deployments.sizing.results import AssessmentResult, Finding, GateHit
from deployments.sizing.scenario import GpuPool, Scenario, SiteFacts, SovereigntyFacts
from deployments.wording import finding_words, gate_words, reason_words
from tests.deployments.sizing.cases import CATALOG, SCENARIO

SIZING = Path(__file__).parents[2] / "deployments" / "sizing"
INTAKE = SIZING.parent / "intake"

SCENARIOS = [
    SCENARIO,
    replace(SCENARIO, costs=None, answers=()),
    replace(SCENARIO, pool=GpuPool("h100-sxm-80", 1, 1)),
    replace(SCENARIO, pool=GpuPool("l40s", 7, 4), site=SiteFacts(is_air_gapped=True)),
    replace(
        SCENARIO,
        site=SiteFacts(power_kw=1, cooling_kw=1, racks=1, kw_per_rack=1),
        sovereignty=SovereigntyFacts(is_high_risk_use=True, is_license_permitting=False),
        workload=replace(SCENARIO.workload, users=90_000, tpot_slo_ms=2, ttft_slo_ms=2),
    ),
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_result_page_has_no_bare_key_and_no_empty_place(scenario: Scenario) -> None:
    result = assess(scenario, CATALOG, seed=7)
    assert isinstance(result, AssessmentResult)

    printed = repr(result_page(result))

    assert not re.search(
        r"'(headroom|reason|flip|note|excluded|refused|cost|memory|speed)\.", printed
    )
    assert not re.search(r"%\(|\bNone\b to\b", printed)


def test_speed_says_what_it_rests_on() -> None:
    measured = assess(SCENARIO, CATALOG, seed=7)
    unmeasured = assess(SCENARIOS[3], CATALOG, seed=7)
    assert isinstance(measured, AssessmentResult)
    assert isinstance(unmeasured, AssessmentResult)

    assert "960 measured runs of other sites" in result_page(measured).speed_basis
    assert "none of them on NVIDIA L40S" in result_page(unmeasured).speed_basis


def test_every_table_has_a_heading_for_each_of_its_cells() -> None:
    result = assess(SCENARIO, CATALOG, seed=7)
    assert isinstance(result, AssessmentResult)

    costs = result_page(result).costs

    assert costs is not None
    assert costs.tornado is not None
    for table in (costs.options, costs.lines, costs.picture.table, costs.tornado):
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(isinstance(heading, str) for heading in table.columns)


@pytest.mark.parametrize("key", sorted({*GATE_SENTENCES}))
def test_every_gate_of_the_code_is_worded(key: str) -> None:
    source = (SIZING / "gates.py").read_text()

    # three gates are named after the quantity that is short
    assert f'"{key}"' in source or key.endswith("_kw_short")


def test_every_key_written_in_the_sizing_is_worded() -> None:
    source = "".join(path.read_text() for path in sorted(SIZING.glob("*.py")))

    written = set(re.findall(r'Finding\(\s*"([a-z_.]+)"', source))

    assert len(written) >= 15
    assert written - set(FINDING_SENTENCES) == set()


def test_every_problem_of_the_readers_is_worded() -> None:
    source = "".join(path.read_text() for path in sorted(INTAKE.glob("*.py")))
    problems = set(re.findall(r'IntakeError\(\s*"([a-z_]+)"', source))

    assert len(problems) >= 20
    assert problems - set(PROBLEM_WORDS) == set()


def test_amounts_carry_their_currency_and_shares_become_percents() -> None:
    figures = {"rival": "api", "npv": Decimal(837709), "rival_npv": Decimal("99.5"), "lead": 0.2}

    assert finding_words(Finding("reason.cost", figures), "EUR") == (
        "Cost: EUR 837,709 over the years, against EUR 99.50 for a hosted API (present value)."
    )
    assert finding_words(Finding("excluded.data_may_not_leave", {"share": 0.1})).startswith(
        "Ruled out, as 10% of the requests"
    )


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    gate = GateHit("tpot_above_wanted", 50, {"tpot_ms": 1234.4, "wanted_ms": 50.0})

    with translation.override("de"):
        in_german = gate_words(gate)

    assert "1.234" in in_german
    assert "1,234" in gate_words(gate)


def test_reason_that_rules_out_another_option_names_it() -> None:
    reason = Finding("excluded.air_gapped", {"option": "api"})

    assert reason_words(reason) == (
        "By a hosted API: Ruled out, as the site is cut off from the internet."
    )

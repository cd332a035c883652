"""The reference case, to 0.1 %.

Worked by hand: 8760 x (3.0 + 0.45 x 7.2) kW x 1.4 x 0.15 = 11,479; 200 x 12 x 10.2 = 24,480;
0.5 x 150,000; 10 % of 350,000. Annuity at 8 % over four years 3.31213.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from deployments.sizing.costs import Alternatives, Demand, compare_costs, on_prem_npv
from deployments.sizing.results import CostComparison, Option, OptionCost, PowerDraw
from deployments.sizing.scenario import CostAssumptions
from deployments.sizing.tornado import tornado
from tests.deployments.sizing.cases import REFERENCE_COSTS

DRAW = PowerDraw(3.0, 10.2)
ONE_PER_MILLE = 0.001


def reference(costs: CostAssumptions = REFERENCE_COSTS, hour: str = "3.5") -> CostComparison:
    return compare_costs(
        costs,
        capex=Decimal(350_000),
        draw=DRAW,
        demand=Demand(tokens_per_second=8 * 2700, input_per_output=4.0),
        alternatives=Alternatives(8, Decimal(hour), Decimal("0.59"), Decimal("0.79")),
    )


def cost_of(comparison: CostComparison, option: Option) -> OptionCost:
    found = comparison.of(option)
    assert found is not None
    return found


def test_operating_cost_of_the_reference_case() -> None:
    own = cost_of(reference(), Option.ON_PREM)

    assert float(own.opex_per_year) == pytest.approx(145_959, rel=ONE_PER_MILLE)
    assert sum(line.amount_per_year for line in reference().opex_lines) == own.opex_per_year


def test_present_values_of_the_reference_case() -> None:
    comparison = reference()

    assert float(cost_of(comparison, Option.ON_PREM).npv) == pytest.approx(
        837_709, rel=ONE_PER_MILLE
    )
    assert float(cost_of(comparison, Option.CLOUD_GPU).npv) == pytest.approx(
        812_398, rel=ONE_PER_MILLE
    )


@pytest.mark.parametrize(
    ("option", "per_mtok"),
    [(Option.ON_PREM, 0.825), (Option.CLOUD_GPU, 0.800), (Option.API, 3.15)],
)
def test_cost_per_million_tokens_of_the_reference_case(option: Option, per_mtok: float) -> None:
    found = cost_of(reference(), option).usd_per_mtok

    assert found is not None
    assert float(found) == pytest.approx(per_mtok, rel=ONE_PER_MILLE)


def test_tokens_of_the_reference_case() -> None:
    assert reference().mtok_per_year == pytest.approx(306_530, rel=ONE_PER_MILLE)


def test_break_even_of_the_reference_case() -> None:
    comparison = reference()

    assert comparison.break_even_month == pytest.approx(45.9, rel=ONE_PER_MILLE)
    assert comparison.break_even_utilization == pytest.approx(0.116, rel=0.005)


def test_disagreement_of_break_even_and_present_value_is_explained() -> None:
    """Month 45.9 lies within the four years, yet renting has the lower present value."""
    assert [note.key for note in reference().notes] == ["cost.break_even_disagrees"]


def test_owning_dearer_than_renting_never_breaks_even() -> None:
    comparison = reference(hour="1.0")

    assert comparison.break_even_month is None


def test_api_cheaper_at_any_utilization_has_no_break_even() -> None:
    comparison = compare_costs(
        REFERENCE_COSTS,
        capex=Decimal(350_000),
        draw=DRAW,
        demand=Demand(tokens_per_second=1.0, input_per_output=4.0),
        alternatives=Alternatives(8, None, Decimal("0.01"), Decimal("0.01")),
    )

    assert comparison.break_even_utilization is None
    assert comparison.of(Option.CLOUD_GPU) is None


def test_cumulative_cost_starts_with_the_purchase() -> None:
    own = cost_of(reference(), Option.ON_PREM)

    assert own.cumulative_by_year[0] == Decimal(380_000)
    assert len(own.cumulative_by_year) == 5


@pytest.mark.parametrize("utilization", [0.1, 0.3, 0.6, 0.9])
def test_a_token_becomes_cheaper_with_utilization(utilization: float) -> None:
    lower = cost_of(reference(replace(REFERENCE_COSTS, utilization=utilization)), Option.ON_PREM)
    higher = cost_of(
        reference(replace(REFERENCE_COSTS, utilization=utilization + 0.1)), Option.ON_PREM
    )

    assert lower.usd_per_mtok is not None
    assert higher.usd_per_mtok is not None
    assert higher.usd_per_mtok < lower.usd_per_mtok


def test_residual_value_lowers_the_present_value_by_its_discounted_amount() -> None:
    without = on_prem_npv(replace(REFERENCE_COSTS, residual_share=0.0), DRAW)
    with_residual = on_prem_npv(REFERENCE_COSTS, DRAW)

    assert float(without - with_residual) == pytest.approx(35_000 / 1.08**4)


def with_growth(growth_per_year: float) -> CostComparison:
    return compare_costs(
        REFERENCE_COSTS,
        capex=Decimal(350_000),
        draw=DRAW,
        demand=Demand(8 * 2700, 4.0, growth_per_year=growth_per_year),
        alternatives=Alternatives(8, Decimal("3.5"), Decimal("0.59"), Decimal("0.79")),
    )


def test_growing_demand_is_bought_year_by_year() -> None:
    """By hand: 0.45 x 1.2^t is 0.45, 0.54, 0.648, 0.7776 of 8 x 2700 x 31.536 = 681,177.6 Mtok.

    At 0.79 + 4 x 0.59 = 3.15 USD: 965,569; 1,158,683; 1,390,420; 1,668,504, at 8 % 4,217,590.
    """
    api = cost_of(with_growth(0.2), Option.API)

    paid = [float(total) for total in api.cumulative_by_year]
    assert paid == pytest.approx([0, 965_569, 2_124_252, 3_514_672, 5_183_176], abs=1)
    assert float(api.npv) == pytest.approx(4_217_590, abs=5)


def test_growth_lowers_the_cost_of_a_token_on_own_machines() -> None:
    own = [cost_of(with_growth(growth), Option.ON_PREM).usd_per_mtok for growth in (0, 0.1, 0.2)]

    assert own == sorted(own, reverse=True)


def test_demand_beyond_the_machines_is_counted_for_no_option() -> None:
    """0.45 doubled twice is above one: the third year is full, and so is every later one."""
    comparison = with_growth(1.0)

    totals = cost_of(comparison, Option.API).cumulative_by_year
    assert float(totals[4] - totals[3]) == pytest.approx(681_177.6 * 3.15, abs=1)
    note = comparison.notes[0]
    assert (note.key, note.figures["whole_years"]) == ("cost.growth_fills", 3)


def test_no_growth_is_the_reference_case() -> None:
    assert with_growth(0.0) == reference()


def test_growth_is_a_bar_of_the_tornado() -> None:
    bars = tornado(replace(REFERENCE_COSTS, capex=Decimal(350_000)), DRAW, growth_per_year=0.1)

    assert {"growth_per_year", "network_capex", "utilization"} <= {bar.key for bar in bars}

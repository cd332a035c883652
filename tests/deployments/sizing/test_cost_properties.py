"""What must hold for the cost of any machines, and between units."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.intake.inventory import MIB_PER_GIB, mib_to_gib
from deployments.sizing.costs import Alternatives, Demand, compare_costs
from deployments.sizing.memory import KV_BLOCK_TOKENS, fit_memory, sequence_cache_bytes
from deployments.sizing.precision import GIB
from deployments.sizing.results import CostComparison, Option, PowerDraw
from deployments.sizing.scenario import Serving
from deployments.sizing.sharding import valid_degrees
from tests.deployments.sizing.cases import CATALOG, REFERENCE_COSTS

models = st.sampled_from(sorted(CATALOG.models)).map(lambda key: CATALOG.models[key].geometry)
utilizations = st.floats(0.01, 0.5)
growths = st.floats(-0.3, 1.0)


def compared(utilization: float, growth: float, hour: str = "6") -> CostComparison:
    return compare_costs(
        replace(REFERENCE_COSTS, utilization=utilization),
        capex=Decimal(350_000),
        draw=PowerDraw(3.0, 10.2),
        demand=Demand(21_600, 4.0, growth_per_year=growth),
        alternatives=Alternatives(8, Decimal(hour), Decimal("0.59"), Decimal("0.79")),
    )


@given(utilizations, growths, st.floats(1.01, 2.0))
def test_cost_per_token_falls_with_utilization(
    utilization: float, growth: float, factor: float
) -> None:
    less, more = (compared(use, growth) for use in (utilization, utilization * factor))

    for option in (Option.ON_PREM, Option.CLOUD_GPU):
        dear, cheap = less.of(option), more.of(option)
        assert dear is not None
        assert cheap is not None
        assert dear.usd_per_mtok is not None
        assert cheap.usd_per_mtok is not None
        assert cheap.usd_per_mtok < dear.usd_per_mtok


@given(utilizations, growths)
def test_outlays_meet_in_the_month_of_break_even(utilization: float, growth: float) -> None:
    """Between two years money is paid evenly, so both lines can be read off at the month."""
    found = compared(utilization, growth)
    own, rented = found.of(Option.ON_PREM), found.of(Option.CLOUD_GPU)
    assert own is not None
    assert rented is not None
    assert found.break_even_month is not None
    year, share = divmod(found.break_even_month / 12, 1)

    paid = [
        float(cost.cumulative_by_year[int(year)]) * (1 - share)
        + float(cost.cumulative_by_year[int(year) + 1]) * share
        for cost in (own, rented)
    ]

    assert paid[0] == pytest.approx(paid[1])


@given(models, st.data())
def test_cache_of_a_rank_is_no_more_than_the_whole_and_all_ranks_hold_it(
    model: object, data: st.DataObject
) -> None:
    degree = data.draw(st.sampled_from(valid_degrees(model, 8)))  # type: ignore[arg-type]  # drawn
    tokens = data.draw(st.integers(1, 200_000))
    kv_cache = Serving(CATALOG.models["Qwen/Qwen3-8B"].geometry.native_weights).kv_cache

    whole = sequence_cache_bytes(model, kv_cache, tokens=tokens)  # type: ignore[arg-type]  # drawn
    rank = sequence_cache_bytes(
        model,  # type: ignore[arg-type]  # drawn
        kv_cache,
        tokens=tokens,
        tensor_parallel=degree,
    )

    assert rank <= whole * (1 + 1e-9)
    assert rank * degree >= whole * (1 - 1e-9)


@given(models, st.sampled_from(sorted(CATALOG.accelerators)), st.integers(100, 100_000))
def test_tokens_in_the_cache_are_the_headroom_in_bytes(
    model: object, device: str, context_tokens: int
) -> None:
    """Tokens to bytes and back to GiB: within one page of what was left."""
    serving = Serving(CATALOG.models["Qwen/Qwen3-8B"].geometry.native_weights)
    device_gib = CATALOG.accelerators[device].memory_gib
    found = fit_memory(
        model,  # type: ignore[arg-type]  # drawn
        serving,
        tensor_parallel=1,
        device_gib=device_gib,
        context_tokens=context_tokens,
    )
    sequence = sequence_cache_bytes(model, serving.kv_cache, tokens=context_tokens)  # type: ignore[arg-type]  # drawn
    per_token_gib = sequence / context_tokens / GIB

    spare = max(0.0, found.headroom_gib.central)
    assert found.kv_tokens * per_token_gib <= spare * (1 + 1e-9)
    assert (found.kv_tokens + KV_BLOCK_TOKENS) * per_token_gib > spare * (1 - 1e-9)


@given(st.integers(1, 10**6))
def test_mib_of_a_driver_come_back_from_gib(mib: int) -> None:
    gib = mib_to_gib(mib)

    assert gib is not None
    assert gib * MIB_PER_GIB == mib

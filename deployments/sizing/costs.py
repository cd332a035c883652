"""Cost of machines of one's own against rented devices, an API, and a mix of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise

from deployments.sizing.results import (
    CostComparison,
    CostLine,
    Figure,
    Finding,
    Option,
    OptionCost,
    PowerDraw,
)
from deployments.sizing.scenario import CostAssumptions

HOURS_PER_YEAR = 8760
_SECONDS_PER_YEAR = HOURS_PER_YEAR * 3600
_MONTHS_PER_YEAR = 12
_ZERO = Decimal(0)
_BISECTION_WIDTH = 1e-5


@dataclass(frozen=True, slots=True)
class Demand:
    """What the deployment delivers and what it is asked for.

    `tokens_per_second` is the deliverable output of all replicas; `input_per_output` the prompt
    tokens that come with each output token; `burst_share` the share of tokens that a hybrid
    sends away; `growth_per_year` the growth of demand, at least -1.
    """

    tokens_per_second: float
    input_per_output: float
    burst_share: float = 0.0
    growth_per_year: float = 0.0


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Prices of what could be used instead; None where there is no price.

    `gpu_hour` is per device, `api_*` per million tokens, in the currency of the assumptions.
    """

    gpus: int
    gpu_hour: Decimal | None = None
    api_input_per_mtok: Decimal | None = None
    api_output_per_mtok: Decimal | None = None


def compare_costs(
    costs: CostAssumptions,
    *,
    capex: Decimal,
    draw: PowerDraw,
    demand: Demand,
    alternatives: Alternatives,
) -> CostComparison:
    r"""Options side by side over the life of the machines.

    Operating cost per year = 8760 x kW x PUE x price + colocation on peak kW + staff + support +
    licenses + network, with kW = idle + utilization x (peak - idle). Net present value =
    CapEx + network + sum of discounted operating costs - discounted residual value of the
    servers. Cost per token divides it by the discounted tokens. The utilization grows with the
    demand until the machines are full; what they cannot deliver is counted for no option.

    Parameters
    ----------
    costs : CostAssumptions
        Amounts, shares and rates; `costs.capex` is ignored in favor of `capex`.
    capex : Decimal
        Quote for the servers, or the catalog's figure.
    draw : PowerDraw
        Idle and peak kW of the deployment.
    demand, alternatives : Demand, Alternatives
        Deliverable tokens per second and their mix; rental and API prices.
    """
    priced = replace(costs, capex=capex)
    growth = demand.growth_per_year
    uses = yearly_utilization(costs.utilization, growth, costs.life_years)
    mtok_by_year = tuple(_mtok_at(demand, use) for use in uses)
    own_by_year = _opex_by_year(priced, draw, growth)
    options = [_on_prem(priced, own_by_year, mtok_by_year)]
    rental_per_year = _rental_per_year(alternatives)
    if rental_per_year is not None:
        rental_by_year = [rental_per_year] * costs.life_years
        options.append(_rented(Option.CLOUD_GPU, rental_by_year, costs, mtok_by_year))
    per_mtok = api_price_per_output_mtok(alternatives, demand.input_per_output)
    if per_mtok is not None:
        api_by_year = [per_mtok * _decimal(mtok) for mtok in mtok_by_year]
        options.append(_rented(Option.API, api_by_year, costs, mtok_by_year))
    hybrid = _hybrid(options, demand.burst_share, costs, mtok_by_year)
    month = _break_even_month(options[0].capex, own_by_year, rental_per_year)
    return CostComparison(
        currency=costs.currency,
        price_year=costs.price_year,
        mtok_per_year=mtok_by_year[0],
        options=tuple(options + ([] if hybrid is None else [hybrid])),
        opex_lines=opex_lines(priced, draw),
        break_even_month=month,
        break_even_utilization=_break_even_utilization(priced, draw, demand, per_mtok),
        tornado=(),
        notes=(*_growth_notes(uses, growth), *_notes(options, month, costs)),
    )


def yearly_utilization(utilization: float, growth_per_year: float, years: int) -> tuple[float, ...]:
    """Share of the deliverable throughput used in each year: it grows with demand, at most to 1.

    Examples
    --------
    >>> [round(share, 3) for share in yearly_utilization(0.5, 0.5, 3)]
    [0.5, 0.75, 1.0]
    """
    growth = 1 + growth_per_year
    return tuple(min(1.0, utilization * growth**year) for year in range(years))


def mean_kw(draw: PowerDraw, utilization: float) -> float:
    """Mean draw at a utilization: idle + utilization x (peak - idle)."""
    return draw.idle_kw + utilization * (draw.peak_kw - draw.idle_kw)


def opex_lines(costs: CostAssumptions, draw: PowerDraw) -> tuple[CostLine, ...]:
    """Operating cost of the first year, line by line; `costs.capex` must be set."""
    capex = costs.capex or _ZERO
    colocation = costs.colocation_per_kw_month * _MONTHS_PER_YEAR * _decimal(draw.peak_kw)
    return (
        CostLine("energy", _energy(costs, draw, costs.utilization)),
        CostLine("colocation", colocation),
        CostLine("staff", _decimal(costs.staff_fte) * costs.salary_per_year),
        CostLine("support", _decimal(costs.support_share) * capex),
        CostLine("licenses", costs.licenses_per_year),
        CostLine("network", costs.network_per_year),
    )


def present_value(amounts: Sequence[Decimal], rate: float) -> Decimal:
    """Value today of amounts paid at the end of each year.

    Examples
    --------
    >>> round(present_value([Decimal(1)] * 4, 0.08), 5)
    Decimal('3.31213')
    """
    growth = 1 + _decimal(rate)
    return sum((amount / growth**year for year, amount in enumerate(amounts, start=1)), _ZERO)


def api_price_per_output_mtok(
    alternatives: Alternatives, input_per_output: float
) -> Decimal | None:
    """API price of a million output tokens with the input that comes with them."""
    if alternatives.api_input_per_mtok is None or alternatives.api_output_per_mtok is None:
        return None
    given = alternatives.api_input_per_mtok * _decimal(input_per_output)
    return alternatives.api_output_per_mtok + given


def on_prem_npv(
    costs: CostAssumptions, draw: PowerDraw, *, growth_per_year: float = 0.0
) -> Decimal:
    """Present value of all outlays on-prem less the residual value; `costs.capex` must be set."""
    return _npv_of(costs, _opex_by_year(costs, draw, growth_per_year))


def _npv_of(costs: CostAssumptions, opex_by_year: Sequence[Decimal]) -> Decimal:
    capex = costs.capex or _ZERO
    paid = capex + costs.network_capex + present_value(opex_by_year, costs.discount_rate)
    residual = _decimal(costs.residual_share) * capex
    return paid - residual / (1 + _decimal(costs.discount_rate)) ** costs.life_years


def _opex_by_year(
    costs: CostAssumptions, draw: PowerDraw, growth_per_year: float
) -> tuple[Decimal, ...]:
    """Operating cost of each year: only the energy follows the utilization."""
    fixed = sum(
        (line.amount_per_year for line in opex_lines(costs, draw) if line.key != "energy"), _ZERO
    )
    uses = yearly_utilization(costs.utilization, growth_per_year, costs.life_years)
    return tuple(fixed + _energy(costs, draw, use) for use in uses)


def _energy(costs: CostAssumptions, draw: PowerDraw, utilization: float) -> Decimal:
    kwh = HOURS_PER_YEAR * mean_kw(draw, utilization) * costs.pue
    return _decimal(kwh) * costs.price_per_kwh


def _mtok_at(demand: Demand, utilization: float) -> float:
    return demand.tokens_per_second * utilization * _SECONDS_PER_YEAR / 1e6


def _on_prem(
    costs: CostAssumptions, opex_by_year: Sequence[Decimal], mtok_by_year: Sequence[float]
) -> OptionCost:
    outlay = (costs.capex or _ZERO) + costs.network_capex
    npv = _npv_of(costs, opex_by_year)
    return _option_cost(Option.ON_PREM, outlay, opex_by_year, npv, costs, mtok_by_year)


def _rented(
    option: Option,
    by_year: Sequence[Decimal],
    costs: CostAssumptions,
    mtok_by_year: Sequence[float],
) -> OptionCost:
    npv = present_value(by_year, costs.discount_rate)
    return _option_cost(option, _ZERO, by_year, npv, costs, mtok_by_year)


def _hybrid(
    options: list[OptionCost],
    burst_share: float,
    costs: CostAssumptions,
    mtok_by_year: Sequence[float],
) -> OptionCost | None:
    """Own machines for the base load, the API or else rented devices for the burst."""
    if len(options) == 1 or not burst_share:
        return None
    own, away = (_paid_by_year(cost) for cost in (options[0], options[-1]))
    share = _decimal(burst_share)
    burst = [share * amount for amount in away]
    npv = options[0].npv + present_value(burst, costs.discount_rate)
    by_year = [base + extra for base, extra in zip(own, burst, strict=True)]
    mtok = [year * (1 + burst_share) for year in mtok_by_year]
    return _option_cost(Option.HYBRID, options[0].capex, by_year, npv, costs, mtok)


def _paid_by_year(cost: OptionCost) -> tuple[Decimal, ...]:
    totals = cost.cumulative_by_year
    return tuple(after - before for before, after in pairwise(totals))


def _option_cost(
    option: Option,
    capex: Decimal,
    opex_by_year: Sequence[Decimal],
    npv: Decimal,
    costs: CostAssumptions,
    mtok_by_year: Sequence[float],
) -> OptionCost:
    mtok = present_value([_decimal(year) for year in mtok_by_year], costs.discount_rate)
    return OptionCost(
        option=option,
        capex=capex,
        opex_per_year=opex_by_year[0],
        npv=npv,
        usd_per_mtok=npv / mtok if mtok else None,
        cumulative_by_year=tuple(accumulate((capex, *opex_by_year))),
        npv_low=npv,
        npv_high=npv,
    )


def _rental_per_year(alternatives: Alternatives) -> Decimal | None:
    if alternatives.gpu_hour is None:
        return None
    return alternatives.gpu_hour * alternatives.gpus * HOURS_PER_YEAR


def _break_even_month(
    outlay: Decimal, opex_by_year: Sequence[Decimal], rental_per_year: Decimal | None
) -> float | None:
    """Undiscounted month in which owning has cost as much as renting the same devices.

    Beyond the life the last year goes on.
    """
    if rental_per_year is None:
        return None
    left = outlay
    for year, opex in enumerate(opex_by_year):
        saved = rental_per_year - opex
        is_last = year == len(opex_by_year) - 1
        if saved > 0 and (is_last or saved >= left):
            return float((year + left / saved) * _MONTHS_PER_YEAR)
        left -= saved
    return None


def _break_even_utilization(
    costs: CostAssumptions, draw: PowerDraw, demand: Demand, api_per_mtok: Decimal | None
) -> float | None:
    """Utilization of the first year at which a token costs the same on-prem and from the API."""
    if api_per_mtok is None:
        return None
    growth = demand.growth_per_year

    def excess(utilization: float) -> float:
        uses = yearly_utilization(utilization, growth, costs.life_years)
        bought = [api_per_mtok * _decimal(_mtok_at(demand, use)) for use in uses]
        own = on_prem_npv(replace(costs, utilization=utilization), draw, growth_per_year=growth)
        return float(own - present_value(bought, costs.discount_rate))

    return _bisect(excess, 0.0, 1.0)


def _bisect(falling: Callable[[float], float], low: float, high: float) -> float | None:
    """Zero of a falling function, None where it stays above zero."""
    if falling(high) > 0:
        return None
    while high - low > _BISECTION_WIDTH:
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def _growth_notes(uses: Sequence[float], growth_per_year: float) -> tuple[Finding, ...]:
    """The year from which growing demand fills the machines."""
    if growth_per_year <= 0 or uses[-1] < 1 or uses[0] >= 1:
        return ()
    figures: dict[str, Figure] = {
        "growth_rate": growth_per_year,
        "whole_years": uses.index(1.0) + 1,
    }
    return (Finding("cost.growth_fills", figures),)


def _notes(
    options: list[OptionCost], month: float | None, costs: CostAssumptions
) -> tuple[Finding, ...]:
    """Explain where the undiscounted break-even and the present value disagree."""
    rented = next((cost for cost in options if cost.option is Option.CLOUD_GPU), None)
    if rented is None:
        return ()
    own = options[0]
    breaks_even = month is not None and month <= costs.life_years * _MONTHS_PER_YEAR
    if breaks_even == (own.npv <= rented.npv):
        return ()
    figures: dict[str, Figure] = {
        "on_prem_npv": own.npv,
        "cloud_npv": rented.npv,
        "discount_rate": costs.discount_rate,
        "month": month or 0.0,
    }
    return (Finding("cost.break_even_disagrees", figures),)


def _decimal(value: float) -> Decimal:
    """A float as the decimal that it is written as, so that 0.1 stays a tenth."""
    return Decimal(repr(value))

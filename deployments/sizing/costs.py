"""Cost of machines of one's own against rented devices, an API, and a mix of both."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

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
    sends away.
    """

    tokens_per_second: float
    input_per_output: float
    burst_share: float = 0.0


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
    servers. Cost per token divides it by the discounted tokens.

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
    mtok_per_year = demand.tokens_per_second * costs.utilization * _SECONDS_PER_YEAR / 1e6
    options = [_on_prem(priced, draw, mtok_per_year)]
    rental_per_year = _rental_per_year(alternatives)
    if rental_per_year is not None:
        options.append(_rented(Option.CLOUD_GPU, rental_per_year, costs, mtok_per_year))
    per_mtok = api_price_per_output_mtok(alternatives, demand.input_per_output)
    if per_mtok is not None:
        api_per_year = per_mtok * _decimal(mtok_per_year)
        options.append(_rented(Option.API, api_per_year, costs, mtok_per_year))
    hybrid = _hybrid(options, demand.burst_share, costs, mtok_per_year)
    opex = options[0].opex_per_year
    month = _break_even_month(options[0].capex, opex, rental_per_year)
    return CostComparison(
        currency=costs.currency,
        price_year=costs.price_year,
        mtok_per_year=mtok_per_year,
        options=tuple(options + ([] if hybrid is None else [hybrid])),
        opex_lines=opex_lines(priced, draw),
        break_even_month=month,
        break_even_utilization=_break_even_utilization(priced, draw, demand, per_mtok),
        tornado=(),
        notes=_notes(options, month, costs),
    )


def mean_kw(draw: PowerDraw, utilization: float) -> float:
    """Mean draw at a utilization: idle + utilization x (peak - idle)."""
    return draw.idle_kw + utilization * (draw.peak_kw - draw.idle_kw)


def opex_lines(costs: CostAssumptions, draw: PowerDraw) -> tuple[CostLine, ...]:
    """Yearly operating cost, line by line; `costs.capex` must be set."""
    capex = costs.capex or _ZERO
    kwh = _decimal(HOURS_PER_YEAR * mean_kw(draw, costs.utilization) * costs.pue)
    colocation = costs.colocation_per_kw_month * _MONTHS_PER_YEAR * _decimal(draw.peak_kw)
    return (
        CostLine("energy", kwh * costs.price_per_kwh),
        CostLine("colocation", colocation),
        CostLine("staff", _decimal(costs.staff_fte) * costs.salary_per_year),
        CostLine("support", _decimal(costs.support_share) * capex),
        CostLine("licenses", costs.licenses_per_year),
        CostLine("network", costs.network_per_year),
    )


def annuity(rate: float, years: int) -> Decimal:
    """Present value of one unit a year, paid at the end of each year.

    Examples
    --------
    >>> round(annuity(0.08, 4), 5)
    Decimal('3.31213')
    """
    growth = 1 + _decimal(rate)
    return sum((growth**-year for year in range(1, years + 1)), _ZERO)


def api_price_per_output_mtok(
    alternatives: Alternatives, input_per_output: float
) -> Decimal | None:
    """API price of a million output tokens with the input that comes with them."""
    if alternatives.api_input_per_mtok is None or alternatives.api_output_per_mtok is None:
        return None
    given = alternatives.api_input_per_mtok * _decimal(input_per_output)
    return alternatives.api_output_per_mtok + given


def on_prem_npv(costs: CostAssumptions, draw: PowerDraw) -> Decimal:
    """Present value of all outlays on-prem less the residual value; `costs.capex` must be set."""
    capex = costs.capex or _ZERO
    opex = sum((line.amount_per_year for line in opex_lines(costs, draw)), _ZERO)
    paid = capex + costs.network_capex + opex * annuity(costs.discount_rate, costs.life_years)
    residual = _decimal(costs.residual_share) * capex
    return paid - residual * (1 + _decimal(costs.discount_rate)) ** -costs.life_years


def _on_prem(costs: CostAssumptions, draw: PowerDraw, mtok_per_year: float) -> OptionCost:
    outlay = (costs.capex or _ZERO) + costs.network_capex
    opex = sum((line.amount_per_year for line in opex_lines(costs, draw)), _ZERO)
    npv = on_prem_npv(costs, draw)
    return _option_cost(Option.ON_PREM, outlay, opex, npv, costs, mtok_per_year)


def _rented(
    option: Option, per_year: Decimal, costs: CostAssumptions, mtok_per_year: float
) -> OptionCost:
    npv = per_year * annuity(costs.discount_rate, costs.life_years)
    return _option_cost(option, _ZERO, per_year, npv, costs, mtok_per_year)


def _hybrid(
    options: list[OptionCost], burst_share: float, costs: CostAssumptions, mtok_per_year: float
) -> OptionCost | None:
    """Own machines for the base load, the API or else rented devices for the burst."""
    if len(options) == 1 or not burst_share:
        return None
    own, away = options[0], options[-1]
    burst = away.opex_per_year * _decimal(burst_share)
    npv = own.npv + burst * annuity(costs.discount_rate, costs.life_years)
    mtok = mtok_per_year * (1 + burst_share)
    return _option_cost(Option.HYBRID, own.capex, own.opex_per_year + burst, npv, costs, mtok)


def _option_cost(
    option: Option,
    capex: Decimal,
    opex: Decimal,
    npv: Decimal,
    costs: CostAssumptions,
    mtok_per_year: float,
) -> OptionCost:
    discounted_mtok = _decimal(mtok_per_year) * annuity(costs.discount_rate, costs.life_years)
    return OptionCost(
        option=option,
        capex=capex,
        opex_per_year=opex,
        npv=npv,
        usd_per_mtok=npv / discounted_mtok if discounted_mtok else None,
        cumulative_by_year=tuple(capex + opex * year for year in range(costs.life_years + 1)),
        npv_low=npv,
        npv_high=npv,
    )


def _rental_per_year(alternatives: Alternatives) -> Decimal | None:
    if alternatives.gpu_hour is None:
        return None
    return alternatives.gpu_hour * alternatives.gpus * HOURS_PER_YEAR


def _break_even_month(
    outlay: Decimal, opex: Decimal, rental_per_year: Decimal | None
) -> float | None:
    """Undiscounted month in which owning has cost as much as renting the same devices."""
    if rental_per_year is None or opex >= rental_per_year:
        return None
    return float(outlay / (rental_per_year - opex) * _MONTHS_PER_YEAR)


def _break_even_utilization(
    costs: CostAssumptions, draw: PowerDraw, demand: Demand, api_per_mtok: Decimal | None
) -> float | None:
    """Utilization at which a token costs the same on-prem and from the API, by bisection."""
    if api_per_mtok is None:
        return None
    mtok_at_full = demand.tokens_per_second * _SECONDS_PER_YEAR / 1e6
    discounted = _decimal(mtok_at_full) * annuity(costs.discount_rate, costs.life_years)

    def excess(utilization: float) -> float:
        own = on_prem_npv(replace(costs, utilization=utilization), draw)
        return float(own - api_per_mtok * discounted * _decimal(utilization))

    return _bisect(excess, 0.0, 1.0)


def _bisect(falling: Callable[[float], float], low: float, high: float) -> float | None:
    """Zero of a falling function, None where it stays above zero."""
    if falling(high) > 0:
        return None
    while high - low > _BISECTION_WIDTH:
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


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

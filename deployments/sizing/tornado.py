"""How far each input of the cost moves the present value on-prem, the widest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from deployments.sizing.costs import on_prem_npv
from deployments.sizing.results import PowerDraw, TornadoBar
from deployments.sizing.scenario import CostAssumptions

# Ranges that early plans are known to miss by.
CAPEX_SPREAD = 0.20
ENERGY_SPREAD = 0.30
STAFF_SPREAD = 0.50
SALARY_SPREAD = 0.20
COLOCATION_SPREAD = 0.25
SUPPORT_SPREAD = 0.40
UTILIZATION_SPREAD = 0.40
DISCOUNT_SPREAD = 0.03
PUE_SPREAD = 0.15
RESIDUAL_SPREAD = 0.10
NETWORK_SPREAD = 0.30
LICENSES_SPREAD = 0.30
GROWTH_SPREAD = 0.20


@dataclass(frozen=True, slots=True)
class _Lever:
    key: str
    central: float
    spread: float
    least: float
    apply: Callable[[CostAssumptions, float], CostAssumptions]
    is_growth: bool = False


def tornado(
    costs: CostAssumptions, draw: PowerDraw, *, growth_per_year: float = 0.0
) -> tuple[TornadoBar, ...]:
    """One bar per input that moves the result; `costs.capex` must be set.

    Years of use are no input here: present values over different lives do not compare.
    """
    levers = (*_levers(costs), *_growth_levers(growth_per_year))
    bars = [_bar(lever, costs, draw, growth_per_year) for lever in levers]
    moving = [bar for bar in bars if bar.npv_at_low != bar.npv_at_high]
    return tuple(sorted(moving, key=lambda bar: -abs(bar.npv_at_high - bar.npv_at_low)))


def _bar(
    lever: _Lever, costs: CostAssumptions, draw: PowerDraw, growth_per_year: float
) -> TornadoBar:
    low = max(lever.least, lever.central - lever.spread)
    high = lever.central + lever.spread

    def npv_at(value: float) -> Decimal:
        growth = value if lever.is_growth else growth_per_year
        return on_prem_npv(lever.apply(costs, value), draw, growth_per_year=growth)

    return TornadoBar(
        key=lever.key,
        low_input=low,
        high_input=high,
        npv_at_low=npv_at(low),
        npv_at_high=npv_at(high),
    )


def _levers(costs: CostAssumptions) -> Iterator[_Lever]:
    capex = float(costs.capex or 0)
    yield _Lever(
        "capex", capex, CAPEX_SPREAD * capex, 0.0, lambda c, v: replace(c, capex=_decimal(v))
    )
    kwh = float(costs.price_per_kwh)
    yield _Lever(
        "price_per_kwh",
        kwh,
        ENERGY_SPREAD * kwh,
        0.0,
        lambda c, v: replace(c, price_per_kwh=_decimal(v)),
    )
    yield _Lever(
        "staff_fte",
        costs.staff_fte,
        STAFF_SPREAD * costs.staff_fte,
        0.0,
        lambda c, v: replace(c, staff_fte=v),
    )
    salary = float(costs.salary_per_year)
    yield _Lever(
        "salary_per_year",
        salary,
        SALARY_SPREAD * salary,
        0.0,
        lambda c, v: replace(c, salary_per_year=_decimal(v)),
    )
    colocation = float(costs.colocation_per_kw_month)
    yield _Lever(
        "colocation_per_kw_month",
        colocation,
        COLOCATION_SPREAD * colocation,
        0.0,
        lambda c, v: replace(c, colocation_per_kw_month=_decimal(v)),
    )
    yield from _network_levers(costs)
    yield from _share_levers(costs)


def _network_levers(costs: CostAssumptions) -> Iterator[_Lever]:
    """Switches, lines and licenses."""
    switches = float(costs.network_capex)
    yield _Lever(
        "network_capex",
        switches,
        NETWORK_SPREAD * switches,
        0.0,
        lambda c, v: replace(c, network_capex=_decimal(v)),
    )
    lines = float(costs.network_per_year)
    yield _Lever(
        "network_per_year",
        lines,
        NETWORK_SPREAD * lines,
        0.0,
        lambda c, v: replace(c, network_per_year=_decimal(v)),
    )
    licenses = float(costs.licenses_per_year)
    yield _Lever(
        "licenses_per_year",
        licenses,
        LICENSES_SPREAD * licenses,
        0.0,
        lambda c, v: replace(c, licenses_per_year=_decimal(v)),
    )


def _growth_levers(growth_per_year: float) -> Iterator[_Lever]:
    """Growth of demand, which fills the machines and draws more power."""
    yield _Lever(
        "growth_per_year", growth_per_year, GROWTH_SPREAD, -1.0, lambda c, _: c, is_growth=True
    )


def _share_levers(costs: CostAssumptions) -> Iterator[_Lever]:
    yield _Lever(
        "support_share",
        costs.support_share,
        SUPPORT_SPREAD * costs.support_share,
        0.0,
        lambda c, v: replace(c, support_share=v),
    )
    yield _Lever(
        "utilization",
        costs.utilization,
        UTILIZATION_SPREAD * costs.utilization,
        0.0,
        lambda c, v: replace(c, utilization=min(v, 1.0)),
    )
    yield _Lever(
        "discount_rate",
        costs.discount_rate,
        DISCOUNT_SPREAD,
        0.0,
        lambda c, v: replace(c, discount_rate=v),
    )
    yield _Lever("pue", costs.pue, PUE_SPREAD, 1.0, lambda c, v: replace(c, pue=v))
    yield _Lever(
        "residual_share",
        costs.residual_share,
        RESIDUAL_SPREAD,
        0.0,
        lambda c, v: replace(c, residual_share=min(v, 1.0)),
    )


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))

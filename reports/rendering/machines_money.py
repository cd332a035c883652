"""Figures of what the options cost, when owning catches up, and which input matters most."""

from decimal import Decimal

from django.utils.translation import gettext as _

from charts.costs import BreakEven, CostChart, CostCurve, draw_costs
from charts.forms import draw_narrow
from charts.scale import Tick, ceiling, ticks
from charts.svg import Heading
from charts.tornado import TornadoChart, TornadoRow, draw_tornado
from deployments.selectors import CostComparison, Option, OptionCost, OptionUtility, Recommendation
from deployments.wording import option_words
from reports.narrative.terms import term
from reports.narrative.wording import decimal, percent
from reports.rendering.blocks import Column, Figure, Table

TORNADO_ROWS = 8
MONTHS_PER_YEAR = 12


def option_table(costs: CostComparison, advice: Recommendation) -> Table:
    """Every option with its costs and its utility."""
    columns = (
        Column(_("Option")),
        Column(_("Purchase"), is_number=True),
        Column(_("Per year"), is_number=True),
        Column(_("Present value"), is_number=True),
        Column(_("Range P10–P90"), is_number=True),
        Column(_("Per Mtok"), is_number=True),
        Column(_("Utility"), is_number=True),
    )
    utilities = {entry.option: entry for entry in advice.utilities}
    priced = {cost.option: cost for cost in costs.options}
    rows = [
        (
            option_words(option),
            *_cost_cells(priced.get(option)),
            _utility_text(utilities.get(option)),
        )
        for option in dict.fromkeys([*priced, *utilities])
    ]
    caption = _("Options, thousand %(currency)s of %(year)s; per Mtok in %(currency)s") % {
        "currency": costs.currency,
        "year": costs.price_year,
    }
    return Table(caption, columns, tuple(rows))


def _cost_cells(cost: OptionCost | None) -> tuple[str, ...]:
    if cost is None:
        return ("–",) * 5
    return (
        thousands(cost.capex),
        thousands(cost.opex_per_year),
        thousands(cost.npv),
        f"{thousands(cost.npv_low)}–{thousands(cost.npv_high)}",
        "–" if cost.usd_per_mtok is None else decimal(cost.usd_per_mtok, 2),
    )


def _utility_text(utility: OptionUtility | None) -> str:
    if utility is None:
        return "–"
    return _("ruled out") if utility.excluded_by else decimal(utility.utility, 2)


def operating_table(costs: CostComparison) -> Table:
    """Lines of the yearly operating cost on-prem."""
    columns = (Column(_("Line")), Column(_("Per year"), is_number=True))
    rows = [
        (term("cost_line", line.key), thousands(line.amount_per_year)) for line in costs.opex_lines
    ]
    total = sum((line.amount_per_year for line in costs.opex_lines), Decimal(0))
    caption = _("Operating cost on-prem, thousand %(currency)s a year") % {
        "currency": costs.currency
    }
    return Table(caption, columns, (*rows, (_("Total"), thousands(total))))


def cost_figure(costs: CostComparison) -> Figure:
    """Cumulative outlays over the years."""
    title = _("Outlays so far, thousand %(currency)s") % {"currency": costs.currency}
    description = _(
        "Lines show what each option has cost by the end of each year, without discounting. A line "
        "that crosses another one has caught up with it."
    )
    heading = Heading("costs", title, description)
    curves = tuple(
        CostCurve(
            option_words(cost.option),
            tuple(float(value) / 1000 for value in cost.cumulative_by_year),
        )
        for cost in costs.options
    )
    top = ceiling(max((max(curve.values) for curve in curves), default=1.0))
    last = max((len(curve.values) for curve in curves), default=1) - 1
    chart = CostChart(
        heading=heading,
        curves=curves,
        axis=tuple(Tick(value, decimal(value)) for value in ticks(0, top, 5)),
        years=tuple(
            Tick(year, _("year %(number)s") % {"number": year}) for year in range(last + 1)
        ),
        value_label="",
        break_even=_break_even(costs),
    )
    columns = (
        Column(_("Option")),
        *(Column(tick.label, is_number=True) for tick in chart.years),
    )
    rows = tuple((c.label, *(decimal(value) for value in c.values)) for c in curves)
    return Figure(
        heading.key,
        title,
        description,
        draw_costs(chart),
        _break_even_note(costs),
        Table(title, columns, rows),
        draw_narrow(draw_costs, chart),
    )


def tornado_figure(costs: CostComparison) -> Figure | None:
    """Present value on-prem when one input at a time is low or high."""
    own = costs.of(Option.ON_PREM)
    if own is None or not costs.tornado:
        return None
    title = _("What moves the present value on-prem most, thousand %(currency)s") % {
        "currency": costs.currency
    }
    description = _(
        "Each bar shows the present value on-prem when one input takes its low and its high value; "
        "the longest bars matter most."
    )
    heading = Heading("tornado", title, description)
    bars = sorted(costs.tornado, key=lambda bar: -abs(bar.npv_at_high - bar.npv_at_low))
    rows = tuple(
        TornadoRow(
            term("cost_input", bar.key),
            float(bar.npv_at_low) / 1000,
            float(bar.npv_at_high) / 1000,
            *input_texts(bar.low_input, bar.high_input),
        )
        for bar in bars[:TORNADO_ROWS]
    )
    values = [value for row in rows for value in (row.at_low, row.at_high)]
    base = float(own.npv) / 1000
    axis = tuple(
        Tick(value, decimal(value)) for value in ticks(min(*values, base), max(*values, base), 5)
    )
    chart = TornadoChart(
        heading, base, _("as entered: %(value)s") % {"value": decimal(base)}, axis, rows
    )
    return Figure(
        heading.key,
        title,
        description,
        draw_tornado(chart),
        _("Numbers at the bars are the low and high input."),
        _tornado_table(rows, title),
        draw_narrow(draw_tornado, chart),
    )


def _tornado_table(rows: tuple[TornadoRow, ...], caption: str) -> Table:
    columns = (
        Column(_("Input")),
        Column(_("Low input"), is_number=True),
        Column(_("High input"), is_number=True),
        Column(_("Value at low"), is_number=True),
        Column(_("Value at high"), is_number=True),
    )
    cells = tuple(
        (row.label, row.low_text, row.high_text, decimal(row.at_low), decimal(row.at_high))
        for row in rows
    )
    return Table(caption, columns, cells)


def thousands(amount: Decimal) -> str:
    """Write money in thousands."""
    return decimal(amount / 1000)


def input_texts(low: float, high: float) -> tuple[str, str]:
    """Write both ends of an input of the tornado alike: thousands short, fractions in full.

    Examples
    --------
    >>> input_texts(0.25, 1.0), input_texts(2.0, 4.0)
    (('0.25', '1.00'), ('2', '4'))
    """
    is_whole = all(abs(value) >= 100 or value == int(value) for value in (low, high))
    return _input_text(low, is_whole=is_whole), _input_text(high, is_whole=is_whole)


def _input_text(value: float, *, is_whole: bool) -> str:
    if abs(value) >= 10_000:
        return _("%(number)sk") % {"number": decimal(value / 1000)}
    return decimal(value, 0 if is_whole or abs(value) >= 100 else 2)


def _break_even(costs: CostComparison) -> BreakEven | None:
    own, rented = costs.of(Option.ON_PREM), costs.of(Option.CLOUD_GPU)
    if costs.break_even_month is None or own is None or rented is None:
        return None
    years = costs.break_even_month / MONTHS_PER_YEAR
    if years > len(own.cumulative_by_year) - 1:
        return None
    label = _("break-even: month %(month)s") % {"month": decimal(costs.break_even_month)}
    return BreakEven(years, _outlay_at(rented, years) / 1000, label)


def _outlay_at(cost: OptionCost, years: float) -> float:
    before = min(int(years), len(cost.cumulative_by_year) - 2)
    low, high = (float(value) for value in cost.cumulative_by_year[before : before + 2])
    return low + (high - low) * (years - before)


def _break_even_note(costs: CostComparison) -> str:
    if costs.break_even_utilization is None:
        return _("Against the hosted API owning never breaks even at this load.")
    return _("Against the hosted API owning breaks even from a utilization of %(share)s.") % {
        "share": percent(100 * costs.break_even_utilization, 1)
    }

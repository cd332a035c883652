"""Charts of the pages: what devices hold, and what the options cost over the years."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.costs import BreakEven, CostChart, CostCurve, draw_costs
from charts.fleet import FleetChart, FleetRow, draw_fleet
from charts.forms import Chart, draw_narrow
from charts.memory import MemoryChart, MemoryPart, draw_memory
from charts.scale import Tick, ceiling, ticks
from charts.svg import Heading
from deployments.figures import number_words
from deployments.presentation.parts import Table
from deployments.sizing.fleet import FleetFit
from deployments.sizing.results import CostComparison, MemoryFit, Option
from deployments.wording import option_words

MONTHS_PER_YEAR = 12
THOUSAND = 1_000
ROWS = 14
"""Kinds of accelerators in the chart; the table has all."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart in both forms, with its title and the table of what it shows.

    `reading` says how to read it; `lead` what it shows, empty where the page says it elsewhere.
    """

    key: str
    title: str
    svg: str
    narrow_svg: str
    table: Table
    reading: str
    lead: str = ""


def picture_of(draw: Callable[[Chart], str], chart: Chart, table: Table, lead: str = "") -> Picture:
    """A chart drawn in both forms, under the title and the reading of its heading."""
    heading = chart.heading
    return Picture(
        heading.key,
        heading.title,
        draw(chart),
        draw_narrow(draw, chart),
        table,
        heading.description,
        lead,
    )


def fleet_picture(fits: Sequence[FleetFit]) -> Picture:
    """One device of each kind of accelerator, filled with the model."""
    title = _("Memory of one device of each kind, GiB")
    description = _(
        "Bars show what weights and software take of one device and what is left for the KV cache, "
        "where a copy lies on the fewest devices that hold it. The upright stroke marks what may "
        "be used."
    )
    rows = tuple(
        memory_row(
            fit.accelerator.title, fit.memory, fits_words=_devices(fit.memory.tensor_parallel)
        )
        for fit in fits[:ROWS]
    )
    chart = memory_chart(Heading("fleet", title, description), rows)
    return picture_of(draw_fleet, chart, _fleet_table(fits, title))


def memory_chart(heading: Heading, rows: tuple[FleetRow, ...]) -> FleetChart:
    """Devices on one axis, filled with what weights and software take."""
    return FleetChart(
        heading,
        rows,
        weights_label=_("Weights"),
        overhead_label=_("Software"),
        cache_label=_("Free for the KV cache"),
        missing_label=_("Missing"),
        usable_label=_("Usable"),
    )


def memory_row(label: str, memory: MemoryFit, *, fits_words: str) -> FleetRow:
    """One device; `fits_words` stand at its end where the model fits."""
    return FleetRow(
        label=label,
        weights_gib=memory.weights_gib,
        overhead_gib=memory.overhead_gib,
        usable_gib=memory.usable_gib,
        device_gib=memory.device_gib,
        text=fits_words if memory.fits else _("does not fit"),
        fits=memory.fits,
    )


def memory_picture(memory: MemoryFit) -> Picture:
    """Weights, software and cache of one device against what it has."""
    title = _("Memory of one device, GiB")
    description = _(
        "A stacked bar shows what weights and software take on one device and what is left for the "
        "KV cache; the marks show usable and total memory."
    )
    free_gib = max(0.0, memory.usable_gib - memory.weights_gib - memory.overhead_gib)
    amounts = (
        (_("Weights"), memory.weights_gib),
        (_("Software"), memory.overhead_gib),
        (_("Free for the KV cache"), free_gib),
    )
    chart = MemoryChart(
        heading=Heading("memory-of-one", title, description),
        parts=tuple(MemoryPart(label, gib, number_words(gib, 1)) for label, gib in amounts),
        usable_gib=memory.usable_gib,
        usable_label=_("usable: %(gib)s") % {"gib": number_words(memory.usable_gib, 1)},
        device_gib=memory.device_gib,
        device_label=_("device: %(gib)s") % {"gib": number_words(memory.device_gib, 1)},
        missing_label=_("Missing"),
    )
    rows = tuple((label, number_words(gib, 1)) for label, gib in amounts)
    table = Table(title, (_("Part"), "GiB"), rows)
    return picture_of(draw_memory, chart, table, _memory_words(memory))


def _memory_words(memory: MemoryFit) -> str:
    free = memory.headroom_gib
    amounts = {"low": number_words(free.low, 1), "high": number_words(free.high, 1)}
    if not memory.fits:
        return _("The model does not fit: the part beyond the dashed line is missing.")
    return (
        _("The model fits and leaves %(low)s to %(high)s GiB of each device for requests.")
        % amounts
    )


def cost_picture(costs: CostComparison) -> Picture:
    """Outlays of the options by the end of each year."""
    title = _("Outlays so far, thousand %(currency)s") % {"currency": costs.currency}
    description = _(
        "Lines show what each option has cost by the end of each year, without discounting. A line "
        "that crosses another one has caught up with it."
    )
    curves = tuple(
        CostCurve(
            option_words(cost.option),
            tuple(float(value) / THOUSAND for value in cost.cumulative_by_year),
        )
        for cost in costs.options
    )
    top = ceiling(max((max(curve.values) for curve in curves), default=1.0))
    last = max((len(curve.values) for curve in curves), default=1) - 1
    chart = CostChart(
        heading=Heading("costs-by-year", title, description),
        curves=curves,
        axis=tuple(Tick(value, number_words(value)) for value in ticks(0, top, 5)),
        years=tuple(
            Tick(year, _("year %(number)s") % {"number": year}) for year in range(last + 1)
        ),
        value_label="",
        break_even=_break_even(costs),
    )
    columns = (_("Option"), *(tick.label for tick in chart.years))
    rows = tuple((c.label, *(number_words(value) for value in c.values)) for c in curves)
    return picture_of(draw_costs, chart, Table(title, columns, rows))


def _devices(count: int) -> str:
    return ngettext("%(count)s device", "%(count)s devices", count) % {"count": count}


def _fleet_table(fits: Sequence[FleetFit], caption: str) -> Table:
    columns = (
        _("Accelerator"),
        _("Devices per copy"),
        _("Memory"),
        _("Usable"),
        _("Weights"),
        _("Software"),
        _("Left for the KV cache"),
        _("Fits"),
    )
    rows = tuple(
        (
            fit.accelerator.title,
            number_words(fit.memory.tensor_parallel),
            *(
                number_words(amount, 1)
                for amount in (
                    fit.memory.device_gib,
                    fit.memory.usable_gib,
                    fit.memory.weights_gib,
                    fit.memory.overhead_gib,
                    max(0.0, fit.memory.headroom_gib.central),
                )
            ),
            _("yes") if fit.memory.fits else _("no"),
        )
        for fit in fits
    )
    return Table(caption, columns, rows)


def _break_even(costs: CostComparison) -> BreakEven | None:
    """Where owning has cost no more than renting, within the years that are drawn."""
    month, owned = costs.break_even_month, costs.of(Option.ON_PREM)
    if month is None or owned is None:
        return None
    years, values = month / MONTHS_PER_YEAR, owned.cumulative_by_year
    before = int(years)
    if before + 1 >= len(values):
        return None
    low, high = float(values[before]), float(values[before + 1])
    value = low + (high - low) * (years - before)
    label = _("break-even: month %(month)s") % {"month": number_words(month, 0)}
    return BreakEven(years, value / THOUSAND, label)

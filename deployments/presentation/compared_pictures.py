"""Charts of assessments side by side: what they cost, what they carry, what they hold."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from charts.fleet import FleetRow, draw_fleet
from charts.scale import Tick, ceiling, ticks
from charts.spans import SpanChart, SpanGroup, SpanRow, draw_spans
from charts.svg import Heading
from deployments.figures import money_words, number_words, range_words
from deployments.presentation.parts import Table
from deployments.presentation.pictures import (
    MONTHS_PER_YEAR,
    Picture,
    memory_chart,
    memory_row,
    picture_of,
)
from deployments.selectors import AssessmentResult, AssessmentSummary, CostComparison, OptionCost
from deployments.wording import option_words

Compared = tuple[AssessmentSummary, AssessmentResult]


def compared_pictures(summaries: Sequence[AssessmentSummary]) -> tuple[Picture, ...]:
    """Charts of the assessments that have a result, as far as they can be compared."""
    compared = [(summary, result) for summary in summaries if (result := summary.result)]
    drawn = (_cost_picture(compared), _load_picture(compared), _memory_picture(compared))
    return tuple(picture for picture in drawn if picture is not None)


def monthly(amount: float, cost: OptionCost) -> float:
    """An amount over the whole life as one per month."""
    return amount / (MONTHS_PER_YEAR * max(len(cost.cumulative_by_year) - 1, 1))


def _cost_picture(compared: Sequence[Compared]) -> Picture | None:
    """None where nothing was priced, or in currencies that cannot be held against each other."""
    priced = [(summary, result, result.costs) for summary, result in compared if result.costs]
    currencies = {costs.currency for _summary, _result, costs in priced}
    if len(currencies) != 1:
        return None
    (currency,) = currencies
    title = _("Cost per month, %(currency)s") % {"currency": currency}
    description = _(
        "Bars show the range from P10 to P90, the stroke the central estimate: the present value "
        "of all outlays, spread over the months of use. The recommended option of each assessment "
        "is bold."
    )
    groups = tuple(
        SpanGroup(summary.name, tuple(_cost_rows(result, costs)))
        for summary, result, costs in priced
    )
    highest = max((row.high for group in groups for row in group.rows), default=1.0)
    chart = SpanChart(
        Heading("compared-costs", title, description),
        _axis(highest),
        groups,
        span_label=_("P10 to P90"),
        central_label=_("Central estimate"),
    )
    return picture_of(
        draw_spans, chart, _cost_table(groups, title), _cheapest_words(groups, currency)
    )


def _cost_rows(result: AssessmentResult, costs: CostComparison) -> Iterator[SpanRow]:
    for cost in costs.options:
        low, central, high = (
            monthly(float(amount), cost) for amount in (cost.npv_low, cost.npv, cost.npv_high)
        )
        yield SpanRow(
            option_words(cost.option),
            low,
            central,
            high,
            range_words(number_words(low), number_words(high)),
            is_chosen=cost.option is result.recommendation.option,
        )


def _cost_table(groups: Sequence[SpanGroup], caption: str) -> Table:
    columns = (_("Assessment"), _("Option"), _("Per month"), _("P10 to P90"))
    cells = tuple(
        (
            group.title,
            row.label,
            number_words(row.central),
            range_words(number_words(row.low), number_words(row.high)),
        )
        for group in groups
        for row in group.rows
    )
    return Table(caption, columns, cells)


def _cheapest_words(groups: Sequence[SpanGroup], currency: str) -> str:
    """What costs least among the recommended options, and whether that is sure."""
    chosen = sorted(
        (
            (row.central, row, group.title)
            for group in groups
            for row in group.rows
            if row.is_chosen
        ),
        key=lambda entry: entry[0],
    )
    if len(chosen) < 2:
        return ""
    _central, cheapest, name = chosen[0]
    told = {"name": name, "amount": money_words(Decimal(cheapest.central), currency)}
    if cheapest.high < min(row.low for _value, row, _name in chosen[1:]):
        return _("As recommended, “%(name)s” costs least: about %(amount)s a month.") % told
    return (
        _(
            "As recommended, “%(name)s” comes out cheapest with about %(amount)s a month, but the "
            "ranges overlap: the difference is not sure."
        )
        % told
    )


def _load_picture(compared: Sequence[Compared]) -> Picture | None:
    """What all copies carry against the peak."""
    rows = tuple(_load_rows(compared))
    if not rows:
        return None
    title = _("Requests in flight that the copies carry at peak")
    description = _(
        "Bars show how many requests all copies together carry within the latency wanted; the "
        "upright stroke marks how many there are at peak."
    )
    highest = max(max(row.high, row.limit or 0.0) for row in rows)
    chart = SpanChart(
        Heading("compared-load", title, description),
        _axis(highest),
        (SpanGroup("", rows),),
        span_label=_("Carried"),
        central_label="",
        limit_label=_("Needed at peak"),
        missing_label=_("Missing"),
    )
    columns = (_("Assessment"), _("Carried"), _("Needed at peak"))
    cells = tuple(
        (row.label, number_words(row.high), number_words(row.limit or 0.0)) for row in rows
    )
    table = Table(title, columns, cells)
    return picture_of(draw_spans, chart, table, _load_words(compared, rows))


def _load_words(compared: Sequence[Compared], rows: Sequence[SpanRow]) -> str:
    short = [row.label for row in rows if row.limit is not None and row.high < row.limit]
    if short:
        return _("Too small for the peak: %(names)s.") % {"names": ", ".join(short)}
    bare = [
        summary.name
        for summary, result in compared
        if result.capacity and not result.capacity.has_spare
    ]
    if bare:
        return _("Carries the peak, but without a copy to spare: %(names)s.") % {
            "names": ", ".join(bare)
        }
    return _("All of them carry the peak with a copy to spare.")


def _load_rows(compared: Sequence[Compared]) -> Iterator[SpanRow]:
    for summary, result in compared:
        capacity = result.capacity
        if capacity is None:
            continue
        carried = capacity.replica_concurrency * capacity.replicas
        needed = capacity.needed_concurrency
        text = _("%(carried)s, needed %(needed)s") % {
            "carried": number_words(carried),
            "needed": number_words(needed),
        }
        yield SpanRow(summary.name, 0.0, carried, carried, text, limit=needed)


def _memory_picture(compared: Sequence[Compared]) -> Picture:
    title = _("Memory of one device of each assessment, GiB")
    description = _(
        "Bars show what weights and software take of one device and what is left for the KV cache. "
        "The upright stroke marks what may be used."
    )
    rows = tuple(
        memory_row(summary.name, result.memory, fits_words=_("fits"))
        for summary, result in compared
    )
    chart = memory_chart(Heading("compared-memory", title, description), rows)
    return picture_of(draw_fleet, chart, _memory_table(rows, title), _memory_words(rows))


def _memory_words(rows: Sequence[FleetRow]) -> str:
    outside = [row.label for row in rows if not row.fits]
    if outside:
        return _("Does not fit its devices: %(names)s.") % {"names": ", ".join(outside)}
    return _("Every model fits its devices.")


def _memory_table(rows: Sequence[FleetRow], caption: str) -> Table:
    columns = (_("Assessment"), _("Weights"), _("Software"), _("Usable"), _("Memory"), _("Fits"))
    cells = tuple(
        (
            row.label,
            *(
                number_words(gib, 1)
                for gib in (row.weights_gib, row.overhead_gib, row.usable_gib, row.device_gib)
            ),
            _("yes") if row.fits else _("no"),
        )
        for row in rows
    )
    return Table(caption, columns, cells)


def _axis(highest: float) -> tuple[Tick, ...]:
    end = ceiling(highest)
    return tuple(Tick(value, number_words(value)) for value in ticks(0, end, 4))

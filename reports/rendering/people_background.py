"""What goes together with the score, and how far the answers can be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charts.drivers import PartChart, PartRow, draw_parts
from charts.forms import draw_narrow
from charts.scale import Tick, ceiling, ticks
from charts.svg import Heading
from reports.narrative.leads import leading_column
from reports.narrative.wording import decimal, localized, percent
from reports.rendering.blocks import Column, Figure, Table
from reports.rendering.figures import interval_text
from surveys.selectors import (
    Estimate,
    OrganizationIndex,
    PublishedWave,
    Shares,
    Withheld,
)


@dataclass(frozen=True)
class BackgroundPart:
    """Drivers of readiness, and sentences on how much of it lies between groups."""

    drivers: Figure | None
    notes: tuple[str, ...]


def background_part(wave: PublishedWave) -> BackgroundPart | None:
    """Put the background in words; None where nothing is known.

    The groups that the opening of their section already tells of are not told of again.
    """
    told = leading_column(wave)
    notes = tuple(
        _("%(share)s of the differences in the score lie between groups by %(column)s.")
        % {"share": percent(100 * max(share, 0.0)), "column": column}
        for column, share in wave.background.group_shares.items()
        if column != told
    )
    drivers = _driver_figure(wave) if wave.background.drivers else None
    return BackgroundPart(drivers, notes) if drivers or notes else None


def quality_table(wave: PublishedWave) -> Table:
    """Checks on the answers themselves, each with what was found and how to read it."""
    columns = (Column(_("Check")), Column(_("Found")), Column(_("How to read it")))
    return Table(
        _("Checks on the answers"),
        columns,
        (_gaps_row(wave), _careless_row(wave), _reliability_row(wave), _reading_row(wave)),
    )


def _driver_figure(wave: PublishedWave) -> Figure:
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    drivers = wave.background.drivers
    title = _("Dimensions by their part in readiness, percent")
    strongest = drivers[0]
    description = _(
        "Bars show which part of the differences in readiness between people goes together with "
        "each dimension, strokes the 95 percent interval. The strongest is “%(dimension)s” with "
        "%(share)s."
    ) % {
        "dimension": names.get(strongest.dimension, strongest.dimension),
        "share": percent(100 * strongest.share),
    }
    heading = Heading("drivers", title, description)
    rows = tuple(
        PartRow(
            names.get(driver.dimension, driver.dimension),
            100 * driver.share,
            100 * driver.low,
            100 * driver.high,
            interval_text(100 * driver.share, 100 * driver.low, 100 * driver.high),
        )
        for driver in drivers
    )
    end = ceiling(max(row.high for row in rows))
    chart = PartChart(
        heading, tuple(Tick(value, decimal(value)) for value in ticks(0, end, 5)), rows
    )
    note = _(
        "Associated with readiness in this wave, never said to cause it. Where intervals overlap, "
        "the order may be chance (LMG shares, bootstrap)."
    )
    table = _driver_table(title, rows, [driver.n for driver in drivers])
    return Figure(
        heading.key,
        title,
        description,
        draw_parts(chart),
        note,
        table,
        draw_narrow(draw_parts, chart),
    )


def _driver_table(title: str, rows: Sequence[PartRow], counts: Sequence[int]) -> Table:
    columns = (
        Column(_("Dimension")),
        Column(_("Percent"), is_number=True),
        Column(_("Lower"), is_number=True),
        Column(_("Upper"), is_number=True),
        Column(_("Answers"), is_number=True),
    )
    cells = tuple(
        (row.label, decimal(row.value, 1), decimal(row.low, 1), decimal(row.high, 1), decimal(n))
        for row, n in zip(rows, counts, strict=True)
    )
    return Table(title, columns, cells)


def _gaps_row(wave: PublishedWave) -> tuple[str, ...]:
    check = _("Statements left open")
    reading = _("Over 10 percent, a statement is unclear or unwelcome")
    left = [
        1 - item.shares.n / wave.answered
        for item in wave.items
        if isinstance(item.shares, Shares) and wave.answered
    ]
    if not left:
        return (check, _("not shown"), reading)
    found = _("%(mean)s on average, %(most)s at most") % {
        "mean": percent(100 * sum(left) / len(left), 1),
        "most": percent(100 * max(left), 1),
    }
    return (check, found, reading)


def _careless_row(wave: PublishedWave) -> tuple[str, ...]:
    check = _("One answer in a long row")
    reading = _("Nobody is left out of the figures; the difference shows what they are worth")
    without = wave.background.score_without_careless
    if without is None or not isinstance(wave.index, OrganizationIndex):
        return (check, _("too few to be told apart"), reading)
    found = _("score %(without)s without them, %(all)s with") % {
        "without": decimal(without, 1),
        "all": decimal(wave.index.score.value, 1),
    }
    return (check, found, reading)


def _reliability_row(wave: PublishedWave) -> tuple[str, ...]:
    check = _("Reliability of the whole")
    reading = _("From 0.80 on, the score of the whole is measured consistently")
    index = wave.index
    if isinstance(index, OrganizationIndex) and isinstance(index.reliability, Estimate):
        return (check, decimal(index.reliability.value, 2), reading)
    return (check, _("not shown"), reading)


def _reading_row(wave: PublishedWave) -> tuple[str, ...]:
    hidden = sum(isinstance(entry.score, Withheld) for entry in wave.dimensions) + sum(
        isinstance(group.index, Withheld) for group in wave.groups
    )
    return (
        _("Figures withheld"),
        _("%(hidden)s of %(total)s scores")
        % {
            "hidden": decimal(hidden),
            "total": decimal(len(wave.dimensions) + len(wave.groups)),
        },
        _("They protect small groups; they are no sign of bad answers"),
    )

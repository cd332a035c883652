"""What several waves of one survey published, side by side."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.narrative.terms import term
from reports.narrative.wording import localized, signed
from reports.rendering.blocks import Column, Table
from reports.rendering.figures import points_text
from surveys.selectors import (
    Figure,
    OrganizationIndex,
    PublishedWave,
    TrendChange,
    Withheld,
    WithheldReason,
)

WHOLE = "ors"
"""Key of the organizational score among the dimensions of a trend."""
SHOWN = 6
"""Waves in a table; more do not fit a desk."""


def history_table(wave: PublishedWave) -> Table:
    """Published scores of this wave and those before it, the oldest first."""
    earlier = sorted(wave.earlier, key=lambda entry: entry.number)[-(SHOWN - 1) :]
    columns = (
        Column(_("Dimension")),
        *(Column(wave_name(entry.number), is_number=True) for entry in earlier),
        Column(wave_name(wave.number), is_number=True),
    )
    now = scores_of(wave)
    before = [{WHOLE: entry.index, **entry.scores} for entry in earlier]
    rows = tuple(
        (name, *(_told(scores.get(key)) for scores in before), _told(now.get(key)))
        for key, name in _names(wave).items()
    )
    return Table(_("Published scores by wave, points with 95 percent interval"), columns, rows)


def comparison_table(wave: PublishedWave, other: PublishedWave) -> Table:
    """Two waves beside each other; the change stands only where it was published."""
    first, second = sorted((wave, other), key=lambda entry: entry.number)
    changes = {change.key: change for change in second.changes}
    is_next = max((e.number for e in second.earlier), default=None) == first.number
    before, after = scores_of(first), scores_of(second)
    columns = (
        Column(_("Dimension")),
        Column(wave_name(first.number), is_number=True),
        Column(wave_name(second.number), is_number=True),
        Column(pgettext("difference", "Change"), is_number=True),
        Column(_("Reading")),
    )
    rows = tuple(
        (
            name,
            _told(before.get(key)),
            _told(after.get(key)),
            *_change_cells(changes.get(key) if is_next else None),
        )
        for key, name in _names(second).items()
    )
    caption = _("Wave %(first)s and wave %(second)s, points with 95 percent interval")
    return Table(caption % {"first": first.number, "second": second.number}, columns, rows)


def scores_of(wave: PublishedWave) -> Mapping[str, Figure]:
    """Scores of the whole and of each dimension, by key."""
    index = wave.index
    whole: Figure = (
        index.score
        if isinstance(index, OrganizationIndex)
        else Withheld(WithheldReason(index.reason), index.n)
    )
    return {WHOLE: whole, **{entry.key: entry.score for entry in wave.dimensions}}


def wave_name(number: int) -> str:
    """Name of a wave by its number."""
    return _("Wave %(number)s") % {"number": number}


def _names(wave: PublishedWave) -> Mapping[str, str]:
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    return {WHOLE: _("Organization (ORS-1)"), **names}


def _told(figure: Figure | None) -> str:
    return term("withheld", "not_asked") if figure is None else points_text(figure)


def _change_cells(change: TrendChange | None) -> tuple[str, str]:
    if change is None:
        return "–", _("not published")
    return signed(change.change, 1), term("trend", change.verdict)

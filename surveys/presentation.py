"""The figures of a released wave as result pages print them: whole points, words, no sums."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from surveys.comments.themes import shipped_codebook
from surveys.disclosure.cube import Bound
from surveys.levels import OTHER_LEVEL
from surveys.published import (
    CommentSummary,
    CommentTheme,
    CulturalAlignment,
    Estimate,
    Figure,
    PublishedDimension,
    PublishedGap,
    PublishedGroup,
    PublishedWave,
    Share,
    Shares,
    Withheld,
    WithheldReason,
)

STEPS = 5
"""Tints of a table of scores."""


@dataclass(frozen=True)
class FigureText:
    """A figure in whole points, or the reason why it is not shown. Ends are empty without one.

    `step` is 1 to 5, a fifth of the scale each; 0 where the figure is not told exactly.
    """

    value: str
    low: str = ""
    high: str = ""
    reason: str = ""
    step: int = 0


@dataclass(frozen=True)
class DimensionLine:
    """One dimension of the table."""

    name: str
    score: FigureText
    band: str
    favorable: str
    unfavorable: str
    gap: PublishedGap | None
    gap_text: str


@dataclass(frozen=True)
class DriverLine:
    """What one dimension goes together with, in percent of the explained differences."""

    name: str
    percent: str
    low: str
    high: str


@dataclass(frozen=True)
class ThemeLine:
    """One theme of comments. Without a tone where it must stay hidden."""

    name: str
    n: int
    critical: str
    positive: str


@dataclass(frozen=True)
class GroupTable:
    """Groups of one reporting dimension against the dimensions of the instrument."""

    dimension: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[FigureText, ...]], ...]
    """(level, number of answers, figures)."""


def figure_text(figure: Figure) -> FigureText:
    """Round to whole points; the ends are those of the 95 % interval."""
    if isinstance(figure, Withheld):
        return FigureText("", reason=reason_text(figure.reason))
    match figure.bound:
        case Bound.AT_MOST:
            return FigureText(f"≤ {math.ceil(figure.value)}")
        case Bound.AT_LEAST:
            return FigureText(f"≥ {math.floor(figure.value)}")
    step = min(STEPS, 1 + int(figure.value * STEPS / 100))
    return FigureText(
        _whole(figure.value), _whole(figure.low), _whole(figure.high), step=max(1, step)
    )


def share_text(share: Share) -> str:
    """A percentage, or the band that it lies in."""
    low, high = _percent(share.low_percent), _percent(share.high_percent)
    if share.is_exact:
        return _("%(percent)s %%") % {"percent": high}
    if share.low_percent == 0:
        return _("≤ %(percent)s %%") % {"percent": high}
    if share.high_percent == 100:
        return _("≥ %(percent)s %%") % {"percent": low}
    return _("%(low)s–%(high)s %%") % {"low": low, "high": high}


def reason_text(reason: WithheldReason) -> str:
    """Why a figure is not shown, in a few words."""
    words: Mapping[WithheldReason, str] = {
        WithheldReason.TOO_FEW: _("too few answers"),
        WithheldReason.PROTECTS_OTHERS: _("hidden to protect another group"),
        WithheldReason.SMALL_GROUP_DETAIL: _("not shown for small groups"),
        WithheldReason.UNDEFINED: _("cannot be computed"),
        WithheldReason.NOT_ASKED: _("not asked"),
    }
    return words[reason]


def in_reader_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else in the first there is."""
    language = (get_language() or "en").split("-")[0]
    return texts.get(language) or next(iter(texts.values()), "")


def dimension_lines(wave: PublishedWave) -> tuple[DimensionLine, ...]:
    """Every dimension with its score, its answers and its gap."""
    gaps = _gaps(wave)
    return tuple(_dimension_line(entry, gaps.get(entry.key)) for entry in wave.dimensions)


def driver_lines(wave: PublishedWave) -> tuple[DriverLine, ...]:
    """Dimensions by how much they go together with the core, in percent of its differences."""
    names = {entry.key: in_reader_language(entry.name) for entry in wave.dimensions}
    return tuple(
        DriverLine(
            names[driver.dimension],
            *(f"{100 * part:.0f}" for part in (driver.share, driver.low, driver.high)),
        )
        for driver in wave.background.drivers
    )


def gap_text(gap: PublishedGap) -> str:
    """How far leaders and workforce stand apart, as a word."""
    words = {
        "aligned": pgettext("gap", "aligned"),
        "watch": pgettext("gap", "watch"),
        "material": pgettext("gap", "material"),
        "severe": pgettext("gap", "severe"),
        "inconclusive": pgettext("gap", "inconclusive"),
    }
    return words.get(gap.label, gap.label)


def change_text(verdict: str) -> str:
    """What became of a figure since the wave before, as a word."""
    words = {
        "moved": pgettext("trend", "moved"),
        "stable": pgettext("trend", "stable"),
        "inconclusive": pgettext("trend", "inconclusive"),
    }
    return words.get(verdict, verdict)


def overall_line(summary: CommentSummary) -> ThemeLine | None:
    """All comments on a question with their tone; None where it stays hidden."""
    line = _theme_line("", summary.overall)
    return line if line.critical else None


def theme_lines(summary: CommentSummary) -> tuple[ThemeLine, ...]:
    """Every shown theme with its name and tone, most comments first."""
    names = {theme.key: theme.name for theme in shipped_codebook().themes}
    return tuple(
        _theme_line(in_reader_language(names.get(theme.key, {"en": theme.key})), theme)
        for theme in summary.themes
    )


def level_text(level: str) -> str:
    """Name of a group; merged small groups have no name of their own."""
    return _("Other, merged") if level == OTHER_LEVEL else level


def group_tables(wave: PublishedWave) -> tuple[GroupTable, ...]:
    """One table per reporting dimension."""
    columns = tuple(in_reader_language(entry.name) for entry in wave.dimensions)
    keys = [entry.key for entry in wave.dimensions]
    dimensions = dict.fromkeys(group.reporting_dimension for group in wave.groups)
    return tuple(
        GroupTable(
            dimension,
            (_("Overall"), *columns),
            tuple(
                _group_row(group, keys)
                for group in wave.groups
                if group.reporting_dimension == dimension
            ),
        )
        for dimension in dimensions
    )


def _group_row(group: PublishedGroup, keys: list[str]) -> tuple[str, str, tuple[FigureText, ...]]:
    figures = (group.index, *(group.scores[key] for key in keys))
    answers = "" if group.n is None else str(group.n)
    return (level_text(group.level), answers, tuple(figure_text(figure) for figure in figures))


def _gaps(wave: PublishedWave) -> Mapping[str, PublishedGap]:
    if not isinstance(wave.alignment, CulturalAlignment):
        return {}
    return {gap.dimension: gap for gap in wave.alignment.gaps}


def _dimension_line(entry: PublishedDimension, gap: PublishedGap | None) -> DimensionLine:
    return DimensionLine(
        in_reader_language(entry.name),
        figure_text(entry.score),
        entry.band if isinstance(entry.score, Estimate) else "",
        share_text(entry.shares.favorable) if isinstance(entry.shares, Shares) else "",
        share_text(entry.shares.unfavorable) if isinstance(entry.shares, Shares) else "",
        gap,
        gap_text(gap) if gap else "",
    )


def _percent(percent: float) -> str:
    """Whole percents; tenths where they are told."""
    return f"{percent:.0f}" if percent == round(percent) else f"{percent:.1f}"


def _theme_line(name: str, theme: CommentTheme) -> ThemeLine:
    if isinstance(theme.tone, Withheld):
        return ThemeLine(name, theme.n, "", "")
    return ThemeLine(
        name, theme.n, share_text(theme.tone.negative), share_text(theme.tone.positive)
    )


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"

"""Published figures as pages of this room print them: whole points, words, no sums."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from surveys.comments.themes import shipped_codebook
from surveys.disclosure.cube import Bound
from surveys.published import (
    CommentSummary,
    CommentTheme,
    Figure,
    Share,
    Withheld,
    WithheldReason,
)


@dataclass(frozen=True)
class FigureText:
    """A figure in whole points, or the reason why it is not shown. Ends are empty without one."""

    value: str
    low: str = ""
    high: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ThemeLine:
    """One theme of comments. Without a tone where it must stay hidden."""

    name: str
    n: int
    critical: str
    positive: str


def figure_text(figure: Figure) -> FigureText:
    """Round to whole points; the ends are those of the 95 % interval."""
    if isinstance(figure, Withheld):
        return FigureText("", reason=reason_text(figure.reason))
    match figure.bound:
        case Bound.AT_MOST:
            return FigureText(f"≤ {math.ceil(figure.value)}")
        case Bound.AT_LEAST:
            return FigureText(f"≥ {math.floor(figure.value)}")
    return FigureText(_whole(figure.value), _whole(figure.low), _whole(figure.high))


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

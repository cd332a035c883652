"""Published figures as pages of this room print them: whole points, words, no sums."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from surveys.comments.themes import shipped_codebook
from surveys.disclosure.cube import Bound
from surveys.published import (
    CommentSummary,
    CommentTheme,
    Figure,
    Quote,
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
    """One theme of comments. Without a tone where it must stay hidden.

    Intervals are 95 % ones; `share` is that of all comments on the question, empty for all of them.
    """

    name: str
    n: int
    critical: str
    positive: str
    critical_interval: str = ""
    positive_interval: str = ""
    share: str = ""
    share_interval: str = ""
    words: str = ""
    quotes: tuple[Quote, ...] = ()


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


def overall_line(summary: CommentSummary) -> ThemeLine:
    """All comments on a question with their tone, words and quotes."""
    return _theme_line("", summary.overall)


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


def topic_lines(summary: CommentSummary) -> tuple[ThemeLine, ...]:
    """Topics that the codebook does not know, named by the words that many authors used."""
    return tuple(
        replace(_theme_line(", ".join(topic.words) or _nameless(number), topic), words="")
        for number, topic in enumerate(summary.topics, start=1)
    )


def _nameless(number: int) -> str:
    return _("Topic %(number)s, without a shared word") % {"number": number}


def _theme_line(name: str, theme: CommentTheme) -> ThemeLine:
    line = ThemeLine(name, theme.n, "", "", words=", ".join(theme.words), quotes=theme.quotes)
    if theme.share_interval is not None and theme.share_of_all is not None:
        line = replace(
            line,
            share=share_text(theme.share_of_all),
            share_interval=_interval_text(theme.share_interval),
        )
    if isinstance(theme.tone, Withheld):
        return line
    return replace(
        line,
        critical=share_text(theme.tone.negative),
        positive=share_text(theme.tone.positive),
        critical_interval=_interval_text(theme.tone.negative_interval),
        positive_interval=_interval_text(theme.tone.positive_interval),
    )


def _interval_text(interval: Share) -> str:
    """Both ends of an interval in whole percents, the outer ones."""
    low, high = math.floor(interval.low_percent), math.ceil(interval.high_percent)
    return _("%(low)s–%(high)s %%") % {"low": low, "high": high}


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"

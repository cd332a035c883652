"""Comments by theme and tone, one figure per open question."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
from charts.forms import draw_narrow
from charts.svg import Heading
from reports.narrative.leads import comment_lead
from reports.narrative.terms import term
from reports.narrative.wording import decimal, localized
from reports.rendering.blocks import Column, Figure, Said, Table
from reports.rendering.figures import bar_percents, share_label, share_text
from reports.rendering.saying import said
from surveys.selectors import (
    CommentSummary,
    CommentTheme,
    MachineSummary,
    PublishedWave,
    Quote,
    Share,
    Withheld,
    WithheldComments,
    WithheldReason,
)


@dataclass(frozen=True)
class ThemeQuotes:
    """A theme by name with the comments that speak for it."""

    theme: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class CommentSection:
    """One open question: its text, how many spoke, and the figure or why there is none."""

    question: str
    text: str
    figure: Figure | None
    lead: Said | None = None
    words: Table | None = None
    """Words that many used, by theme and emerging topic."""
    quotes: tuple[ThemeQuotes, ...] = ()
    machine: MachineSummary | None = None


def comment_sections(wave: PublishedWave) -> tuple[CommentSection, ...]:
    """All open questions of the wave; those with something to show come first."""
    shown = [
        _shown(summary, number)
        for number, summary in enumerate(wave.comments, start=1)
        if isinstance(summary, CommentSummary)
    ]
    hidden = [
        CommentSection(localized(summary.text), _hidden_text(wave, summary.reason), None)
        for summary in wave.comments
        if isinstance(summary, WithheldComments)
    ]
    return (*shown, *hidden)


def _hidden_text(wave: PublishedWave, reason: WithheldReason) -> str:
    if reason is not WithheldReason.TOO_FEW:
        return term("withheld", reason.value)
    return _("Withheld: fewer than %(least)s people commented.") % {"least": wave.min_comment_size}


def _shown(summary: CommentSummary, number: int) -> CommentSection:
    text = _(
        "%(n)s comments; tone by %(engine)s. Percent of them whose tone is unclear: %(unclear)s."
    ) % {
        "n": decimal(summary.n),
        "unclear": share_text(summary.not_scored),
        "engine": summary.engine,
    }
    figure = _figure(summary, number) if summary.themes or summary.topics else None
    opening = comment_lead(summary)
    lead = said(opening) if opening else None
    return CommentSection(
        localized(summary.text),
        text,
        figure,
        lead,
        words=_words(summary),
        quotes=tuple(
            ThemeQuotes(label, theme.quotes) for label, theme in _named(summary) if theme.quotes
        ),
        machine=summary.summary,
    )


def _named(summary: CommentSummary) -> list[tuple[str, CommentTheme]]:
    """Themes by name, then emerging topics by their words, then all comments."""
    return [
        *((term("theme", theme.key), theme) for theme in _by_size(summary)),
        *(
            (", ".join(topic.words) or _("Topic %(number)s") % {"number": number}, topic)
            for number, topic in enumerate(summary.topics, start=1)
        ),
        (_("All comments"), summary.overall),
    ]


def _words(summary: CommentSummary) -> Table:
    columns = (
        Column(_("Theme")),
        Column(_("Part of all, %"), is_number=True),
        Column(_("Critical, %"), is_number=True),
        Column(_("Positive, %"), is_number=True),
        Column(_("Words that many used")),
    )
    caption = _("95 percent intervals and words: %(question)s") % {
        "question": localized(summary.text)
    }
    rows = tuple(
        (
            label,
            _interval(theme.share_interval),
            _interval(None if isinstance(theme.tone, Withheld) else theme.tone.negative_interval),
            _interval(None if isinstance(theme.tone, Withheld) else theme.tone.positive_interval),
            ", ".join(theme.words) or "–",
        )
        for label, theme in _named(summary)
    )
    return Table(caption, columns, rows)


def _interval(share: Share | None) -> str:
    if share is None:
        return "–"
    low, high = math.floor(share.low_percent), math.ceil(share.high_percent)
    return _("%(low)s to %(high)s") % {"low": decimal(low), "high": decimal(high)}


def _figure(summary: CommentSummary, number: int) -> Figure:
    title = _("Comments by theme and tone, percent")
    description = _(
        "Each bar shows the tone of the comments on one theme: critical on the left, positive on "
        "the right. The column on the right counts the comments; one comment may touch several "
        "themes."
    )
    heading = Heading(f"comments-{number}", title, description)
    rows = [_row(label, theme) for label, theme in _named(summary)]
    points = (_("Critical"), _("Neutral or unclear"), _("Positive"))
    chart = AnswerChart(heading, points, _("Comments"), (AnswerGroup("", tuple(rows)),))
    columns = (
        Column(_("Theme")),
        *(Column(point, is_number=True) for point in points),
        Column(_("Comments"), is_number=True),
    )
    hidden = ("–",) * len(points)
    cells = tuple((row.label, *(row.told or hidden), row.note) for row in rows)
    caption = _("Comments by theme and tone, percent: %(question)s") % {
        "question": localized(summary.text)
    }
    note = _("Tone describes texts, never persons.")
    return Figure(
        heading.key,
        title,
        description,
        draw_answers(chart),
        note,
        Table(caption, columns, cells),
        draw_narrow(draw_answers, chart),
    )


def _by_size(summary: CommentSummary) -> list[CommentTheme]:
    return sorted(summary.themes, key=lambda theme: (-theme.n, theme.key))


def _row(label: str, theme: CommentTheme) -> AnswerRow:
    tone = theme.tone
    if isinstance(tone, Withheld):
        note = _("%(n)s, tone hidden") % {"n": decimal(theme.n)}
        return AnswerRow(label, None, "", "", note)
    steps = (tone.negative, tone.neutral, tone.positive)
    return AnswerRow(
        label,
        bar_percents(steps),
        share_label(tone.negative),
        share_label(tone.positive),
        decimal(theme.n),
        tuple(share_text(step) for step in steps),
    )

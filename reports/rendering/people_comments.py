"""Comments by theme and tone, one figure per open question."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
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
    PublishedWave,
    Withheld,
    WithheldComments,
    WithheldReason,
)


@dataclass(frozen=True)
class CommentSection:
    """One open question: its text, how many spoke, and the figure or why there is none."""

    question: str
    text: str
    figure: Figure | None
    lead: Said | None = None


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
    figure = _figure(summary, number) if summary.themes else None
    opening = comment_lead(summary)
    lead = said(opening) if opening else None
    return CommentSection(localized(summary.text), text, figure, lead)


def _figure(summary: CommentSummary, number: int) -> Figure:
    title = _("Comments by theme and tone, percent")
    description = _(
        "Each bar shows the tone of the comments on one theme: critical on the left, positive on "
        "the right. The column on the right counts the comments; one comment may touch several "
        "themes."
    )
    heading = Heading(f"comments-{number}", title, description)
    rows = [_row(term("theme", theme.key), theme) for theme in _by_size(summary)]
    rows.append(_row(_("All comments"), summary.overall))
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
    note = _("Tone describes texts, never persons. No comment is quoted in this report.")
    return Figure(
        heading.key, title, description, draw_answers(chart), note, Table(caption, columns, cells)
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

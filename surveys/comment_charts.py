"""The tone of comments as a chart with its table, for the page of comments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers, fill_bar
from charts.forms import draw_narrow
from charts.svg import Heading
from surveys.presentation import share_text, theme_lines, topic_lines
from surveys.published import CommentSummary, CommentTheme, Share, Withheld


@dataclass(frozen=True)
class CommentChart:
    """Both forms of a chart, what it shows in words, and its rows as texts, the name first."""

    title: str
    reading: str
    wide: str
    narrow: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def comment_chart(summary: CommentSummary, number: int) -> CommentChart | None:
    """Draw the tone of each theme and of all comments; None where no theme is shown.

    Parameters
    ----------
    summary
        Comments on one open question.
    number
        Place of the question on its page, which makes the ids of the chart unique.
    """
    named = _named(summary)
    if not named:
        return None
    title = _("Comments by theme and tone, percent")
    reading = _(
        "Each bar shows the tone of the comments on one theme: critical on the left, positive on "
        "the right. The column on the right counts the comments; one comment may touch several "
        "themes."
    )
    points = (_("Critical"), _("Neutral or unclear"), _("Positive"))
    rows = tuple(
        _row(name, theme) for name, theme in [*named, (_("All comments"), summary.overall)]
    )
    heading = Heading(f"comments-{number}", title, reading)
    chart = AnswerChart(heading, points, _("Comments"), (AnswerGroup("", rows),))
    hidden = ("–",) * len(points)
    return CommentChart(
        title,
        reading,
        draw_answers(chart),
        draw_narrow(draw_answers, chart),
        (_("Theme"), *points, _("Comments")),
        tuple((row.label, *(row.told or hidden), row.note) for row in rows),
    )


def _named(summary: CommentSummary) -> list[tuple[str, CommentTheme]]:
    """Themes, then emerging topics, each under the name that its words below the chart have."""
    themes = zip(theme_lines(summary), summary.themes, strict=True)
    topics = zip(topic_lines(summary), summary.topics, strict=True)
    return [(line.name, theme) for line, theme in (*themes, *topics)]


def _row(name: str, theme: CommentTheme) -> AnswerRow:
    tone = theme.tone
    if isinstance(tone, Withheld):
        note = _("%(n)s, tone hidden") % {"n": theme.n}
        return AnswerRow(name, None, "", "", note)
    steps = (tone.negative, tone.neutral, tone.positive)
    return AnswerRow(
        name,
        fill_bar([(step.low_percent, step.high_percent) for step in steps]),
        _short(tone.negative),
        _short(tone.positive),
        str(theme.n),
        tuple(share_text(step) for step in steps),
    )


def _short(share: Share) -> str:
    """A percentage beside its bar, where the unit stands in the title."""
    high = f"{share.high_percent:.0f}"
    return high if share.is_exact else f"{share.low_percent:.0f}–{high}"

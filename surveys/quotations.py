"""Adds to published comments what a reviewer approved and what a model wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.models import CommentSummaryText, Release, ReviewState, Verbatim
from surveys.published import (
    CommentSummary,
    CommentTheme,
    MachineSummary,
    Quote,
    WithheldComments,
)

MOST_QUOTES = 3
"""Of a theme; they are examples, not evidence."""
_QUESTION = ""

PublishedComments = tuple[CommentSummary | WithheldComments, ...]


def with_voices(comments: PublishedComments, release: Release) -> PublishedComments:
    """The comments of a wave with quotes and summaries, where there are any.

    A withheld question gets none, whatever is stored. A comment is quoted once: under the theme
    that has it nearest to its center.
    """
    approved = Verbatim.objects.filter(release=release, state=ReviewState.APPROVED)
    verbatims: dict[str, list[Verbatim]] = {}
    for verbatim in approved.order_by("pk"):
        verbatims.setdefault(verbatim.item, []).append(verbatim)
    summaries = {
        summary.item: MachineSummary(
            summary.model, tuple((str(text), int(count)) for text, count in summary.points)
        )
        for summary in CommentSummaryText.objects.filter(release=release)
    }
    return tuple(
        _voiced(one, verbatims.get(one.question, ()), summaries)
        if isinstance(one, CommentSummary)
        else one
        for one in comments
    )


def _voiced(
    summary: CommentSummary,
    verbatims: Sequence[Verbatim],
    summaries: Mapping[str, MachineSummary],
) -> CommentSummary:
    shown = {theme.key for theme in (*summary.themes, *summary.topics)}
    quotes: dict[str, list[tuple[int, Verbatim]]] = {}
    for verbatim in verbatims:
        theme, place = _nearest(verbatim.places, shown)
        if place is not None:
            quotes.setdefault(theme, []).append((place, verbatim))
    return replace(
        summary,
        themes=tuple(_quoted(theme, quotes) for theme in summary.themes),
        topics=tuple(_quoted(theme, quotes) for theme in summary.topics),
        overall=_quoted(summary.overall, quotes),
        summary=summaries.get(summary.question),
    )


def _nearest(places: Mapping[str, int], shown: set[str]) -> tuple[str, int | None]:
    """The shown theme in which a comment has its best place, else the question as such."""
    own = [(place, theme) for theme, place in places.items() if theme in shown]
    if own:
        place, theme = min(own)
        return theme, place
    return _QUESTION, places.get(_QUESTION)


def _quoted(
    theme: CommentTheme, quotes: Mapping[str, Sequence[tuple[int, Verbatim]]]
) -> CommentTheme:
    nearest = sorted(quotes.get(theme.key, ()), key=lambda one: (one[0], str(one[1].pk)))
    return replace(
        theme,
        quotes=tuple(
            Quote(verbatim.text, verbatim.is_edited) for _, verbatim in nearest[:MOST_QUOTES]
        ),
    )

"""Which comments speak for a theme: those nearest to its center, of a clear tone."""

from collections.abc import Mapping, Sequence

import numpy as np

from surveys.comments.embedding import Vectors
from surveys.comments.results import CommentAnalysis, Tone

LEAST_CONFIDENCE = 0.7
WHOLE_QUESTION = ""
_UNCLEAR = frozenset({Tone.UNCERTAIN, Tone.BLANK, Tone.NOT_SCORED})


def representative_places(
    analyses: Sequence[CommentAnalysis], vectors: Vectors | None
) -> tuple[Mapping[str, int], ...]:
    """For each comment on one question its place by closeness to the center, by theme.

    Place 0 lies nearest to the mean vector of all comments on the theme; the empty theme is the
    question. Comments of an unclear tone have no place. Without vectors the place follows the
    confidence of the tone.

    Parameters
    ----------
    analyses
        All comments on one question.
    vectors
        One row per comment, or None where the engine has none.
    """
    places: list[dict[str, int]] = [{} for _ in analyses]
    for theme in _themes(analyses):
        members = [place for place, one in enumerate(analyses) if _speaks_of(one, theme)]
        closeness = _closeness(analyses, vectors, members)
        clear = [place for place in members if _is_clear(analyses[place])]
        ranked = sorted(clear, key=lambda place: (-closeness[place], place))
        for rank, place in enumerate(ranked):
            places[place][theme] = rank
    return tuple(places)


def _themes(analyses: Sequence[CommentAnalysis]) -> list[str]:
    named = {theme.key for analysis in analyses for theme in analysis.themes}
    return [WHOLE_QUESTION, *sorted(named)]


def _speaks_of(analysis: CommentAnalysis, theme: str) -> bool:
    if analysis.tone is Tone.BLANK:
        return False
    return theme == WHOLE_QUESTION or any(one.key == theme for one in analysis.themes)


def _is_clear(analysis: CommentAnalysis) -> bool:
    return analysis.tone not in _UNCLEAR and analysis.confidence >= LEAST_CONFIDENCE


def _closeness(
    analyses: Sequence[CommentAnalysis], vectors: Vectors | None, members: Sequence[int]
) -> Mapping[int, float]:
    if vectors is None or not members:
        return {place: analyses[place].confidence for place in members}
    rows = vectors[list(members)]
    likeness = rows @ rows.mean(axis=0) / np.maximum(np.linalg.norm(rows, axis=1), 1e-9)
    return dict(zip(members, map(float, likeness), strict=True))

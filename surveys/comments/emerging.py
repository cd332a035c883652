"""Topics that the codebook does not know: comments without a sure theme, grouped by likeness."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from surveys.comments.embedding import Vectors
from surveys.comments.results import EMERGING, CommentAnalysis, ThemeScore, Tone

UNSURE_BELOW = 0.5
"""A best theme below is a guess: of our corpus 86 in 100 sentences without a theme lie below it,
and 16 in 100 with one."""
LEAST_LIKENESS = 0.25
"""Mean cosine of centered vectors within a topic; of two sentences on different things 95 in 100
lie below .22."""
MOST_TOPICS = 5
MOST_COMPARED = 3000
"""Comments grouped at most; the distances between more would not fit into the worker's memory."""
_FEWEST = 2


def with_emerging_topics(
    analyses: Sequence[CommentAnalysis],
    questions: Sequence[str],
    vectors: Vectors,
    *,
    least: int,
) -> tuple[CommentAnalysis, ...]:
    """Name the topic of comments that speak of something new together.

    Such a comment has the topic as its only theme: `emerging_1` for the largest of its question.

    Parameters
    ----------
    analyses
        All comments of a wave.
    questions
        Key of the question that each answers.
    vectors
        One row per comment.
    least
        Fewest comments of a topic; smaller ones keep their unsure themes.
    """
    found = list(analyses)
    for question in sorted(set(questions)):
        places = [
            place
            for place, (analysis, asked) in enumerate(zip(analyses, questions, strict=True))
            if asked == question and _is_unsure(analysis)
        ][:MOST_COMPARED]
        for place, topic in zip(places, _topics(vectors[places], least), strict=True):
            if topic:
                theme = ThemeScore(f"{EMERGING}{topic}", 1.0)
                found[place] = replace(analyses[place], themes=(theme,))
    return tuple(found)


def _is_unsure(analysis: CommentAnalysis) -> bool:
    if analysis.tone in {Tone.BLANK, Tone.NOT_SCORED}:
        return False
    return not analysis.themes or analysis.themes[0].score < UNSURE_BELOW


def _topics(vectors: Vectors, least: int) -> list[int]:
    """Number of the topic of each row, the largest first; 0 for none."""
    if len(vectors) < max(least, _FEWEST):
        return [0] * len(vectors)
    centered = np.asarray(vectors, dtype=np.float64)
    labels: NDArray[np.int32] = fcluster(
        linkage(_unit(centered), method="average", metric="cosine"),
        t=1 - LEAST_LIKENESS,
        criterion="distance",
    )
    sizes = Counter(labels.tolist())
    ranked = sorted(
        (label for label in sizes if sizes[label] >= least), key=lambda one: (-sizes[one], one)
    )
    number = {label: place for place, label in enumerate(ranked[:MOST_TOPICS], start=1)}
    return [number.get(label, 0) for label in labels.tolist()]


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9))

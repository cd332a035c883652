"""Comments without a sure theme become topics from the threshold on."""

import numpy as np

from surveys.comments.emerging import with_emerging_topics
from surveys.comments.quotes import representative_places
from surveys.comments.results import CommentAnalysis, ThemeScore, Tone, ToneProbabilities


def analysis(
    score: float = 0.2, *, tone: Tone = Tone.NEGATIVE, confidence: float = 0.9
) -> CommentAnalysis:
    return CommentAnalysis(
        "en",
        tone,
        ToneProbabilities(0.8, 0.1, 0.1),
        confidence,
        (),
        (ThemeScore("time", score),),
        "text",
        "engine",
    )


def directions(*counts: int) -> "np.ndarray":
    """So many vectors each along axes of their own."""
    rows = [np.eye(len(counts))[axis] for axis, count in enumerate(counts) for _ in range(count)]
    return np.array(rows, dtype=np.float32)


def keys(analyses: tuple[CommentAnalysis, ...]) -> list[str]:
    return [one.themes[0].key for one in analyses]


def test_topics_are_numbered_by_size_and_small_ones_keep_their_theme() -> None:
    found = with_emerging_topics([analysis()] * 12, ["wish"] * 12, directions(3, 5, 4), least=4)

    assert keys(found) == ["time"] * 3 + ["emerging_1"] * 5 + ["emerging_2"] * 4
    assert all(len(one.themes) == 1 for one in found)


def test_sure_themes_never_become_topics() -> None:
    found = with_emerging_topics([analysis(0.9)] * 12, ["wish"] * 12, directions(12), least=4)

    assert keys(found) == ["time"] * 12


def test_questions_are_not_mixed() -> None:
    found = with_emerging_topics([analysis()] * 6, ["wish", "fear"] * 3, directions(6), least=4)

    assert keys(found) == ["time"] * 6


def test_no_comments_have_no_topics() -> None:
    assert with_emerging_topics([], [], np.empty((0, 3), dtype=np.float32), least=4) == ()


def test_comment_nearest_to_the_center_stands_first_and_unclear_ones_nowhere() -> None:
    analyses = [
        analysis(),
        analysis(),
        analysis(confidence=0.69),
        analysis(tone=Tone.UNCERTAIN),
    ]
    vectors = np.array([[1, 0.9], [1, 0], [1, 0.5], [1, 0.5]], dtype=np.float32)

    places = representative_places(analyses, vectors)

    assert [one.get("time") for one in places] == [0, 1, None, None]
    assert [one.get("") for one in places] == [0, 1, None, None]


def test_without_vectors_the_surest_tone_stands_first() -> None:
    places = representative_places([analysis(confidence=0.8), analysis(confidence=0.95)], None)

    assert [one["time"] for one in places] == [1, 0]

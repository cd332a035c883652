import pytest

from surveys.comments.results import (
    ClauseTone,
    CommentAnalysis,
    ThemeScore,
    Tone,
    ToneProbabilities,
)
from surveys.comments.summaries import comment_tone, tone_by_theme, tone_counts


def comment(tone: Tone, *clauses: tuple[float, float, float], themes: str = "time"):
    readings = [ToneProbabilities(*clause) for clause in clauses]
    return CommentAnalysis(
        language="en",
        tone=tone,
        probabilities=readings[0] if readings else None,
        confidence=0.0,
        clauses=tuple(ClauseTone("…", reading) for reading in readings),
        themes=tuple(ThemeScore(key, 0.9) for key in themes.split()),
        redacted="…",
        engine="none",
    )


GOOD = comment(Tone.POSITIVE, (0.0, 0.2, 0.8))
BAD = comment(Tone.NEGATIVE, (1.0, 0.0, 0.0), themes="time skills")
TORN = comment(Tone.MIXED, (0.1, 0.1, 0.8), (0.7, 0.2, 0.1))
FOREIGN = comment(Tone.NOT_SCORED)


def test_tones_are_counted():
    counts = tone_counts([GOOD, BAD, BAD, TORN, FOREIGN])

    assert (counts.negative, counts.positive, counts.mixed, counts.not_scored) == (2, 1, 1, 1)
    assert counts.scored == 4


def test_tone_of_a_comment_is_the_mean_of_its_clauses():
    """(.7 - .6) / 2 = .05."""
    assert comment_tone(TORN) == pytest.approx(0.05)


def test_tone_of_a_theme_is_the_mean_of_its_comments():
    """(.8 - 1 + .05) / 3 = -.05; the comment in an unknown language is left out."""
    time, skills = tone_by_theme([GOOD, BAD, TORN, FOREIGN], seed=1)

    assert (time.key, time.n, time.mean_tone) == ("time", 3, pytest.approx(-0.05))
    assert (skills.key, skills.n, skills.mean_tone) == ("skills", 1, -1.0)
    assert (skills.lower, skills.upper) == (None, None)


def test_interval_holds_the_mean_and_repeats_with_its_seed():
    comments = [GOOD, BAD, TORN] * 10

    (time, _) = tone_by_theme(comments, seed=7)

    assert time.lower is not None
    assert time.upper is not None
    assert time.lower < time.mean_tone < time.upper
    assert tone_by_theme(comments, seed=7)[0] == time


def test_equal_comments_have_an_interval_without_width():
    (time,) = tone_by_theme([GOOD] * 5, seed=1)

    assert (time.lower, time.upper) == (pytest.approx(0.8), pytest.approx(0.8))

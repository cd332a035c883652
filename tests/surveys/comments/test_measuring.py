import numpy as np
import pytest
from sklearn.metrics import f1_score

from surveys.comments.measuring import macro_f1 as macro_f1_of
from surveys.comments.measuring import measure, read_labeled, share
from surveys.comments.results import CommentAnalysis, ThemeScore, Tone, ToneProbabilities

DATA = (
    b"text\tlabel\tkind\tthemes\n"
    b"good\tpos\tplain\ttime;skills\n"
    b"not bad\tpos\tnegation\tskills\n"
    b"bad\tneg\tplain\tnone\n"
    b"so\tneu\tplain\t\n"
    b"good but bad\tmixed\tmixed\ttime\n"
    b"unlabeled\t?\t\t\n"
)
NEGATIVE, NEUTRAL, POSITIVE = (
    ToneProbabilities(*row) for row in ((0.8, 0.1, 0.1), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8))
)


def found(tone: Tone, probabilities: ToneProbabilities | None, *themes: str) -> CommentAnalysis:
    scores = tuple(ThemeScore(key, 0.5) for key in themes)
    return CommentAnalysis("en", tone, probabilities, 0.8, (), scores, "…", "none", scores)


ANALYSES = [
    found(Tone.POSITIVE, POSITIVE, "time", "skills"),
    found(Tone.NEGATIVE, NEGATIVE, "time"),
    found(Tone.NEGATIVE, NEGATIVE),
    found(Tone.BLANK, None),
    found(Tone.MIXED, POSITIVE, "time"),
]


def test_figures_of_a_small_file():
    """F1: positive 2·1/(2+1), negative 2·1/(1+2), neutral 1; themes 2 of 3 first, 3 of 4 found."""
    measured = measure(read_labeled(DATA), ANALYSES, seed=1)

    assert measured.macro_f1.value == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert measured.macro_f1.n == 4
    assert measured.negation == share([False])
    assert measured.mixed_precision == share([True])
    assert measured.mixed_recall == share([True])
    assert measured.theme_first == share([True, False, True])
    assert measured.theme_recall == share([True, True, False, True])


def test_file_without_themes_negation_and_mixed_has_no_such_figures():
    labeled = read_labeled(b"text\tlabel\ngood\tpos\nbad\tneg\n")

    measured = measure(labeled, [ANALYSES[0], ANALYSES[2]], seed=1)

    assert measured.negation is None
    assert measured.mixed_precision is None
    assert measured.theme_first is None


def test_macro_f1_agrees_with_scikit_learn():
    random = np.random.default_rng(5)
    truth, predicted = (
        np.array(["negative", "neutral", "positive"])[random.integers(0, 3, 200)] for _ in range(2)
    )

    assert macro_f1_of(truth, predicted) == pytest.approx(
        f1_score(truth, predicted, average="macro")
    )


def test_interval_of_a_share_is_wilsons():
    """Agresti and Coull (1998): 0 of 10 has the interval 0 to .278."""
    estimate = share([False] * 10)

    assert (estimate.lower, estimate.upper) == (0.0, 0.278)

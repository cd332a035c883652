from dataclasses import replace

import numpy as np
import pytest

from surveys.comments.corpus import read_corpus
from surveys.comments.tone_head import ToneHead
from surveys.comments.training import fit_head
from surveys.comments.validation import calibration_error
from surveys.comments.words import PLACES, word_bag

WORDLESS = np.zeros((3, PLACES))
HEAD = ToneHead(
    center=np.zeros(2),
    landmarks=np.array([[1.0, 0.0], [0.0, 2.0]]),
    width=np.asarray(1.0),
    tone_weights=np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]),
    tone_bias=np.zeros(3),
    word_weights=WORDLESS,
    word_bias=np.zeros(3),
    temperature=np.asarray(1.0),
    mixed_weights=np.array([[0.0, 2.0]]),
    mixed_word_weights=np.zeros((1, PLACES)),
    mixed_bias=np.zeros(1),
    mixed_rule=np.zeros(5),
    theme_weights=np.array([[0.0, 0.0], [0.0, 2.0]]),
    theme_bias=np.zeros(2),
    themes=("skills", "time"),
    embedder="two numbers 1",
    corpus_hash="0",
)
AT_FIRST_LANDMARK = np.array([[1.0, 0.0]])
AT_SECOND_LANDMARK = np.array([[0.0, 1.0]])
NO_WORDS = [word_bag("", "en")]


def test_likeness_falls_with_the_square_of_the_distance():
    """At the first landmark 1, at distance 1 from the origin's square 1 + 4 = 5: e^-5."""
    vectors = np.array([[1.0, 0.0]], dtype=np.float32)

    assert HEAD.likeness(vectors)[0] == pytest.approx([1.0, np.exp(-5)])


def test_probabilities_join_meaning_and_words():
    """e^-1, 1, e over their sum 4.0862; words know nothing: a third each, weighing .5."""
    (row,) = HEAD.tone_probabilities(AT_FIRST_LANDMARK, NO_WORDS)

    meant = np.array([0.0900306, 0.2447285, 0.6652410])
    assert row == pytest.approx((meant + 0.5 / 3) / 1.5, abs=1e-6)


def test_words_of_a_text_weigh():
    weights = WORDLESS.copy()
    weights[2, word_bag("blurgh", "en").places[:1]] = 20.0
    head = replace(HEAD, word_weights=weights)

    (plain,), (told,) = (
        head.tone_probabilities(np.zeros((1, 2)), [word_bag(text, "en")])
        for text in ("meh", "blurgh")
    )

    assert plain == pytest.approx([1 / 3] * 3)
    assert told[2] == pytest.approx((1 / 3 + 0.5) / 1.5)


def test_temperature_softens_probabilities():
    """The square root of each, over the sum of the square roots."""
    sharp = HEAD.tone_probabilities(AT_FIRST_LANDMARK, NO_WORDS)[0]

    (soft,) = replace(HEAD, temperature=np.asarray(2.0)).tone_probabilities(
        AT_FIRST_LANDMARK, NO_WORDS
    )

    assert soft == pytest.approx(np.sqrt(sharp) / np.sqrt(sharp).sum())


def test_likelihoods_of_mixed_and_themes():
    """Logistic of 2 is .880797."""
    assert HEAD.mixed_likelihood(AT_SECOND_LANDMARK, NO_WORDS) == pytest.approx(
        [0.880797], abs=1e-6
    )
    assert HEAD.theme_likelihoods(AT_SECOND_LANDMARK)[0] == pytest.approx(
        [0.119203, 0.880797], abs=1e-6
    )


def test_head_survives_being_written_and_read():
    again = ToneHead.from_bytes(HEAD.to_bytes())

    assert again.to_bytes() == HEAD.to_bytes()
    assert (again.themes, again.embedder) == (HEAD.themes, HEAD.embedder)


def test_calibration_error_of_sure_but_half_right_readings():
    assert calibration_error(np.array([0.9, 0.9]), np.array([True, False])) == pytest.approx(0.4)


def test_fitting_separates_what_can_be_separated():
    sentences = [s for s in read_corpus() if s.language == "de"]
    places = {"negative": -1.0, "neutral": 0.0, "positive": 1.0, "mixed": 3.0}
    vectors = np.array([[places[s.tone], places[s.tone] ** 2] for s in sentences], dtype=np.float32)

    head = fit_head(sentences, vectors, embedder="places", corpus_hash="0", seed=1)

    plain = [place for place, s in enumerate(sentences) if s.tone != "mixed"]
    bags = [word_bag(sentences[place].text, "de") for place in plain]
    predicted = head.tone_probabilities(head.likeness(vectors[plain]), bags).argmax(axis=1)
    expected = [("negative", "neutral", "positive").index(sentences[p].tone) for p in plain]
    assert list(predicted) == expected

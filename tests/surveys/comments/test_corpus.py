from collections import Counter

from surveys.comments.corpus import LANGUAGES, read_corpus
from surveys.comments.redaction import redact
from surveys.comments.themes import shipped_codebook

SENTENCES = read_corpus()


def test_corpus_has_the_declared_size_and_kinds():
    kinds = Counter(sentence.kind for sentence in SENTENCES)

    assert len(SENTENCES) >= 1500
    assert kinds["negated"] >= 150
    assert kinds["sarcastic"] >= 100
    assert kinds["mixed"] >= 150
    assert set(kinds) == {"plain", "negated", "sarcastic", "mixed", "jargon"}


def test_every_theme_has_every_tone_in_every_language():
    found = {(s.language, s.tone, theme) for s in SENTENCES for theme in s.themes}

    expected = {
        (language, tone, theme)
        for language in LANGUAGES
        for tone in ("negative", "neutral", "positive", "mixed")
        for theme in shipped_codebook().keys
    }
    assert expected <= found
    assert {theme for _, _, theme in found} == set(shipped_codebook().keys)


def test_no_sentence_stands_twice():
    texts = Counter(sentence.text.casefold().strip(" .!?") for sentence in SENTENCES)

    assert [text for text, count in texts.items() if count > 1] == []


def test_mixed_kind_and_mixed_tone_go_together():
    assert all((s.kind == "mixed") == (s.tone == "mixed") for s in SENTENCES)


def test_nobody_is_named_in_the_corpus():
    changed = [s.text for s in SENTENCES if redact(s.text, language=s.language) != s.text]

    assert changed == []

"""A small dictionary breaks words where the full one does."""

import pyphen
import pytest

from reports.rendering.hyphens import load_hyphens


@pytest.mark.parametrize(
    ("language", "word", "broken"),
    [
        ("de", "Bereitschaftsbewertung", "Be-reit-schafts-be-wer-tung"),
        ("en", "organizational", "or-gan-iz-a-tion-al"),
    ],
)
def test_words_break_as_before(language: str, word: str, broken: str) -> None:
    known_as = pyphen.language_fallback(language)
    full = pyphen.HyphDict(pyphen.LANGUAGES[known_as])

    load_hyphens(language)

    dictionary = pyphen.Pyphen(lang=known_as)
    assert dictionary.inserted(word) == broken
    assert dictionary.hd.patterns == full.patterns


def test_equal_patterns_are_one_object() -> None:
    load_hyphens("de")

    patterns = pyphen.Pyphen(lang=pyphen.language_fallback("de")).hd.patterns.values()

    assert len({id(pattern) for pattern in patterns}) == len(set(patterns))


def test_language_without_dictionary_is_left_alone() -> None:
    load_hyphens("tlh")

    assert "tlh" not in pyphen.LANGUAGES

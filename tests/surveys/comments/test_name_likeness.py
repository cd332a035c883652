"""Names that no list has are told from words by their letters."""

import numpy as np
import pytest

from surveys.comments.name_likeness import NameLikeness, letter_places, shipped_likeness
from surveys.comments.name_lists import LIKELY, UNLIKELY, is_foreign, name_lists
from surveys.comments.name_training import fit_name_likeness, listed_names_and_words


@pytest.mark.parametrize("name", ["priyadharshini", "oyelaranye", "kyriakopoulos", "madhusudhana"])
def test_names_of_no_list_are_like_names(name):
    lists = name_lists()

    assert not lists.is_sure(name)
    assert shipped_likeness().of(name) >= LIKELY


@pytest.mark.parametrize("word", ["unprompted", "accenture", "copilote", "repurchasing"])
def test_words_are_not(word):
    assert shipped_likeness().of(word) <= UNLIKELY


def test_likeness_is_a_logistic_regression_on_pieces_of_a_word():
    """All weights one: the sum is the number of pieces, over its root, for a word of six pieces."""
    likeness = NameLikeness(np.ones(1 << 14), bias=-1.0)
    pieces = len(letter_places("ab"))

    assert pieces == 3 + 2 + 1 + 1
    assert likeness.of("ab") == pytest.approx(1 / (1 + np.exp(1 - np.sqrt(pieces))))


def test_likeness_of_a_double_name_is_that_of_its_less_likely_part():
    likeness = shipped_likeness()

    assert likeness.of("oluwaseyi-prompt") == likeness.of("prompt")
    assert likeness.of("") == 0.0


def test_weights_survive_writing_and_reading():
    likeness = shipped_likeness()

    assert NameLikeness.from_bytes(likeness.to_bytes()).of("zodwa") == likeness.of("zodwa")


def test_fit_tells_what_it_was_shown():
    names = [f"{start}{end}anu" for start in "bcdfghjklm" for end in ("ola", "eku", "ani")]
    words = [f"{start}{end}tion" for start in "bcdfghjklm" for end in ("era", "oli", "uta")]

    likeness, report = fit_name_likeness(names, words, seed=1)

    assert (report.names, report.words) == (30, 30)
    assert report.shares[0.5] == (1.0, 0.0)
    assert likeness.of("tekuanu") > 0.8
    assert likeness.of("selation") < 0.2


def test_no_word_is_in_both_lists():
    names, words = listed_names_and_words()

    assert not set(names) & set(words)
    assert min(len(names), len(words)) > 30_000


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [("Łukasz", "en", True), ("Café", "en", False), ("Müsli", "de", False), ("Señal", "es", False)],
)
def test_letters_from_abroad_are_noticed(text, language, foreign):
    assert is_foreign(text, language) is foreign

"""Fits the likeness of words to names on the shipped lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from surveys.comments.cleaning import fold
from surveys.comments.corpus import read_corpus
from surveys.comments.name_likeness import PLACES, NameLikeness, letter_places
from surveys.comments.name_lists import known_words
from surveys.comments.wordlists import read_words

_INVERSE_PENALTY = 10.0
_HELD_OUT_SHARE = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[a-z]{4,}")
"""Shorter words tell too little."""


@dataclass(frozen=True)
class LikenessReport:
    """On a tenth of the words held out: shares of names and of words from a likeness on."""

    names: int
    words: int
    shares: dict[float, tuple[float, float]]


def fit_name_likeness(
    names: Sequence[str], words: Sequence[str], *, seed: int
) -> tuple[NameLikeness, LikenessReport]:
    """Fit on all of both; the report is of another fit that left a tenth out."""
    told = [*names, *words]
    matrix = _matrix(told)
    is_name = np.array([True] * len(names) + [False] * len(words))
    fitted, held_out = train_test_split(
        np.arange(len(told)), test_size=_HELD_OUT_SHARE, random_state=seed
    )
    probe = _regression().fit(matrix[fitted], is_name[fitted])
    likely = probe.predict_proba(matrix[held_out])[:, 1]
    shares = {
        least: (
            float((likely[is_name[held_out]] >= least).mean()),
            float((likely[~is_name[held_out]] >= least).mean()),
        )
        for least in (0.1, 0.5, 0.8, 0.9)
    }
    head = _regression().fit(matrix, is_name)
    return (
        NameLikeness(head.coef_[0], float(head.intercept_[0])),
        LikenessReport(len(names), len(words), shares),
    )


def listed_names_and_words() -> tuple[list[str], list[str]]:
    """The shipped lists, folded; words that are in both stay out of both."""
    spoken = {fold(word) for sentence in read_corpus() for word in _WORD.findall(sentence.text)}
    terms = {fold(word) for word in read_words("not_names.txt")}
    words = spoken | terms | known_words()
    names: set[str] = set()
    for name in ("first_names.txt", "given_names.txt", "surnames.txt", "family_names.txt"):
        names |= {fold(word) for word in read_words(name)}
    ambiguous = {fold(word) for word in read_words("ambiguous_names.txt")}
    return _plain(names - words - ambiguous), _plain(words - names - ambiguous)


def _plain(words: set[str]) -> list[str]:
    return sorted(word for word in words if _PLAIN.fullmatch(word))


def _matrix(words: Sequence[str]) -> csr_matrix:
    places = [letter_places(word) for word in words]
    starts = np.cumsum([0, *map(len, places)])
    values = np.concatenate([np.full(len(found), 1 / np.sqrt(len(found))) for found in places])
    return csr_matrix((values, np.concatenate(places), starts), shape=(len(words), PLACES))


def _regression() -> LogisticRegression:
    return LogisticRegression(C=_INVERSE_PENALTY, max_iter=300, class_weight="balanced")

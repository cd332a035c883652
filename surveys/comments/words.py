"""Counts words and pairs of words of a text into hashed places, for weights on single words.

Sentence vectors blur rare and blunt words ("meh", "awesome"); these features keep them. Beside them
stand counts of words of tone, which weigh alike whether or not the corpus has that very word.
"""

import math
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from surveys.comments.cleaning import fold
from surveys.comments.tone_words import FEATURES, tone_words

HASHED_PLACES = 1 << 14
"""Words and pairs that share a place by chance are few next to the 25,000 of the corpus that occur
at all, and rarely both carry a tone."""
PLACES = HASHED_PLACES + FEATURES
"""Words and pairs, then the counts of words of tone."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class WordBag:
    """Places and values: words and pairs, of unit length together, then counts of words of tone."""

    places: NDArray[np.intp]
    values: NDArray[np.float64]


def word_bag(text: str, language: str) -> WordBag:
    """Hash words and pairs of neighbors, each counting 1 + log(times); count words of tone.

    Examples
    --------
    >>> bag = word_bag("good, good", "en")
    >>> len(bag.places), round(float(bag.values[:2] @ bag.values[:2]), 6), float(bag.values[2])
    (10, 1.0, 2.0)
    """
    words = _WORD.findall(fold(text))
    counts: dict[int, int] = {}
    for term in [*words, *map(" ".join, pairwise(words))]:
        place = zlib.crc32(term.encode()) % HASHED_PLACES
        counts[place] = counts.get(place, 0) + 1
    values = np.array([1 + math.log(count) for count in counts.values()])
    length = float(np.sqrt(values @ values)) or 1.0
    places = np.fromiter(counts, np.intp, len(counts))
    return WordBag(
        np.concatenate([places, np.arange(HASHED_PLACES, PLACES)]),
        np.concatenate([values / length, tone_words(text, language)]),
    )

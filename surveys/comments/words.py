"""Counts words and pairs of words of a text into hashed places, for weights on single words.

Sentence vectors blur rare and blunt words ("meh", "awesome"); these features keep them.
"""

import math
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from surveys.comments.cleaning import fold

PLACES = 1 << 14
"""Words and pairs that share a place by chance are few next to the 25,000 of the corpus that occur
at all, and rarely both carry a tone."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class WordBag:
    """Places of the words and pairs of a text and their weights, of unit length together."""

    places: NDArray[np.intp]
    values: NDArray[np.float64]


def word_bag(text: str) -> WordBag:
    """Hash words and pairs of neighbors; each counts 1 + log(times).

    Examples
    --------
    >>> bag = word_bag("good, good")
    >>> len(bag.places), round(float(bag.values @ bag.values), 6)
    (2, 1.0)
    """
    words = _WORD.findall(fold(text))
    counts: dict[int, int] = {}
    for term in [*words, *map(" ".join, pairwise(words))]:
        place = zlib.crc32(term.encode()) % PLACES
        counts[place] = counts.get(place, 0) + 1
    values = np.array([1 + math.log(count) for count in counts.values()])
    length = float(np.sqrt(values @ values)) or 1.0
    return WordBag(np.fromiter(counts, np.intp, len(counts)), values / length)

"""Tells by the letters of a word whether it is more like a name or like an ordinary word.

No list of names is complete. Names of a culture resemble each other, and hardly resemble words.
"""

import io
import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

PLACES = 1 << 14
"""Pieces of two to four letters share a place by chance; most of those that do are rare."""
HEAD_FILE = "names.npz"
_SIZES = (2, 3, 4)
_LONGEST_TOLD = 14


@dataclass(frozen=True)
class NameLikeness:
    """A logistic regression on hashed pieces of a word."""

    weights: NDArray[np.float64]
    bias: float

    def of(self, folded: str) -> float:
        """Likeness of a folded word, 0 (a word) to 1 (a name); of a double name the lower one.

        Examples
        --------
        >>> likeness = shipped_likeness()
        >>> likeness.of("oluwaseyi") > 0.8 > 0.2 > likeness.of("prerequisite")
        True
        """
        parts = [part for part in folded.replace("’", "'").replace("'", "-").split("-") if part]
        return min((self._of_part(part) for part in parts), default=0.0)

    def _of_part(self, part: str) -> float:
        places = letter_places(part)
        logit = float(self.weights[places].sum()) / math.sqrt(len(places)) + self.bias
        return 1 / (1 + math.exp(-logit))

    def to_bytes(self) -> bytes:
        """The arrays as an .npz file, the weights with 16 bits."""
        buffer = io.BytesIO()
        np.savez(buffer, weights=self.weights.astype(np.float16), bias=np.float32(self.bias))
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "NameLikeness":
        """Read what `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return cls(arrays["weights"].astype(np.float64), float(arrays["bias"]))


@cache
def shipped_likeness() -> NameLikeness:
    """The fitted weights of this package."""
    folder = resources.files("surveys.comments.heads")
    return NameLikeness.from_bytes(folder.joinpath(HEAD_FILE).read_bytes())


def letter_places(folded: str) -> list[int]:
    """Places of the pieces of a word, its ends marked, and of its length."""
    marked = f"^{folded}$"
    pieces: Iterable[str] = (
        marked[start : start + size] for size in _SIZES for start in range(len(marked) - size + 1)
    )
    told = {*pieces, f"={min(len(folded), _LONGEST_TOLD)}"}
    return sorted({zlib.crc32(piece.encode()) % PLACES for piece in told})

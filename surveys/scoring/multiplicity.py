"""Many comparisons in one report: control of the false discovery rate."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def benjamini_hochberg(p_values: Mapping[Key, float]) -> dict[Key, float]:
    """Adjusted p values (q): the false discovery rate at which each comparison would count.

    q of the i-th smallest p of m is the smallest p_j·m/j over all j ≥ i, at most 1.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57, 289–300.

    Examples
    --------
    >>> benjamini_hochberg({"direction": 0.01, "safety": 0.04, "trust": 0.03})
    {'direction': 0.03, 'safety': 0.04, 'trust': 0.04}
    """
    descending = sorted(p_values, key=lambda key: p_values[key], reverse=True)
    total = len(descending)
    smallest = 1.0
    adjusted: dict[Key, float] = {}
    for position, key in enumerate(descending):
        smallest = min(smallest, p_values[key] * (total / (total - position)))
        adjusted[key] = smallest
    return {key: adjusted[key] for key in p_values}

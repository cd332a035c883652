"""How much agreement pure noise shows by chance, from a stored simulation."""

import csv
from bisect import bisect_right
from functools import cache
from importlib import resources

from surveys.scoring.outcomes import Figure, Reason, Undefined


def critical_rwg_j(n: int, items: int, scale_points: int) -> Figure | Undefined:
    """Value of r_wg(j) that uniform noise exceeds in 5 % of groups.

    Between the sizes of the table the next smaller one is taken, which asks for more
    agreement. The table is written by `tests/reference/scoring/simulate_rwg_null.py`.

    Parameters
    ----------
    n
        Respondents of the group.
    items
        Number of items, J.
    scale_points
        Points of the scale, k.

    References
    ----------
    Dunlap, W. P., Burke, M. J. & Smith-Crowe, K. (2003). Accurate tests of statistical
    significance for r_WG and average deviation indexes. Journal of Applied Psychology 88,
    356–362.

    Examples
    --------
    >>> round(critical_rwg_j(10, 3, 5).value, 2)
    0.55
    """
    table = _noise_ratios().get(scale_points)
    if table is None:
        return Undefined(Reason.NO_FIT, n)
    if n < 2 or items < 1:
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    size = _at_most(n, sorted({size for size, _ in table}))
    count = _at_most(items, sorted({count for _, count in table}))
    ratio = table[size, count]
    agreed = items * (1.0 - ratio)
    return Figure(agreed / (agreed + ratio), n)


def _at_most(wanted: int, available: list[int]) -> int:
    return available[bisect_right(available, wanted) - 1]


@cache
def _noise_ratios() -> dict[int, dict[tuple[int, int], float]]:
    """Mean item variance over that of uniform noise, 5th percentile: by k, then (n, J)."""
    tables: dict[int, dict[tuple[int, int], float]] = {}
    source = resources.files("surveys.scoring").joinpath("rwg_null.csv")
    for row in csv.DictReader(source.read_text().splitlines()):
        table = tables.setdefault(int(row["scale_points"]), {})
        table[int(row["respondents"]), int(row["items"])] = float(row["noise_ratio"])
    return tables

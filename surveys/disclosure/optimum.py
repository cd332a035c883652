"""The largest set of groups that may be shown: an integer program with constraints by the audit.

Every way of learning about too few people rests on some published groups. Each such set becomes a
constraint, "not all of these together"; the program is solved again until the audit finds nothing
more. Showing a further group never closes a way that is open, so the result is the optimum and not
only a good choice.

References
----------
Fischetti, M., Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with
linear constraints. Management Science 47(7), 1008-1027.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from surveys.disclosure.audit import exposed_sets, nested_pairs, remainders
from surveys.disclosure.layout import Layout
from surveys.disclosure.room import crowded_sets

MAX_GROUPS = 700
"""Beyond this many groups that could be shown, the greedy choice stands."""
MAX_ROUNDS = 120
MAX_NODES = 2_000
_SUPPORT = 1e-7

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Cut = frozenset[int]


def largest_selection(
    layout: Layout, may_show: Mask, counts: Counts, floor: int, few: int | None = None
) -> Mask | None:
    """Choose as many groups as possible, of equally many those with more people.

    Parameters
    ----------
    layout
        The declared groups.
    may_show
        Which groups are large enough, and not hidden for another reason.
    counts
        People by subject and atom, shape (subjects, atoms).
    floor
        N.
    few
        Hidden sets of fewer people than this keep room; None does not look at it.

    Returns
    -------
    Mask | None
        What is shown; None where the program is too large, which depends on counts alone.
    """
    places = np.flatnonzero(may_show)
    if len(places) > MAX_GROUPS:
        return None
    if not len(places):
        return may_show.copy()
    cuts = set(_pair_cuts(layout, may_show, counts, floor))
    for _ in range(MAX_ROUNDS):
        shown = _solve(layout, places, counts, cuts)
        if shown is None:
            return None
        found = set(_cuts(layout, shown, counts, floor))
        if not found and few is not None:
            found = {frozenset(one.groups) for one in crowded_sets(layout, shown, counts, few)}
        if not found:
            return shown
        if found <= cuts:
            return None
        cuts |= found
    return None


def _pair_cuts(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Cut]:
    for inner, outer, _people in nested_pairs(layout, shown, counts, floor):
        yield frozenset((inner, outer))


def _cuts(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Cut]:
    """Sets of shown groups that must not all be shown, each as small as possible."""
    yield from _pair_cuts(layout, shown, counts, floor)
    sizes = layout.sizes(counts)
    for outer, _dimension, parts, _left in remainders(layout, shown, counts, floor):
        yield frozenset((outer, *(part for part in parts if sizes[:, part].any())))
    for exposed in exposed_sets(layout, shown, counts, floor):
        yield _smallest_support(np.flatnonzero(shown), exposed.patterns, exposed.target)


def _smallest_support(places: npt.NDArray[np.intp], patterns: Mask, target: Floats) -> Cut:
    """Groups whose weighted sum is the target; without any one of them it is out of reach.

    The rows that a basic solution uses are linearly independent, so its weights are unique.
    """
    rows = patterns.astype(np.float64)
    solved = linprog(
        np.ones(2 * len(rows)),
        A_eq=np.hstack([rows.T, -rows.T]),
        b_eq=target,
        method="highs-ds",
    )
    if solved.x is None:
        return frozenset(int(place) for place in places)
    weights = solved.x[: len(rows)] - solved.x[len(rows) :]
    return frozenset(int(place) for place in places[np.abs(weights) > _SUPPORT])


def _solve(
    layout: Layout, places: npt.NDArray[np.intp], counts: Counts, cuts: Iterable[Cut]
) -> Mask | None:
    sizes = layout.sizes(counts).min(axis=0)[places].astype(np.float64)
    gain = 1.0 + sizes / (sizes.sum() + 1.0)
    is_whole = np.array([layout.groups[place].segment.is_whole for place in places])
    limits = _constraints(places, sorted(cuts, key=sorted))
    solved = milp(
        -gain,
        integrality=np.ones(len(places), dtype=np.int64),
        bounds=Bounds(is_whole.astype(np.float64), np.ones(len(places))),
        constraints=limits,
        options={"mip_rel_gap": 0.0, "node_limit": MAX_NODES},
    )
    if solved.status != 0 or solved.x is None:
        return None
    shown: Mask = np.zeros(len(layout.groups), dtype=np.bool_)
    shown[places[solved.x > 1 / 2]] = True
    return shown


def _constraints(places: npt.NDArray[np.intp], cuts: list[Cut]) -> list[LinearConstraint]:
    if not cuts:
        return []
    column = {int(place): at for at, place in enumerate(places)}
    rows = [row for row, cut in enumerate(cuts) for _ in cut]
    columns = [column[place] for cut in cuts for place in cut]
    matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(cuts), len(places)))
    return [LinearConstraint(matrix, ub=np.array([len(cut) - 1.0 for cut in cuts]))]

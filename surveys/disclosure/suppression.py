"""Choosing which groups to hide, so that nothing about too few people can be had from the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from surveys.disclosure.audit import findings
from surveys.disclosure.cube import Segment, SuppressionReason
from surveys.disclosure.layout import Layout
from surveys.disclosure.optimum import largest_selection

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Selection:
    """What is shown and what is hidden."""

    published: frozenset[Segment]
    hidden: Mapping[Segment, SuppressionReason]


def select_groups(
    layout: Layout,
    counts: Sequence[Mapping[str, int]],
    *,
    floor: int,
    few: int | None = None,
    already_hidden: Iterable[Segment] = (),
) -> Selection:
    """Hide small groups, then as few further ones as it takes for the audit to find nothing.

    Primary suppression hides every group with fewer than N answers. Complementary suppression
    hides the fewest groups that leave no attack (`optimum.largest_selection`); where that program
    is too large, groups are hidden one by one. All of it depends on counts alone.

    Parameters
    ----------
    layout
        The declared groups.
    counts
        Atom to number of answers, one mapping for each subject that is shown alike.
    floor
        N.
    few
        Hidden sets of fewer people than this keep room (`room`); None does not look at it.
    already_hidden
        Segments that stay hidden because something this rests on is hidden.
    """
    array = layout.counts_of(counts)
    is_small: Mask = np.asarray((layout.sizes(array) < floor).any(axis=0))
    may_show: Mask = np.asarray(~is_small)
    may_show[[layout.position[segment] for segment in already_hidden]] = False
    largest = largest_selection(layout, may_show, array, floor, few)
    shown = greedy_selection(layout, may_show, array, floor, few) if largest is None else largest
    return Selection(
        published=frozenset(layout.groups[place].segment for place in np.flatnonzero(shown)),
        hidden={
            layout.groups[place].segment: _reason(is_small=bool(is_small[place]))
            for place in np.flatnonzero(~shown)
        },
    )


def greedy_selection(
    layout: Layout, may_show: Mask, counts: Counts, floor: int, few: int | None = None
) -> Mask:
    """Hide the smallest group of each attack, then show again what turns out not to be needed.

    Parameters
    ----------
    layout
        The declared groups.
    may_show
        Which groups are large enough, and not hidden for another reason.
    counts
        People by subject and atom, shape (subjects, atoms).
    floor, few
        As in `select_groups`.
    """
    shown = without_attacks(layout, may_show, counts, floor, few)
    _show_again(layout, shown, np.asarray(may_show & ~shown), counts, floor, few)
    return shown


def without_attacks(
    layout: Layout, may_show: Mask, counts: Counts, floor: int, few: int | None = None
) -> Mask:
    """Hide the smallest group of the first attack that the audit finds, until it finds none."""
    shown = may_show.copy()
    while (finding := next(findings(layout, shown, counts, floor, few), None)) is not None:
        shown[layout.position[finding.involved[0]]] = False
    return shown


def _show_again(
    layout: Layout, shown: Mask, may_return: Mask, counts: Counts, floor: int, few: int | None
) -> None:
    """Show, largest first, what can be shown without a finding; changes `shown`."""
    sizes = layout.sizes(counts).min(axis=0)
    for place in sorted(np.flatnonzero(may_return), key=lambda place: (-sizes[place], place)):
        shown[place] = True
        if next(findings(layout, shown, counts, floor, few), None) is not None:
            shown[place] = False


def _reason(*, is_small: bool) -> SuppressionReason:
    return SuppressionReason.TOO_FEW if is_small else SuppressionReason.PROTECTS_OTHERS

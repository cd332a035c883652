"""Choosing which groups to hide, so that nothing about too few people can be had from the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from surveys.disclosure.audit import Finding, Layout, findings
from surveys.disclosure.cube import Segment, SuppressionReason

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Selection:
    """What is shown and what is hidden; `findings` is what hiding repaired."""

    published: frozenset[Segment]
    hidden: Mapping[Segment, SuppressionReason]
    findings: tuple[Finding, ...]


def select_groups(
    layout: Layout,
    counts: Sequence[Mapping[str, int]],
    *,
    floor: int,
    already_hidden: Iterable[Segment] = (),
) -> Selection:
    """Hide small groups, then further ones until the audit finds nothing.

    Primary suppression hides every group with fewer than N answers. Complementary suppression
    then hides the smallest group that takes part in an attack, until none is left, and at last
    shows again what turns out not to be needed. All of it depends on counts alone.

    Parameters
    ----------
    layout
        The declared groups.
    counts
        Atom to number of answers, one mapping for each subject that is shown alike.
    floor
        N.
    already_hidden
        Segments that stay hidden because something this rests on is hidden.
    """
    array = layout.counts_of(counts)
    is_small: Mask = np.asarray((layout.sizes(array) < floor).any(axis=0))
    shown: Mask = np.asarray(~is_small)
    kept_hidden = [layout.position[segment] for segment in already_hidden]
    shown[kept_hidden] = False
    repaired: list[Finding] = []
    while (finding := next(findings(layout, shown, array, floor), None)) is not None:
        repaired.append(finding)
        shown[layout.position[finding.involved[0]]] = False
    may_return: Mask = np.asarray(~shown & ~is_small)
    may_return[kept_hidden] = False
    _show_again(layout, shown, may_return, array, floor)
    return Selection(
        published=frozenset(layout.groups[place].segment for place in np.flatnonzero(shown)),
        hidden={
            layout.groups[place].segment: _reason(is_small=bool(is_small[place]))
            for place in np.flatnonzero(~shown)
        },
        findings=tuple(repaired),
    )


def _show_again(layout: Layout, shown: Mask, may_return: Mask, counts: Counts, floor: int) -> None:
    """Show, largest first, what can be shown without a finding; changes `shown`."""
    sizes = layout.sizes(counts).min(axis=0)
    for place in sorted(np.flatnonzero(may_return), key=lambda place: (-sizes[place], place)):
        shown[place] = True
        if next(findings(layout, shown, counts, floor), None) is not None:
            shown[place] = False


def _reason(*, is_small: bool) -> SuppressionReason:
    return SuppressionReason.TOO_FEW if is_small else SuppressionReason.PROTECTS_OTHERS

"""Figures made of more than a mean: without flagged people, weighted, or of groups together.

Beside the plain figure each of them is a second equation about the same people.
"""

from collections.abc import Iterator

from surveys.disclosure.audit import name_of
from surveys.disclosure.cube import (
    Cell,
    CellAddress,
    Cube,
    Published,
    RespondentSet,
    Segment,
    Statistic,
    Subject,
    Thresholds,
    Weighting,
)
from surveys.disclosure.finding import Attack, Finding
from surveys.disclosure.layout import Layout
from surveys.disclosure.shown_groups import shares_of_shown_groups


def derived_findings(
    cube: Cube, layout: Layout, subjects: dict[str, Subject], thresholds: Thresholds
) -> Iterator[Finding]:
    """Yield what derived figures of a finished cube tell about too few people."""
    for cell in cube.cells:
        if isinstance(cell.outcome, Published):
            address = cell.address
            counts = [n for n in subjects[address.subject].counts.values() if n]
            if address.respondents is RespondentSet.UNFLAGGED:
                yield from _flagged(cell, cell.outcome.n, sum(counts), thresholds)
            if address.weighting is Weighting.RAKED:
                yield from _weighted(cell, min(counts, default=0), thresholds)
            if address.respondents is RespondentSet.SHOWN_GROUPS:
                yield from _not_of_published(cube, cell, cell.outcome.n)
            elif address.statistic is Statistic.UNIT_VARIANCE:
                yield from _shrunken(cube, layout, subjects, address, thresholds)


def _flagged(cell: Cell, n: int, everybody: int, thresholds: Thresholds) -> Iterator[Finding]:
    flagged = everybody - n
    if 0 < flagged < thresholds.distributions or n < thresholds.distributions:
        yield Finding(
            Attack.FLAGGED,
            min(flagged, n),
            (cell.address.segment,),
            "With and without flagged answers, the figure of everybody leaves that of fewer than "
            f"{thresholds.distributions}.",
        )


def _weighted(cell: Cell, smallest: int, thresholds: Thresholds) -> Iterator[Finding]:
    """Weights are made from joint cells: the atoms of the declared groups."""
    if smallest < thresholds.scores:
        yield Finding(
            Attack.WEIGHTS,
            smallest,
            (cell.address.segment,),
            f"Weighted and unweighted, the figure of “{name_of(cell.address.segment)}” gives the "
            f"answers of fewer than {thresholds.scores} people, who share one weight.",
        )


def _shrunken(
    cube: Cube,
    layout: Layout,
    subjects: dict[str, Subject],
    address: CellAddress,
    thresholds: Thresholds,
) -> Iterator[Finding]:
    shown = {
        cell.address.segment
        for cell in cube.cells
        if isinstance(cell.outcome, Published) and cell.address.subject == address.subject
    }
    subject = subjects[address.subject]
    for segment in _hidden_units(shown, layout, subject, address.category, thresholds):
        atoms = layout.groups[layout.position[segment]].atoms
        yield Finding(
            Attack.SHRINKAGE,
            sum(subject.counts.get(atom, 0) for atom in atoms),
            (segment,),
            f"How much the groups differ, beside those that are shown, gives “{name_of(segment)}”.",
        )


def _hidden_units(
    shown: set[Segment], layout: Layout, subject: Subject, dimension: str, thresholds: Thresholds
) -> tuple[Segment, ...]:
    """Groups of a dimension that are large enough for a share of groups, and not shown."""
    return tuple(
        group.segment
        for group in layout.groups
        if group.segment.dimension == dimension
        and sum(subject.counts.get(atom, 0) for atom in group.atoms) >= thresholds.distributions
        and group.segment not in shown
    )


def _not_of_published(cube: Cube, cell: Cell, n: int) -> Iterator[Finding]:
    """A figure of shown groups must be what the other cells give, digit for digit."""
    if cell not in set(shares_of_shown_groups(cube.cells)):
        yield Finding(
            Attack.SHRINKAGE,
            n,
            (cell.address.segment,),
            f"How much the groups by “{cell.address.category}” differ does not follow from the "
            "groups that are shown: it could tell of hidden ones.",
        )

"""The audit: whether any combination of published groups gives a hidden group away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from surveys.disclosure.cube import Group, Segment
from surveys.disclosure.finding import Attack, Finding
from surveys.disclosure.layout import Counts, Layout, Mask, is_few
from surveys.disclosure.room import crowded_sets
from surveys.disclosure.row_space import MAX_SET_SIZE, RowSpace

Floats = npt.NDArray[np.float64]


def audit_groups(
    groups: Sequence[Group],
    published: Sequence[Segment],
    counts: Sequence[Mapping[str, int]],
    *,
    floor: int,
    few: int | None = None,
) -> tuple[Finding, ...]:
    """Find what the published groups give away; empty where nothing.

    Parameters
    ----------
    groups
        All declared groups, published or not.
    published
        The segments whose figures may be read.
    counts
        Atom to number of answers, one mapping for each subject that is published alike.
    floor
        N: nothing may be learned about 1 to N-1 people.
    few
        Hidden sets of fewer people than this must have room (`room`); None does not look at it.
    """
    layout = Layout(groups)
    shown = np.zeros(len(layout.groups), dtype=np.bool_)
    shown[[layout.position[segment] for segment in published]] = True
    return tuple(findings(layout, shown, layout.counts_of(counts), floor, few))


def findings(
    layout: Layout, shown: Mask, counts: Counts, floor: int, few: int | None = None
) -> Iterator[Finding]:
    """Yield findings, those that are cheap to see first."""
    yield from _small_cells(layout, shown, counts, floor)
    yield from _nested_pairs(layout, shown, counts, floor)
    yield from _remainders(layout, shown, counts, floor)
    yield from _row_space(layout, shown, counts, floor)
    if few is not None:
        yield from _crowded(layout, shown, counts, few)


def name_of(segment: Segment) -> str:
    """A segment in words."""
    return "everybody" if segment.is_whole else f"{segment.dimension}: {segment.level}"


def _small_cells(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Finding]:
    sizes = layout.sizes(counts)
    for place in np.flatnonzero(shown & is_few(sizes, floor).any(axis=0)):
        segment = layout.groups[place].segment
        yield Finding(
            Attack.SMALL_CELL,
            _fewest(sizes[:, place]),
            (segment,),
            f"“{name_of(segment)}” has fewer than {floor} answers.",
        )


def _nested_pairs(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Finding]:
    for inner, outer, people in nested_pairs(layout, shown, counts, floor):
        small, large = (layout.groups[place].segment for place in (inner, outer))
        yield Finding(
            Attack.NESTED_PAIR,
            people,
            (small, large),
            f"“{name_of(large)}” minus “{name_of(small)}” leaves fewer than {floor} people.",
        )


def nested_pairs(
    layout: Layout, shown: Mask, counts: Counts, floor: int
) -> Iterator[tuple[int, int, int]]:
    """Yield each shown group inside another that is larger by 1 to N-1 people, and by how many."""
    places = np.flatnonzero(shown)
    membership = layout.membership[places]
    sizes = layout.sizes(counts)[:, places]
    for member, row in enumerate(counts):
        present = membership[:, row > 0].astype(np.float64)
        overlap = present @ present.T
        is_inside = overlap == present.sum(axis=1)[:, None]
        differences = sizes[member][None, :] - sizes[member][:, None]
        for inner, outer in np.argwhere(is_inside & is_few(differences, floor)):
            yield int(places[inner]), int(places[outer]), int(differences[inner, outer])


def _remainders(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Finding]:
    sizes = layout.sizes(counts)
    for outer, dimension, parts, left in remainders(layout, shown, counts, floor):
        by_size = sorted(parts, key=lambda part: (int(sizes[:, part].min()), part))
        whole = layout.groups[outer].segment
        yield Finding(
            Attack.REMAINDER,
            left,
            (*(layout.groups[part].segment for part in by_size), whole),
            f"“{name_of(whole)}” minus all its groups shown by {dimension} leaves fewer than "
            f"{floor} people.",
        )


def remainders(
    layout: Layout, shown: Mask, counts: Counts, floor: int
) -> Iterator[tuple[int, str, list[int], int]]:
    """Yield a group, a dimension, its shown parts (they never overlap) and how few they leave."""
    sizes = layout.sizes(counts)
    for outer in np.flatnonzero(shown):
        for dimension, parts in _parts_by_dimension(layout, shown, int(outer)).items():
            left = sizes[:, outer] - sizes[:, parts].sum(axis=1)
            if is_few(left, floor).any():
                yield int(outer), dimension, parts, _fewest(left)


def _parts_by_dimension(layout: Layout, shown: Mask, outer: int) -> dict[str, list[int]]:
    parts: dict[str, list[int]] = {}
    is_inside = ~(layout.membership & ~layout.membership[outer]).any(axis=1)
    for part in np.flatnonzero(shown & is_inside):
        segment = layout.groups[part].segment
        if part != outer and not segment.is_whole:
            parts.setdefault(segment.dimension, []).append(int(part))
    return parts


@dataclass(frozen=True)
class ExposedSet:
    """Few people whose total is a weighted sum of published totals.

    `patterns` holds the published groups over classes of atoms that none of them tells apart,
    `target` the weight of each class in what is known: 1, or -1 where a difference is.
    """

    patterns: Mask
    target: Floats
    people: int


def _row_space(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Finding]:
    for exposed in exposed_sets(layout, shown, counts, floor):
        touched: Mask = np.asarray(exposed.patterns[:, exposed.target != 0].any(axis=1))
        yield _row_space_finding(layout, shown, touched, counts, exposed.people, floor)


def exposed_sets(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[ExposedSet]:
    """Yield hidden groups, and any few atoms, whose totals follow from published totals."""
    patterns, class_of = np.unique(layout.membership[shown], axis=1, return_inverse=True)
    is_in_class = np.eye(patterns.shape[1], dtype=np.bool_)[class_of.reshape(-1)]
    class_counts = counts @ is_in_class.astype(np.int64)
    space = RowSpace(patterns)
    hidden = layout.membership[~shown & is_few(layout.sizes(counts), floor).any(axis=0)]
    exposed = {
        tuple(int(place) for place in np.flatnonzero(target))
        for target in _over_classes(hidden, is_in_class)
        if space.contains(target[None, :].astype(np.float64))[0]
    }
    exposed |= {small for row in class_counts for small in space.small_sets(row, floor)}
    for small in sorted(exposed):
        people = class_counts[:, list(small)].sum(axis=1)
        if is_few(people, floor).any():
            yield ExposedSet(patterns, _signed(space, small, patterns.shape[1]), _fewest(people))


def _signed(space: RowSpace, small: tuple[int, ...], width: int) -> Floats:
    """The weights, 1 or -1, with which the sum over these classes is known."""
    target = np.zeros(width)
    for signs in product((1.0, -1.0), repeat=min(len(small), MAX_SET_SIZE) - 1):
        target[list(small)] = 1.0
        target[list(small[1 : 1 + len(signs)])] = signs
        if space.contains(target[None, :])[0]:
            break
    return target


def _over_classes(targets: Mask, is_in_class: Mask) -> Iterator[Mask]:
    """Targets as sets of classes of atoms; one that splits a class cannot be reached at all."""
    for target in targets:
        held = is_in_class[target].any(axis=0)
        left_out = is_in_class[~target].any(axis=0)
        if not (held & left_out).any():
            yield held


def _row_space_finding(
    layout: Layout, shown: Mask, touched: Mask, counts: Counts, people: int, floor: int
) -> Finding:
    sizes = layout.sizes(counts).min(axis=0)
    places = [int(place) for place in np.flatnonzero(shown)]
    is_touched = dict(zip(places, touched, strict=True))
    by_use = sorted(
        places,
        key=lambda place: (
            layout.groups[place].segment.is_whole,
            not is_touched[place],
            int(sizes[place]),
            place,
        ),
    )
    return Finding(
        Attack.ROW_SPACE,
        people,
        tuple(layout.groups[place].segment for place in by_use),
        f"Adding and subtracting published groups gives the total of fewer than {floor} people.",
    )


def _crowded(layout: Layout, shown: Mask, counts: Counts, few: int) -> Iterator[Finding]:
    sizes = layout.sizes(counts).min(axis=0)
    for crowded in crowded_sets(layout, shown, counts, few):
        by_size = sorted(
            crowded.groups,
            key=lambda place: (layout.groups[place].segment.is_whole, int(sizes[place]), place),
        )
        yield Finding(
            Attack.CROWDED,
            crowded.people,
            tuple(layout.groups[place].segment for place in by_size),
            f"Published groups leave fewer than {few} people in a set that is too small to hide "
            "in, should all of it answer alike.",
        )


def _fewest(people: Counts) -> int:
    return int(people[people > 0].min())

"""Which groups of a plan will be reportable, from counts of people alone: asked while planning."""

import enum
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.disclosure.cohorts import TooFewAnswers, build_cohorts, declared_groups
from surveys.disclosure.cube import WHOLE, Group
from surveys.disclosure.layout import Layout
from surveys.disclosure.suppression import select_groups
from surveys.invitees import invitees_of
from surveys.levels import OTHER_LEVEL, merge_small_levels
from surveys.models import RetentionMode, Wave


class Outlook(enum.StrEnum):
    """What may be expected of a group."""

    LIKELY = "likely"
    """Half of its people suffice."""
    DEMANDING = "demanding"
    """More than half of its people have to answer."""
    MERGED = "merged"
    """Too small for itself; reported together with others."""
    HIDDEN = "hidden"
    """Would give others away, or is too small for its own."""


@dataclass(frozen=True)
class PlannedGroup:
    """One group as planned. `merged` are the levels of which it is made, if there are several."""

    dimension: str
    level: str
    invited: int
    needed: int
    outlook: Outlook
    merged: tuple[str, ...] = ()

    @property
    def needed_percent(self) -> int:
        """How many in a hundred of its people have to answer."""
        return math.ceil(100 * self.needed / self.invited)


@dataclass(frozen=True)
class ReportablePlan:
    """All groups of a plan. `dropped` are dimensions by which nothing could be reported."""

    invited: int
    floor: int
    groups: tuple[PlannedGroup, ...]
    dropped: tuple[str, ...]
    is_too_small: bool


def reportable_plan(
    wave: Wave,
    dimensions: Sequence[str],
    *,
    floor: int,
    retention_mode: RetentionMode,
) -> ReportablePlan:
    """What could be reported if everybody who would be invited today answered."""
    raw = [
        tuple(str(invitee.attributes.get(name) or "") for name in dimensions)
        for invitee in invitees_of(wave)
    ]
    return plan_of_rows(dimensions, raw, floor=floor, retention_mode=retention_mode)


def plan_of_rows(
    dimensions: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    floor: int,
    retention_mode: RetentionMode,
) -> ReportablePlan:
    """The same from one row of levels per person."""
    if len(rows) < floor:
        return ReportablePlan(len(rows), floor, (), (), is_too_small=True)
    merges = [
        merge_small_levels([row[place] for row in rows], minimum=floor)
        for place in range(len(dimensions))
    ]
    labels = [tuple(merges[place][level] for place, level in enumerate(row)) for row in rows]
    small = [
        tuple(sorted(level for level, name in merged.items() if name == OTHER_LEVEL and level))
        for merged in merges
    ]
    members = dict(zip(dimensions, small, strict=True))
    if retention_mode == RetentionMode.COHORT:
        groups, dropped = _cohort_groups(dimensions, labels, floor, members)
    else:
        groups, dropped = _declared(dimensions, labels, floor, members), ()
    return ReportablePlan(len(rows), floor, groups, dropped, is_too_small=False)


def _cohort_groups(
    dimensions: Sequence[str],
    labels: Sequence[tuple[str, ...]],
    floor: int,
    members: dict[str, tuple[str, ...]],
) -> tuple[tuple[PlannedGroup, ...], tuple[str, ...]]:
    plan = build_cohorts(dimensions, labels, floor=floor)
    if isinstance(plan, TooFewAnswers):  # asked for above
        return (), tuple(dimensions)
    merged_names = {
        (merge.dimension, " + ".join(merge.levels)): merge.levels for merge in plan.merges
    }
    found = []
    for group in plan.groups:
        segment = group.segment
        if segment == WHOLE or segment.dimension not in dimensions:
            continue
        levels = merged_names.get((segment.dimension, segment.level), (segment.level,))
        names = _names(levels, members[segment.dimension])
        invited = sum(plan.counts[atom] for atom in group.atoms)
        found.append(_planned(segment.dimension, segment.level, invited, floor, names))
    return tuple(found), plan.dropped


def _declared(
    dimensions: Sequence[str],
    labels: Sequence[tuple[str, ...]],
    floor: int,
    members: dict[str, tuple[str, ...]],
) -> tuple[PlannedGroup, ...]:
    declared = declared_groups(dimensions, labels)
    counts = Counter(declared.atom_by_labels[row] for row in labels)
    shown = select_groups(Layout(declared.groups), [counts], floor=floor).published
    return tuple(
        _one_declared(group, counts, floor, members, is_shown=group.segment in shown)
        for group in declared.groups
        if group.segment != WHOLE
    )


def _one_declared(
    group: Group,
    counts: Counter[str],
    floor: int,
    members: dict[str, tuple[str, ...]],
    *,
    is_shown: bool,
) -> PlannedGroup:
    segment = group.segment
    invited = sum(counts[atom] for atom in group.atoms)
    names = _names((segment.level,), members[segment.dimension])
    if not is_shown:
        return PlannedGroup(segment.dimension, segment.level, invited, floor, Outlook.HIDDEN, names)
    return _planned(segment.dimension, segment.level, invited, floor, names)


def _names(levels: Sequence[str], small: tuple[str, ...]) -> tuple[str, ...]:
    """The levels that a group is made of, with those that the launch merges spelled out."""
    names = [name for level in levels for name in (small if level == OTHER_LEVEL else (level,))]
    return tuple(names) if len(names) > 1 or levels == (OTHER_LEVEL,) else ()


def _planned(
    dimension: str, level: str, invited: int, floor: int, merged: tuple[str, ...]
) -> PlannedGroup:
    if merged or level == OTHER_LEVEL:
        outlook = Outlook.MERGED
    else:
        outlook = Outlook.LIKELY if invited >= 2 * floor else Outlook.DEMANDING
    return PlannedGroup(dimension, level, invited, floor, outlook, merged)

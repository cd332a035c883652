"""Pairs the two scores in a cell of three by three, never in an average.

Pure. Each axis is read in three tiers. An interval that crosses the edge of a tier reaches more
than one cell, and all of them are named.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ORGANIZATION_EDGES = (55.0, 70.0)
"""Lower edges, in points, of the bands `developing` and `ready`."""

TECHNOLOGY_EDGES = (60.0, 80.0)
"""Lower edges, in points, of the bands `ready_with_conditions` and `ready`."""


class Tier(enum.IntEnum):
    """A third of an axis."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2


class Cell(enum.StrEnum):
    """What the two tiers mean together."""

    PREPARE_BOTH = "prepare_both"
    PEOPLE_FIRST = "people_first"
    SHELFWARE_RISK = "shelfware_risk"
    PREPARE_PLATFORM = "prepare_platform"
    GUARDED_PILOT = "guarded_pilot"
    STAGED_ROLLOUT = "staged_rollout"
    SHADOW_AI_RISK = "shadow_ai_risk"
    SCALE_BOTH = "scale_both"
    GO = "go"


CELLS: Mapping[tuple[Tier, Tier], Cell] = {
    (Tier.LOW, Tier.LOW): Cell.PREPARE_BOTH,
    (Tier.LOW, Tier.MIDDLE): Cell.PEOPLE_FIRST,
    (Tier.LOW, Tier.HIGH): Cell.SHELFWARE_RISK,
    (Tier.MIDDLE, Tier.LOW): Cell.PREPARE_PLATFORM,
    (Tier.MIDDLE, Tier.MIDDLE): Cell.GUARDED_PILOT,
    (Tier.MIDDLE, Tier.HIGH): Cell.STAGED_ROLLOUT,
    (Tier.HIGH, Tier.LOW): Cell.SHADOW_AI_RISK,
    (Tier.HIGH, Tier.MIDDLE): Cell.SCALE_BOTH,
    (Tier.HIGH, Tier.HIGH): Cell.GO,
}
"""(organization, technology) to cell."""

ORGANIZATION_TIERS: Mapping[str, Tier] = {
    "at_risk": Tier.LOW,
    "emerging": Tier.LOW,
    "developing": Tier.MIDDLE,
    "ready": Tier.HIGH,
    "leading": Tier.HIGH,
}

TECHNOLOGY_TIERS: Mapping[str, Tier] = {
    "not_ready": Tier.LOW,
    "foundations": Tier.LOW,
    "ready_with_conditions": Tier.MIDDLE,
    "ready": Tier.HIGH,
}


@dataclass(frozen=True)
class Standing:
    """Where one axis stands: the score in points 0..100 with its interval.

    `tier` is the tier of the stated band, `reached` all tiers that the interval touches under the
    same caps, lowest first. `tier` is always among them.
    """

    score: float
    low: float
    high: float
    tier: Tier
    reached: tuple[Tier, ...]

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies in one tier."""
        return len(self.reached) == 1


class MissingReason(enum.StrEnum):
    """Why an axis has no standing."""

    NOT_ASSESSED = "not_assessed"
    """Nobody described the technology."""
    NOT_SIZED = "not_sized"
    """The technology was described, but its scenario cannot be sized."""
    NO_INDEX = "no_index"
    """Too few answers."""
    NOT_ASKED = "not_asked"
    """The instrument does not ask for readiness."""
    NO_BAND = "no_band"
    """There is a score, but participation is too low to place it."""
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    """No technical pillar has enough evidence."""


@dataclass(frozen=True)
class Missing:
    """An axis that cannot be placed."""

    reason: MissingReason


Axis = Standing | Missing


@dataclass(frozen=True)
class Paired:
    """Both axes stand. `cells` are all that the intervals reach, the most likely first."""

    organization: Standing
    technology: Standing
    cell: Cell
    cells: tuple[Cell, ...]

    @property
    def is_clear(self) -> bool:
        """Whether both intervals lie in this one cell."""
        return len(self.cells) == 1


@dataclass(frozen=True)
class Unpaired:
    """At least one axis is missing, so no cell is named."""

    organization: Axis
    technology: Axis


Verdict = Paired | Unpaired


class Limit(enum.StrEnum):
    """The axis that limits."""

    ORGANIZATION = "organization"
    TECHNOLOGY = "technology"
    BOTH = "both"


@dataclass(frozen=True)
class LimitingScore:
    """The smaller of the two scores, for those who must have one number."""

    value: float
    limited_by: Limit


def organization_standing(
    *, score: float, low: float, high: float, band: str, caps: Sequence[str]
) -> Standing:
    """Standing of the organization.

    Parameters
    ----------
    score, low, high : float
        ORS-1 and its 95 percent interval, points 0..100, before gates.
    band : str
        Band after gates, a key of `ORGANIZATION_TIERS`.
    caps : Sequence[str]
        Highest bands that the fired gates allow; empty where none fired.

    Examples
    --------
    >>> standing = organization_standing(score=57, low=53, high=61, band="developing", caps=[])
    >>> [tier.name for tier in standing.reached]
    ['LOW', 'MIDDLE']
    >>> capped = organization_standing(
    ...     score=72, low=68, high=76, band="developing", caps=["developing"]
    ... )
    >>> capped.is_clear
    True
    """
    ceiling = min((ORGANIZATION_TIERS[cap] for cap in caps), default=Tier.HIGH)
    return _standing(
        score=score,
        low=low,
        high=high,
        tier=ORGANIZATION_TIERS[band],
        edges=ORGANIZATION_EDGES,
        ceiling=ceiling,
    )


def technology_standing(*, score: float, low: float, high: float, band: str) -> Standing:
    """Standing of the technology.

    Parameters
    ----------
    score, low, high : float
        Technical readiness and its P10–P90 range, points 0..100; gates have capped them already.
    band : str
        A key of `TECHNOLOGY_TIERS`.

    Examples
    --------
    >>> technology_standing(
    ...     score=74, low=66, high=79, band="ready_with_conditions"
    ... ).tier.name
    'MIDDLE'
    """
    return _standing(
        score=score,
        low=low,
        high=high,
        tier=TECHNOLOGY_TIERS[band],
        edges=TECHNOLOGY_EDGES,
        ceiling=Tier.HIGH,
    )


def pair(organization: Axis, technology: Axis) -> Verdict:
    """Name the cell of two standings, with every other cell that their intervals reach.

    Examples
    --------
    >>> people = organization_standing(score=48, low=45, high=51, band="emerging", caps=[])
    >>> machines = technology_standing(score=78, low=71, high=84, band="ready_with_conditions")
    >>> verdict = pair(people, machines)
    >>> [str(cell) for cell in verdict.cells]
    ['people_first', 'shelfware_risk']
    """
    if isinstance(organization, Missing) or isinstance(technology, Missing):
        return Unpaired(organization, technology)
    cell = CELLS[organization.tier, technology.tier]
    reached = [CELLS[o, t] for o in organization.reached for t in technology.reached]
    others = tuple(other for other in reached if other is not cell)
    return Paired(organization, technology, cell, (cell, *others))


def limiting_score(verdict: Paired) -> LimitingScore:
    """Return the smaller score of the two, named as what it is; asked for, never volunteered.

    Examples
    --------
    >>> people = organization_standing(score=48, low=45, high=51, band="emerging", caps=[])
    >>> machines = technology_standing(score=85, low=81, high=89, band="ready")
    >>> limiting_score(pair(people, machines))
    LimitingScore(value=48, limited_by=<Limit.ORGANIZATION: 'organization'>)
    """
    people, machines = verdict.organization.score, verdict.technology.score
    if people == machines:
        return LimitingScore(people, Limit.BOTH)
    if people < machines:
        return LimitingScore(people, Limit.ORGANIZATION)
    return LimitingScore(machines, Limit.TECHNOLOGY)


def _standing(
    *, score: float, low: float, high: float, tier: Tier, edges: tuple[float, float], ceiling: Tier
) -> Standing:
    lowest = min(_tier_of(low, edges), ceiling, tier)
    highest = max(min(_tier_of(high, edges), ceiling), tier)
    reached = tuple(Tier(index) for index in range(lowest, highest + 1))
    return Standing(score, low, high, tier, reached)


def _tier_of(points: float, edges: tuple[float, float]) -> Tier:
    return Tier(sum(points >= edge for edge in edges))

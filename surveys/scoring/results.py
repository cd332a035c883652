"""What the calculations return. A figure that cannot be given is `Undefined` with its reason."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.scoring.outcomes import Estimate, Figure, Share, Undefined

# --- one dimension or item --------------------------------------------------------------------


class Band(enum.StrEnum):
    """Reading of a score, from low to high."""

    AT_RISK = "at_risk"
    EMERGING = "emerging"
    DEVELOPING = "developing"
    READY = "ready"
    LEADING = "leading"


@dataclass(frozen=True)
class BandReading:
    """Band of a score and the probability (0..1) of each band, given the score's error."""

    band: Band
    probabilities: Mapping[Band, float]
    is_borderline: bool
    """No band has a probability of .8 or more."""


@dataclass(frozen=True)
class Favorability:
    """Shares above, at and below the middle of the scale, with reversed items turned."""

    favorable: Share
    neutral: Share
    unfavorable: Share
    percents: tuple[int, int, int]
    """Favorable, neutral, unfavorable as whole numbers that sum to 100."""


@dataclass(frozen=True)
class ItemDistribution:
    """Answers to one item. `counts` runs from scale point 1 to k as answered, not reversed."""

    item: str
    counts: tuple[int, ...]
    n: int
    missing: int
    mean: Figure | Undefined
    """Points 0..100, reversed items turned."""
    favorability: Favorability | Undefined


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha, listwise, with Feldt's 95 % interval.

    A negative value is kept: the items contradict each other, so check the reverse keys.
    """

    value: float
    low: float
    high: float
    standardized: Figure | Undefined
    n: int
    items: int


@dataclass(frozen=True)
class Agreement:
    """How alike people in one group answer the items of one dimension.

    AD is in scale points. `rwg_j_critical` is what pure noise exceeds in 5 % of such groups.
    """

    n: int
    items: int
    rwg_j: Figure | Undefined
    rwg_j_critical: Figure | Undefined
    rwg_j_star: Figure | Undefined
    a_wg: Figure | Undefined
    ad_mean: Figure | Undefined
    ad_median: Figure | Undefined
    is_polarized: bool


@dataclass(frozen=True)
class DimensionScore:
    """Everything about one dimension, in points 0..100 where nothing else is said.

    `mean` needs one answer, `estimate` and `band` ten, `alpha` and `omega` thirty.
    """

    key: str
    weight: float
    items: tuple[str, ...]
    n: int
    mean: Figure | Undefined
    sd: Figure | Undefined
    estimate: Estimate | Undefined
    band: BandReading | Undefined
    favorability: Favorability | Undefined
    alpha: Alpha | Undefined
    omega: Figure | Undefined
    item_rest: Mapping[str, float]
    agreement: Agreement | Undefined


# --- the organization -------------------------------------------------------------------------


class GateKind(enum.StrEnum):
    """What may hold the organization's band down, whatever the average says."""

    WEAK_DIMENSION = "weak_dimension"
    LOW_SAFETY_OR_TRUST = "low_safety_or_trust"
    """Puts a caveat on all scores: people may not dare to answer openly."""
    BLIND_SPOT = "blind_spot"


@dataclass(frozen=True)
class Gate:
    """A gate that fired, by which dimensions, and the highest band it allows."""

    kind: GateKind
    dimensions: tuple[str, ...]
    cap: Band


class ResponseSignal(enum.StrEnum):
    """How far the response rate carries the score."""

    ENOUGH = "enough"
    AMBER = "amber"
    NO_BAND = "no_band"


@dataclass(frozen=True)
class NonResponse:
    """What those who did not answer could change. Scores are in points 0..100."""

    response_rate: Figure | Undefined
    signal: ResponseSignal
    is_small_workforce: bool
    scenario: Figure | Undefined
    """The score if everybody who is missing stands 10 points lower."""
    tipping_delta: Figure | Undefined
    """Points by which the missing would have to stand lower for the band to fall."""
    manski_low: Figure | Undefined
    manski_high: Figure | Undefined


@dataclass(frozen=True)
class WeightSensitivity:
    """The score under plausible other weights: 5 and 95 % points, share that keeps the band."""

    low: float
    high: float
    band_share: float
    draws: int


@dataclass(frozen=True)
class OrganizationScore:
    """ORS: the weighted mean of the dimensions, with its error and its limits."""

    n: int
    mean: Figure
    estimate: Estimate | Undefined
    reliability: Figure | Undefined
    """Composite reliability (Mosier) of one respondent's weighted score."""
    geometric: Figure
    """Weighted geometric mean of the dimensions, floored at 1: an alternative only."""
    reading: BandReading | Undefined
    """The band by the score alone, before gates."""
    band: Band | Undefined
    """The band after gates: the one to print."""
    gates: tuple[Gate, ...]
    has_caveat: bool
    missing_dimensions: tuple[str, ...]
    weight_sensitivity: WeightSensitivity


# --- leaders and workforce --------------------------------------------------------------------


class GapLabel(enum.StrEnum):
    """Reading of a gap; only `ALIGNED` says that there is none worth acting on."""

    ALIGNED = "aligned"
    WATCH = "watch"
    MATERIAL = "material"
    SEVERE = "severe"
    INCONCLUSIVE = "inconclusive"


class GapDirection(enum.StrEnum):
    """Who thinks better of the organization."""

    BLIND_SPOT = "blind_spot"
    """Leaders expect more than the workforce reports."""
    HIDDEN_STRENGTH = "hidden_strength"
    NONE = "none"


@dataclass(frozen=True)
class Effect:
    """Standardized difference of two means with its exact 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Gap:
    """Expected minus perceived in one dimension, in points (-100..100).

    `q` is the p value after Benjamini and Hochberg over all dimensions of the report.
    """

    dimension: str
    expected: float
    perceived: float
    estimate: Estimate
    p: float
    q: float
    label: GapLabel
    direction: GapDirection
    is_confirmed: bool
    hedges_g: Effect | Undefined
    cliffs_delta: Figure | Undefined


@dataclass(frozen=True)
class AlignmentIndex:
    """CAI, 0..100, and the range that holds it with 95 % confidence."""

    value: float
    low: float
    high: float


class ExpectationSource(enum.StrEnum):
    """Where the expectation comes from."""

    LEADERS = "leaders"
    DECLARED_TARGETS = "declared_targets"


@dataclass(frozen=True)
class Alignment:
    """Cultural alignment of leaders and workforce.

    `cai` is withheld under ten leaders; `label` says the size of the typical gap all the same.
    """

    source: ExpectationSource
    n_leaders: int
    n_workforce: int
    gaps: Mapping[str, Gap]
    cai: AlignmentIndex | Undefined
    label: GapLabel
    signed_mean_gap: float


# --- groups, waves and the rest ---------------------------------------------------------------


@dataclass(frozen=True)
class UnitScore:
    """One group's mean as observed and as drawn towards the mean of all groups, in points."""

    label: str
    n: int
    mean: float
    shrunken: float


@dataclass(frozen=True)
class UnitScores:
    """All groups of one reporting dimension on one score; highest shrunken mean first."""

    units: tuple[UnitScore, ...]
    icc1: Figure | Undefined
    icc2: Figure | Undefined
    tau2: Figure | Undefined
    """Variance between groups, points squared. 0: no evidence that units differ."""
    units_differ: bool


@dataclass(frozen=True)
class GroupScores:
    """Groups of one reporting dimension: by the organizational score and by each dimension."""

    column: str
    composite: UnitScores | Undefined
    dimensions: Mapping[str, UnitScores | Undefined]
    agreement: Mapping[str, Agreement | Undefined]
    """By group label, over all scored items."""


class TrendReading(enum.StrEnum):
    """What a difference between two waves says."""

    MOVED = "moved"
    STABLE = "stable"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True)
class TrendChange:
    """Later minus earlier wave on the items common to both, in points."""

    key: str
    before: Figure
    after: Figure
    change: Estimate
    p: float
    q: float
    reading: TrendReading


@dataclass(frozen=True)
class ShareChange:
    """Later minus earlier share of favorable answers, with Newcombe's 95 % interval."""

    key: str
    before: Share
    after: Share
    change: float
    low: float
    high: float


@dataclass(frozen=True)
class Trend:
    """Two waves compared on the `items` common to both."""

    items: tuple[str, ...]
    dimensions: Mapping[str, TrendChange | Undefined]
    favorability: Mapping[str, ShareChange]
    organization: TrendChange | Undefined


@dataclass(frozen=True)
class Advocacy:
    """Promoters (9, 10) minus detractors (0..6), as a share -1..1. Never part of the score."""

    promoters: Share
    passives: Share
    detractors: Share
    net: Estimate | Undefined


@dataclass(frozen=True)
class ChoiceDistribution:
    """Answers to a choice item: share of each option, in the order of the instrument."""

    item: str
    n: int
    missing: int
    counts: Mapping[str, int]
    shares: Mapping[str, Share]


@dataclass(frozen=True)
class WaveScore:
    """Everything one wave says; what `surveys.scoring.index.score_responses` returns."""

    n: int
    invited: int
    nonresponse: NonResponse
    dimensions: Mapping[str, DimensionScore]
    items: Mapping[str, ItemDistribution]
    organization: OrganizationScore | Undefined
    alignment: Alignment | Undefined
    advocacy: Mapping[str, Advocacy | Undefined]
    choices: Mapping[str, ChoiceDistribution]
    groups: Mapping[str, GroupScores]

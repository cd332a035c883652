"""The cube: every figure that a wave publishes, in its frozen, rounded form.

A figure enters as a `Candidate` and leaves as a `Cell` that holds either `Published` or
`Suppressed`. A statistic without a rule in `RULES` cannot be stored.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType


class Tier(enum.StrEnum):
    """Which threshold a statistic must meet."""

    SCORE = "score"
    """Counts and dimension means: from `Thresholds.scores`."""
    DETAIL = "detail"
    """Whatever helps to rebuild the answers of a small group: from `Thresholds.distributions`."""
    COMMENT = "comment"
    """Drawn from free text: from `Thresholds.comments` authors on the question."""
    WHOLE_WAVE = "whole_wave"
    """For the whole wave alone: from `Thresholds.whole_wave` respondents."""


class Unit(enum.StrEnum):
    """What a value is measured in; decides how it is rounded in storage."""

    PERSONS = "persons"
    POINTS = "points"
    """0..100, or a difference of two such values."""
    SCALE_POINTS = "scale_points"
    SHARE = "share"
    """0..1."""
    COEFFICIENT = "coefficient"
    """-1..1."""


class Statistic(enum.StrEnum):
    """Every kind of figure that may be stored."""

    RESPONDENTS = "respondents"
    DIMENSION_MEAN = "dimension_mean"
    ORGANIZATION_SCORE = "organization_score"
    ITEM_MEAN = "item_mean"
    POINT_SHARE = "point_share"
    FAVORABILITY_SHARE = "favorability_share"
    CHOICE_SHARE = "choice_share"
    ADVOCACY_SHARE = "advocacy_share"
    ADVOCACY_NET = "advocacy_net"
    AGREEMENT_DISTANCE = "agreement_distance"
    AGREEMENT_INDEX = "agreement_index"
    RELIABILITY = "reliability"
    BAND_PROBABILITY = "band_probability"
    LEADERSHIP_GAP = "leadership_gap"
    LEADERSHIP_EXPECTATION = "leadership_expectation"
    ALIGNMENT_INDEX = "alignment_index"
    TREND_CHANGE = "trend_change"
    NONRESPONSE = "nonresponse"
    WEIGHT_SENSITIVITY = "weight_sensitivity"
    UNIT_VARIANCE = "unit_variance"
    """Part of the score's variance between groups; made of other cells, see `shown_groups`."""
    SCORE_SPREAD = "score_spread"
    """Standard deviation of the scores of all respondents."""
    DRIVER_WEIGHT = "driver_weight"
    COMMENT_COUNT = "comment_count"
    TONE_SHARE = "tone_share"
    THEME_SHARE = "theme_share"
    TOPIC_WORD = "topic_word"
    """A word that at least as many authors used as comments need; n counts the comments on the
    subject, never those with the word. Always 1."""
    READING = "reading"
    """A word that follows from other figures of the cube: a band, a gate, a label. Always 1."""


@dataclass(frozen=True)
class Rule:
    """How one statistic is protected and rounded."""

    tier: Tier
    unit: Unit


RULES: Mapping[Statistic, Rule] = MappingProxyType(
    {
        Statistic.RESPONDENTS: Rule(Tier.SCORE, Unit.PERSONS),
        Statistic.DIMENSION_MEAN: Rule(Tier.SCORE, Unit.POINTS),
        Statistic.ORGANIZATION_SCORE: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.ITEM_MEAN: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.POINT_SHARE: Rule(Tier.DETAIL, Unit.SHARE),
        Statistic.FAVORABILITY_SHARE: Rule(Tier.DETAIL, Unit.SHARE),
        Statistic.CHOICE_SHARE: Rule(Tier.DETAIL, Unit.SHARE),
        Statistic.ADVOCACY_SHARE: Rule(Tier.DETAIL, Unit.SHARE),
        Statistic.ADVOCACY_NET: Rule(Tier.DETAIL, Unit.COEFFICIENT),
        Statistic.AGREEMENT_DISTANCE: Rule(Tier.DETAIL, Unit.SCALE_POINTS),
        Statistic.AGREEMENT_INDEX: Rule(Tier.DETAIL, Unit.COEFFICIENT),
        Statistic.RELIABILITY: Rule(Tier.DETAIL, Unit.COEFFICIENT),
        Statistic.BAND_PROBABILITY: Rule(Tier.DETAIL, Unit.COEFFICIENT),
        Statistic.LEADERSHIP_GAP: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.LEADERSHIP_EXPECTATION: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.ALIGNMENT_INDEX: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.TREND_CHANGE: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.NONRESPONSE: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.WEIGHT_SENSITIVITY: Rule(Tier.DETAIL, Unit.POINTS),
        Statistic.UNIT_VARIANCE: Rule(Tier.WHOLE_WAVE, Unit.COEFFICIENT),
        Statistic.SCORE_SPREAD: Rule(Tier.WHOLE_WAVE, Unit.POINTS),
        Statistic.DRIVER_WEIGHT: Rule(Tier.WHOLE_WAVE, Unit.COEFFICIENT),
        Statistic.COMMENT_COUNT: Rule(Tier.COMMENT, Unit.PERSONS),
        Statistic.TONE_SHARE: Rule(Tier.COMMENT, Unit.SHARE),
        Statistic.THEME_SHARE: Rule(Tier.COMMENT, Unit.SHARE),
        Statistic.TOPIC_WORD: Rule(Tier.COMMENT, Unit.COEFFICIENT),
        Statistic.READING: Rule(Tier.DETAIL, Unit.COEFFICIENT),
    }
)


class RespondentSet(enum.StrEnum):
    """Whose answers a figure is made of."""

    ALL = "all"
    UNFLAGGED = "unflagged"
    """Without those flagged as careless; shown only where both sides are large enough."""
    SHOWN_GROUPS = "shown_groups"
    """Those in groups that are shown. Such a figure is made of published ones, never of answers."""


class Weighting(enum.StrEnum):
    """How respondents are weighted."""

    EQUAL = "equal"
    RAKED = "raked"


class SuppressionReason(enum.StrEnum):
    """Why a figure is not shown."""

    TOO_FEW = "too_few"
    """Fewer answers than the threshold."""
    PROTECTS_OTHERS = "protects_others"
    """Shown, it would give a hidden group away by subtraction."""
    SMALL_GROUP_DETAIL = "small_group_detail"
    """Enough answers for a rounded mean, too few for this detail."""
    UNDEFINED = "undefined"
    """The figure does not exist for these answers."""


class Bound(enum.StrEnum):
    """Whether a published value is the value itself, or stands for a band."""

    EXACT = "exact"
    AT_MOST = "at_most"
    """The band runs from 0 to the value."""
    AT_LEAST = "at_least"
    """The band runs from the value to the largest there is."""
    WITHIN = "within"
    """The band runs from `low` to `high`; the value is its middle."""


@dataclass(frozen=True)
class Thresholds:
    """Smallest numbers of answers, frozen at launch. May be raised, never lowered.

    Parameters
    ----------
    scores
        For dimension means; at least 5.
    distributions
        For everything finer than a dimension mean; at least 10.
    comments
        Authors of comments on the question; at least 10.
    whole_wave
        For figures that are given for the whole wave only; at least 100.
    """

    scores: int = 5
    distributions: int = 10
    comments: int = 10
    whole_wave: int = 100

    def __post_init__(self) -> None:
        floors = (self.scores, self.distributions, self.comments, self.whole_wave)
        if any(value < least for value, least in zip(floors, (5, 10, 10, 100), strict=True)):
            raise ValueError("Thresholds may be raised above 5, 10, 10 and 100, never lowered.")

    def of(self, tier: Tier) -> int:
        """Smallest number of answers for a tier."""
        return {
            Tier.SCORE: self.scores,
            Tier.DETAIL: self.distributions,
            Tier.COMMENT: self.comments,
            Tier.WHOLE_WAVE: self.whole_wave,
        }[tier]


@dataclass(frozen=True, order=True)
class Segment:
    """A reporting group by name: a level of a reporting dimension, or the whole wave.

    The whole wave has two empty names. A cross of two dimensions joins their names with " × ",
    levels that were merged are joined with " + ".
    """

    dimension: str = ""
    level: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether this is everybody."""
        return not self.dimension


WHOLE = Segment()


@dataclass(frozen=True)
class Group:
    """A segment as a set of atoms: the smallest sets of people that are never told apart.

    In cohort mode an atom is a cohort, in aggregate mode a combination of declared labels.
    """

    segment: Segment
    atoms: frozenset[str]


@dataclass(frozen=True)
class Subject:
    """What figures are about (an item, a dimension, a comment question), with its counts.

    Parameters
    ----------
    key
        For example the key of an item; empty for the wave as such.
    counts
        Atom to number of valid answers on this subject.
    is_comment
        Drawn from free text: counts are authors, and only the threshold for comments applies.
    family
        Subjects of one family are shown for a group all together or not at all. Items of one
        dimension are a family: one missing item could be had from the mean and the others.
    parts
        Subjects that this one is a weighted sum of. It is shown for a group only where all its
        parts are, otherwise a hidden part could be had from it.
    within
        The subject that this one is a share of: the question that a theme was found in.
    """

    key: str
    counts: Mapping[str, int]
    is_comment: bool = False
    family: str = ""
    parts: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True, order=True)
class CellAddress:
    """Which figure this is. `category` is the scale point, option, tone or theme of a share."""

    statistic: Statistic
    subject: str
    segment: Segment = WHOLE
    category: str = ""
    respondents: RespondentSet = RespondentSet.ALL
    weighting: Weighting = Weighting.EQUAL


@dataclass(frozen=True)
class Candidate:
    """A figure as calculated, before any rule.

    Parameters
    ----------
    address
        Which figure this is.
    n
        Number of people it is made of.
    value, low, high
        The figure and its interval; None where it does not exist.
    bins
        For a share or a mean that is a weighted count of answers: bin of the histogram (for
        example `q1=4`) to weight. A share of favorable answers gives 1 to each favorable bin, a
        mean gives each bin its points. Figures that use the same bins are protected together.
    base
        Number of answers that the weights are divided by, where it is not `n`.
    """

    address: CellAddress
    n: int
    value: float | None
    low: float | None = None
    high: float | None = None
    bins: Mapping[str, float] = field(default_factory=dict)
    base: int | None = None

    @property
    def answers(self) -> int:
        """Number of answers that the figure is made of."""
        return self.n if self.base is None else self.base


@dataclass(frozen=True)
class Published:
    """A figure that may be read by everybody, rounded.

    `low` and `high` are the ends of its interval, None where withheld; of a figure that is bound
    `WITHIN` they are the ends of its band.
    """

    value: float
    n: int
    low: float | None = None
    high: float | None = None
    bound: Bound = Bound.EXACT


@dataclass(frozen=True)
class Suppressed:
    """A figure that nobody may read. `n` is given only where the count itself is public."""

    reason: SuppressionReason
    n: int | None = None


@dataclass(frozen=True)
class Cell:
    """One place of the cube."""

    address: CellAddress
    outcome: Published | Suppressed


@dataclass(frozen=True)
class Cube:
    """All cells of a wave after a passed audit. Nothing is added to it afterwards."""

    cells: tuple[Cell, ...]

    def at(self, address: CellAddress) -> Published | Suppressed:
        """Look one figure up.

        Raises
        ------
        KeyError
            Where the figure was never declared.
        """
        return self._by_address[address]

    @cached_property
    def _by_address(self) -> Mapping[CellAddress, Published | Suppressed]:
        return {cell.address: cell.outcome for cell in self.cells}

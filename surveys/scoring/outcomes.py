"""The kinds of figure a calculation may return, and why there may be none."""

import enum
from dataclasses import dataclass


class Reason(enum.StrEnum):
    """Why there is no figure."""

    NO_ANSWERS = "no_answers"
    TOO_FEW_ANSWERS = "too_few_answers"
    """Fewer answers than this figure needs (see `surveys.scoring.minimums`)."""
    TOO_FEW_ITEMS = "too_few_items"
    NO_VARIANCE = "no_variance"
    """All answers are equal, so that the figure has no meaning."""
    OUT_OF_BOUNDS = "out_of_bounds"
    """The mean is so near the end of the scale that agreement cannot be told."""
    NO_FIT = "no_fit"
    """The model behind the figure cannot be fitted to these answers."""
    NO_CORE_DIMENSION = "no_core_dimension"
    """The instrument declares no core dimension: it has no organizational score."""
    CORE_NOT_ANSWERED = "core_not_answered"
    TOO_MANY_DIMENSIONS_MISSING = "too_many_dimensions_missing"
    NOBODY_INVITED = "nobody_invited"
    MORE_ANSWERS_THAN_INVITED = "more_answers_than_invited"
    LOW_RESPONSE = "low_response"
    """Too small a share answered for a band."""
    EVERYONE_ANSWERED = "everyone_answered"
    NO_LOWER_BAND = "no_lower_band"
    NO_LEADERS = "no_leaders"
    TOO_FEW_LEADERS = "too_few_leaders"
    TOO_FEW_GROUPS = "too_few_groups"
    NO_COMMON_ITEMS = "no_common_items"
    WEIGHTS_CHANGED = "weights_changed"
    """The dimensions weigh differently in the two waves: a new series has begun."""
    SMALL_MARGIN = "small_margin"
    """A margin cell holds fewer respondents than the privacy floor."""


@dataclass(frozen=True)
class Undefined:
    """No figure, and why. `n` is the number of answers that were there."""

    reason: Reason
    n: int


@dataclass(frozen=True)
class Figure:
    """A number without an interval, from `n` answers."""

    value: float
    n: int


@dataclass(frozen=True)
class Estimate:
    """A number with its standard error, 95 % interval and degrees of freedom."""

    value: float
    se: float
    low: float
    high: float
    n: int
    df: float


@dataclass(frozen=True)
class Share:
    """A share (0..1) with its 95 % Wilson interval. `n` is the unadjusted base."""

    share: float
    low: float
    high: float
    n: int

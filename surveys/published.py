"""What a released wave tells the rest of the product: frozen values read from its cube alone.

Pure: no Django, no database. `surveys.selectors.published_wave` fills these and hands them out.
"""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.disclosure.cube import Bound


class WithheldReason(enum.StrEnum):
    """Why a figure is not shown."""

    TOO_FEW = "too_few"
    """Fewer answers than the wave's threshold."""
    PROTECTS_OTHERS = "protects_others"
    """Shown, it would give a hidden group away by subtraction."""
    SMALL_GROUP_DETAIL = "small_group_detail"
    """Groups of 5 to 9 show rounded dimension means and n alone."""
    UNDEFINED = "undefined"
    """The figure does not exist for these answers, for example one item has no reliability."""
    NOT_ASKED = "not_asked"
    """The instrument has no items for it, for example no core dimension."""


@dataclass(frozen=True)
class Estimate:
    """A published figure. `low` and `high` bound the 95 % interval where there is one.

    Near the ends of its scale only the edge of a band is told; `bound` says so.
    """

    value: float
    n: int
    low: float | None = None
    high: float | None = None
    bound: Bound = Bound.EXACT


@dataclass(frozen=True)
class Withheld:
    """A figure that is not shown, and why. `n` is None where even the count is hidden."""

    reason: WithheldReason
    n: int | None = None


Figure = Estimate | Withheld


@dataclass(frozen=True)
class Share:
    """A share in percent (0..100): exact where both ends are equal, else the band it lies in.

    Examples
    --------
    >>> Share.exact(62.0).is_exact, Share(0.0, 10.0).middle_percent
    (True, 5.0)
    """

    low_percent: float
    high_percent: float

    @classmethod
    def exact(cls, percent: float) -> "Share":
        """A share that is told as it is."""
        return cls(percent, percent)

    @property
    def is_exact(self) -> bool:
        """Whether the share is told as it is."""
        return self.low_percent == self.high_percent

    @property
    def middle_percent(self) -> float:
        """The share, or the middle of its band: for the length of a bar, never to print."""
        return (self.low_percent + self.high_percent) / 2


@dataclass(frozen=True)
class Shares:
    """Favorable, neutral and unfavorable answers of n; exact ones sum to 100.

    Whole percents; of very many answers tenths of a percent.
    """

    favorable: Share
    neutral: Share
    unfavorable: Share
    favorable_low_percent: float
    favorable_high_percent: float
    """Ends of the 95 % interval; 0 and 100 where there is none."""
    n: int


@dataclass(frozen=True)
class PublishedGap:
    """Leaders' expectation minus workforce perception of one dimension, in points."""

    dimension: str
    expected: float
    perceived: float
    gap: float
    low: float
    high: float
    label: str
    """aligned, watch, material, severe or inconclusive."""
    is_confirmed: bool


@dataclass(frozen=True)
class PublishedItem:
    """One item over the whole wave. `points` runs from the lowest scale point up."""

    key: str
    dimension: str
    is_reversed: bool
    text: Mapping[str, str]
    shares: Shares | Withheld
    points: tuple[Share, ...] | Withheld


@dataclass(frozen=True)
class PublishedChoice:
    """A choice item: share of n by option, in the order of the instrument."""

    key: str
    text: Mapping[str, str]
    options: tuple[tuple[str, Mapping[str, str], Share], ...]
    """(option key, text by language, share)."""
    n: int


@dataclass(frozen=True)
class PublishedDimension:
    """One dimension over the whole wave; scores in points 0..100."""

    key: str
    name: Mapping[str, str]
    weight: float
    is_core: bool
    score: Figure
    shares: Shares | Withheld
    reliability: Figure
    agreement_distance: Figure
    """Average deviation from the mean answer, in scale points (AD)."""
    is_polarized: bool
    band: str
    """Empty where no band may be stated."""


@dataclass(frozen=True)
class PublishedGate:
    """A rule that caps the organizational band; `dimensions` fired it."""

    key: str
    cap: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class OrganizationIndex:
    """The organizational readiness score with all that qualifies it."""

    score: Estimate
    reliability: Figure
    band: str
    """After gates; empty when participation forbids a band."""
    ungated_band: str
    band_probabilities: Mapping[str, float]
    """Band key to probability (0..1)."""
    is_borderline: bool
    gates: tuple[PublishedGate, ...]
    nonresponse_scenario: float
    """The score if non-respondents were 10 points lower."""
    tipping_delta: float | None
    """How many points lower non-respondents must be for the band to fall; None at the lowest."""


@dataclass(frozen=True)
class NoIndex:
    """No organizational score exists, and why."""

    reason: WithheldReason
    n: int


@dataclass(frozen=True)
class CulturalAlignment:
    """Leaders against workforce. Below ten leaders `index` is withheld, its band still stated."""

    leaders: int
    index: Figure
    band: str
    signed_mean_gap: float | None
    """None where it is withheld: beside a mean that is told as a band it would give that mean."""
    gaps: tuple[PublishedGap, ...]
    is_declared_target: bool
    """True when fewer than five leaders stated targets, so only the workforce's error counts."""


@dataclass(frozen=True)
class NoExpectation:
    """Nobody stated an expectation before launch."""


@dataclass(frozen=True)
class PublishedGroup:
    """One level of a reporting dimension. `scores` maps dimension key to figure.

    `shrunken` is the group's score drawn towards the whole, the more the smaller the group: what
    groups are ordered by. None where the score is hidden, or nobody knows how groups differ.
    """

    reporting_dimension: str
    level: str
    n: int | None
    index: Figure
    scores: Mapping[str, Figure]
    shrunken: float | None = None


@dataclass(frozen=True)
class CommentTone:
    """Tone of comments, in steps. A mixed comment counts half to positive, half to negative.

    `neutral` holds what is neither: neutral comments and those whose tone is unclear. Intervals are
    Wilson's 95 % around both ends of a step.
    """

    positive: Share
    neutral: Share
    negative: Share
    positive_interval: Share = Share(0.0, 100.0)
    negative_interval: Share = Share(0.0, 100.0)


@dataclass(frozen=True)
class Quote:
    """A redacted comment that a reviewer approved. `is_edited`: something was taken out."""

    text: str
    is_edited: bool


@dataclass(frozen=True)
class MachineSummary:
    """What a language model inside the organization wrote about the comments on one question."""

    model: str
    points: tuple[tuple[str, int], ...]
    """(sentence, number of comments that it rests on)."""


@dataclass(frozen=True)
class CommentTheme:
    """Comments on one theme, or on all: how many, and their tone where it may be told.

    `share_interval` is Wilson's 95 % interval of the part of all comments on the question.
    """

    key: str
    n: int
    tone: CommentTone | Withheld
    share_of_all: Share | None = None
    share_interval: Share | None = None
    words: tuple[str, ...] = ()
    """Words that many authors used, the most telling first."""
    quotes: tuple[Quote, ...] = ()
    """Comments near the center of the theme; empty where nothing may be quoted."""


@dataclass(frozen=True)
class CommentSummary:
    """Tone and themes of one open question. `engine` names what scored it; quotes are redacted."""

    question: str
    text: Mapping[str, str]
    n: int
    not_scored: Share | Withheld
    """Comments whose tone is unclear or whose language the engine does not know."""
    engine: str
    is_provisional_engine: bool
    themes: tuple[CommentTheme, ...]
    overall: CommentTheme
    topics: tuple[CommentTheme, ...] = ()
    """Emerging topics, which the codebook does not know; named by their words or a quote."""
    summary: MachineSummary | None = None


@dataclass(frozen=True)
class WithheldComments:
    """Comments on one open question that stay hidden."""

    question: str
    text: Mapping[str, str]
    reason: WithheldReason


@dataclass(frozen=True)
class EarlierWave:
    """A released wave of the same survey, for the trend."""

    number: int
    released_date: dt.date
    index: Figure
    scores: Mapping[str, Figure]


@dataclass(frozen=True)
class TrendChange:
    """Change of one dimension (or the index, key `ors`) since the wave before."""

    key: str
    change: float
    low: float
    high: float
    verdict: str
    """moved, stable or inconclusive."""


@dataclass(frozen=True)
class PublishedDriver:
    """Part of one dimension in the explained variance of the core dimension, 0..1 (LMG)."""

    dimension: str
    share: float
    low: float
    high: float
    n: int

    @property
    def is_confirmed(self) -> bool:
        """Whether its interval keeps off nothing; parts are never negative."""
        return self.low >= 0.005  # what does not read as 0 percent


@dataclass(frozen=True)
class Background:
    """What goes together with the score, from 100 respondents on; empty below."""

    drivers: tuple[PublishedDriver, ...] = ()
    """The strongest first. Associations in one wave, never causes."""
    group_shares: Mapping[str, float] = field(default_factory=dict)
    """Reporting dimension to part of the score's variance that lies between its shown groups."""
    score_spread: float | None = None
    """Standard deviation of all scores, points; None where it is withheld."""
    score_without_careless: float | None = None
    """The score without those who gave one answer in a long row; None where they are too few."""


@dataclass(frozen=True)
class PublishedWave:
    """Everything a released wave publishes. There is nothing else to read."""

    wave_id: str
    initiative: str
    survey: str
    number: int
    instrument_key: str
    instrument_version: str
    instrument_fingerprint: str
    opened_date: dt.date | None
    closed_date: dt.date | None
    released_date: dt.date
    is_imported: bool
    """Answers were collected elsewhere; our anonymity protocol did not cover them."""
    invited: int
    """0 where nobody knows: an imported wave."""
    answered: int
    min_group_size: int
    min_distribution_size: int
    min_comment_size: int
    retention_mode: str
    scale_labels: Mapping[str, tuple[str, ...]]
    index: OrganizationIndex | NoIndex
    dimensions: tuple[PublishedDimension, ...]
    items: tuple[PublishedItem, ...]
    choices: tuple[PublishedChoice, ...]
    advocacy: Figure
    """Promoters minus detractors in percent, -100..100."""
    alignment: CulturalAlignment | NoExpectation
    groups: tuple[PublishedGroup, ...]
    comments: tuple[CommentSummary | WithheldComments, ...]
    earlier: tuple[EarlierWave, ...]
    changes: tuple[TrendChange, ...]
    cube_fingerprint: str
    background: Background = field(default_factory=Background)
    receipts_root: str = ""
    """Root over the receipts of verified ballots; empty where the server sealed the answers."""

    @property
    def response_rate(self) -> float:
        """Answered of invited, 0..1."""
        return self.answered / self.invited if self.invited else 0.0

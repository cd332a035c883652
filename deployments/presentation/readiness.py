"""Score, gates, pillars and recommendation in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deployments.figures import number_words, percent_words, range_words
from deployments.sizing.results import (
    AssessmentResult,
    PillarScore,
    Recommendation,
    TechnicalBand,
    TechnicalScore,
)
from deployments.wording import (
    band_words,
    finding_words,
    gate_words,
    option_words,
    pillar_words,
    reason_words,
)

_BAND_TONES = {
    TechnicalBand.NOT_READY: "error",
    TechnicalBand.FOUNDATIONS: "warning",
    TechnicalBand.READY_WITH_CONDITIONS: "info",
    TechnicalBand.READY: "success",
}


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """The score with its range; `value`, `low` and `high` draw it, the texts print it."""

    value: float | None
    low: float | None
    high: float | None
    value_text: str
    range_text: str
    band: str
    tone: str
    coverage: str


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate that was hit, and the score that it caps at."""

    sentence: str
    cap: str


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar; `value` draws it and is None where too little is known."""

    name: str
    value: float | None
    score: str
    weight: str
    coverage: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option with its utility, or with what rules it out."""

    name: str
    utility: float
    utility_text: str
    excluded: str
    is_recommended: bool


@dataclass(frozen=True, slots=True)
class RecommendationPart:
    """What comes out best, how sure that is, why, and what would change it.

    `is_open` is False where every option is ruled out.
    """

    title: str
    is_open: bool
    is_firm: bool
    agreement: str
    margin: str
    options: tuple[OptionLine, ...]
    reasons: tuple[str, ...]
    flips: tuple[str, ...]


def score_line(score: TechnicalScore) -> ScoreLine:
    """The technical readiness score."""
    has_range = score.low is not None and score.high is not None
    return ScoreLine(
        value=score.value,
        low=score.low,
        high=score.high,
        value_text="–" if score.value is None else number_words(score.value),
        range_text=_range_text(score) if has_range else "",
        band=band_words(score.band),
        tone=_BAND_TONES[score.band] if score.band else "neutral",
        coverage=percent_words(score.coverage_share),
    )


def _range_text(score: TechnicalScore) -> str:
    low, high = number_words(score.low or 0), number_words(score.high or 0)
    return low if low == high else range_words(low, high)


def gate_lines(result: AssessmentResult) -> tuple[GateLine, ...]:
    """Gates, the hardest first."""
    gates = sorted(result.gates, key=lambda gate: (gate.cap, gate.key))
    return tuple(GateLine(gate_words(gate), number_words(gate.cap)) for gate in gates)


def pillar_lines(result: AssessmentResult, currency: str) -> tuple[PillarLine, ...]:
    """Pillars in the order of their weight."""
    pillars = sorted(result.pillars, key=lambda pillar: -pillar.weight)
    return tuple(_pillar_line(pillar, currency) for pillar in pillars)


def recommendation_part(recommendation: Recommendation, currency: str) -> RecommendationPart:
    """The recommendation with its options, the best first."""
    return RecommendationPart(
        title=option_words(recommendation.option),
        is_open=recommendation.option is not None,
        is_firm=recommendation.is_firm,
        agreement=percent_words(recommendation.agreement_share),
        margin=number_words(recommendation.margin, 2),
        options=tuple(
            OptionLine(
                name=option_words(row.option),
                utility=row.utility * 100,
                utility_text=number_words(row.utility, 2),
                excluded=finding_words(row.excluded_by, currency) if row.excluded_by else "",
                is_recommended=row.option is recommendation.option,
            )
            for row in recommendation.utilities
        ),
        reasons=tuple(reason_words(reason, currency) for reason in recommendation.reasons),
        flips=tuple(finding_words(flip, currency) for flip in recommendation.flips),
    )


def _pillar_line(pillar: PillarScore, currency: str) -> PillarLine:
    is_known = pillar.score is not None
    return PillarLine(
        name=pillar_words(pillar.pillar),
        value=pillar.score,
        score=number_words(pillar.score or 0) if is_known else _("insufficient evidence"),
        weight=number_words(pillar.weight),
        coverage=percent_words(pillar.coverage_share),
        evidence=tuple(finding_words(finding, currency) for finding in pillar.evidence),
    )

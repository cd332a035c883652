"""The technical readiness score: pillars from headroom and answers, capped by gates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deployments.catalog.entries import Question
from deployments.sizing.results import (
    Finding,
    GateHit,
    PillarScore,
    TechnicalBand,
    TechnicalScore,
)
from deployments.sizing.scenario import Answer, Evidence, Pillar
from deployments.sizing.site import Headroom

# Headroom and the score that it earns; linear between, flat outside.
HEADROOM_CURVE = ((0.7, 0.0), (1.0, 60.0), (1.3, 90.0), (1.6, 100.0))
# An answer earns at most this share of its grade, by what stands behind it.
EVIDENCE_SHARES = {
    Evidence.NONE: 0.60,
    Evidence.DECLARED: 0.75,
    Evidence.DOCUMENT: 0.90,
    Evidence.MEASURED: 1.00,
}
# A pillar with less of its evidence than this is not scored.
LEAST_COVERAGE_SHARE = 0.60
# A quantity weighs as much as two ordinary questions.
QUANTITY_WEIGHT = 2.0
BANDS = (
    (40.0, TechnicalBand.NOT_READY),
    (60.0, TechnicalBand.FOUNDATIONS),
    (80.0, TechnicalBand.READY_WITH_CONDITIONS),
)


@dataclass(frozen=True, slots=True)
class Quantities:
    """Measured headrooms of a pillar and how many there could be; `remarks` say what is missing."""

    found: tuple[Headroom, ...]
    possible: int
    remarks: tuple[Finding, ...] = ()


def headroom_score(ratio: float) -> float:
    """Score 0–100 of capacity over need: 0 up to 0.7, 60 at 1.0, 90 at 1.3, 100 from 1.6.

    Examples
    --------
    >>> [headroom_score(ratio) for ratio in (0.5, 1.0, 1.15, 2.0)]
    [0.0, 60.0, 75.0, 100.0]
    """
    lowest_ratio, lowest_score = HEADROOM_CURVE[0]
    if ratio <= lowest_ratio:
        return lowest_score
    for (left, low), (right, high) in pairwise(HEADROOM_CURVE):
        if ratio <= right:
            return round(low + (high - low) * (ratio - left) / (right - left), 6)
    return HEADROOM_CURVE[-1][1]


def answer_score(answer: Answer) -> float:
    """Grade of an answer times what its evidence allows.

    Examples
    --------
    >>> from deployments.sizing.scenario import AnswerValue
    >>> answer_score(Answer("security.access", AnswerValue.FULLY, Evidence.DECLARED))
    75.0
    """
    return answer.value * EVIDENCE_SHARES[answer.evidence]


def score_pillar(
    pillar: Pillar,
    *,
    weight: float,
    quantities: Quantities,
    questions: Sequence[Question],
    answers: Mapping[str, Answer],
) -> PillarScore:
    """Weighted mean of a pillar's quantities and answers; None under 60 % coverage."""
    asked = [question for question in questions if question.pillar == pillar]
    answered = [question for question in asked if question.key in answers]
    parts = [(QUANTITY_WEIGHT, headroom_score(headroom.ratio)) for headroom in quantities.found] + [
        (question.weight, answer_score(answers[question.key])) for question in answered
    ]
    possible = QUANTITY_WEIGHT * max(quantities.possible, len(quantities.found))
    possible += sum(question.weight for question in asked)
    given = sum(part_weight for part_weight, _ in parts)
    coverage = given / possible if possible else 0.0
    is_covered = bool(parts) and coverage >= LEAST_COVERAGE_SHARE
    score = sum(part_weight * points for part_weight, points in parts) / given if given else 0.0
    return PillarScore(
        pillar=pillar,
        score=score if is_covered else None,
        weight=weight,
        coverage_share=coverage,
        evidence=(
            *_evidence(quantities.found, len(answered), len(asked)),
            *quantities.remarks,
        ),
    )


def total_score(pillars: Iterable[PillarScore], gates: Iterable[GateHit]) -> float | None:
    """Weighted mean of the scored pillars, capped by the lowest gate; None without evidence."""
    scored = [(pillar.weight, pillar.score) for pillar in pillars if pillar.score is not None]
    total = sum(weight for weight, _ in scored)
    if not total:
        return None
    mean = sum(weight * score for weight, score in scored) / total
    return min([mean, *(float(gate.cap) for gate in gates)])


def band_of(value: float) -> TechnicalBand:
    """Band of a score: 0–39, 40–59, 60–79, 80–100.

    Examples
    --------
    >>> band_of(79.9).value, band_of(80).value
    ('ready_with_conditions', 'ready')
    """
    return next((band for limit, band in BANDS if value < limit), TechnicalBand.READY)


def technical_score(
    pillars: Sequence[PillarScore],
    gates: Sequence[GateHit],
    *,
    low: float | None,
    high: float | None,
) -> TechnicalScore:
    """Score with its range, its band and the share of weight that had evidence."""
    value = total_score(pillars, gates)
    weight = sum(pillar.weight for pillar in pillars)
    scored = sum(pillar.weight for pillar in pillars if pillar.score is not None)
    coverage = scored / weight if weight else 0.0
    if value is None:
        return TechnicalScore(None, None, None, None, coverage)
    return TechnicalScore(
        value=value,
        low=value if low is None else min(low, value),
        high=value if high is None else max(high, value),
        band=band_of(value),
        coverage_share=coverage,
    )


def _evidence(headrooms: Sequence[Headroom], answered: int, asked: int) -> tuple[Finding, ...]:
    findings = [
        Finding(
            f"headroom.{headroom.key}",
            {
                "available": headroom.available,
                "needed": headroom.needed,
                "ratio": headroom.ratio,
            },
        )
        for headroom in headrooms
    ]
    if asked:
        findings.append(Finding("answers", {"answered": answered, "asked": asked}))
    return tuple(findings)

import pytest

from deployments.catalog.loader import load_catalog
from deployments.sizing.results import GateHit, PillarScore
from deployments.sizing.scenario import (
    DEFAULT_PILLAR_WEIGHTS,
    Answer,
    AnswerValue,
    Evidence,
    Pillar,
)
from deployments.sizing.score import (
    Quantities,
    answer_score,
    band_of,
    headroom_score,
    score_pillar,
    technical_score,
    total_score,
)
from deployments.sizing.site import Headroom

QUESTIONS = load_catalog().questions
SECURITY = [question.key for question in QUESTIONS if question.pillar == Pillar.SECURITY]


def security(*keys: str, evidence: Evidence = Evidence.MEASURED) -> PillarScore:
    return score_pillar(
        Pillar.SECURITY,
        weight=10,
        quantities=Quantities((), 0),
        questions=QUESTIONS,
        answers={key: Answer(key, AnswerValue.FULLY, evidence) for key in keys},
    )


@pytest.mark.parametrize(
    ("ratio", "score"),
    [(0.0, 0), (0.7, 0), (0.85, 30), (1.0, 60), (1.15, 75), (1.3, 90), (1.45, 95), (1.6, 100)],
)
def test_headroom_is_worth_what_the_curve_says(ratio: float, score: float) -> None:
    assert headroom_score(ratio) == score


@pytest.mark.parametrize(
    ("evidence", "score"),
    [
        (Evidence.NONE, 60),
        (Evidence.DECLARED, 75),
        (Evidence.DOCUMENT, 90),
        (Evidence.MEASURED, 100),
    ],
)
def test_evidence_caps_a_full_answer(evidence: Evidence, score: float) -> None:
    assert answer_score(Answer("x", AnswerValue.FULLY, evidence)) == pytest.approx(score)


def test_default_weights_sum_to_a_hundred() -> None:
    assert sum(weight for _, weight in DEFAULT_PILLAR_WEIGHTS) == 100


def test_pillar_under_sixty_percent_answered_is_left_out() -> None:
    """Access and logging weigh 3 of 7, access and supply chain with updates 5 of 7."""
    thin = security("security.access", "security.logging")
    enough = security("security.access", "security.supply_chain", "security.updates")

    assert thin.score is None
    assert thin.coverage_share == pytest.approx(3 / 7)
    assert enough.score == 100


def test_quantity_weighs_as_two_questions() -> None:
    found = score_pillar(
        Pillar.STORAGE,
        weight=5,
        quantities=Quantities((Headroom("storage_tb", 10, 10),), 1),
        questions=QUESTIONS,
        answers={"storage.backup": Answer("storage.backup", AnswerValue.FULLY, Evidence.MEASURED)},
    )

    assert found.score == pytest.approx((2 * 60 + 100) / 3)


def test_lowest_gate_caps_the_score() -> None:
    pillars = [security(*SECURITY)]
    gates = [GateHit("power_kw_short", 40, {}), GateHit("concurrency_below_peak", 45, {})]

    assert total_score(pillars, []) == 100
    assert total_score(pillars, gates) == 40


def test_no_evidence_gives_no_score() -> None:
    found = technical_score([security()], [], low=None, high=None)

    assert (found.value, found.band, found.coverage_share) == (None, None, 0)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0, "not_ready"),
        (39.9, "not_ready"),
        (40, "foundations"),
        (60, "ready_with_conditions"),
        (80, "ready"),
    ],
)
def test_score_at_an_edge_belongs_to_the_higher_band(value: float, band: str) -> None:
    assert band_of(value).value == band

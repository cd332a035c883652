"""The names of the record are relied upon from outside; each one stands here."""

import json
from typing import Any

import numpy as np
import pytest

from surveys.instruments.format import Item, ItemKind
from surveys.scoring.analysis import analyze_responses
from surveys.scoring.record import analysis_record
from surveys.scoring.responses import Responses
from surveys.scoring.summary import summary_lines
from tests.surveys.scoring.waves import (
    REFERENCE_DIMENSIONS,
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
)

ADVOCACY = Item("recommend", ItemKind.ADVOCACY, {"en": "Would you recommend it?"})
FORM = instrument(extra=(ADVOCACY,))
DIMENSION = {
    "n",
    "mean",
    "se",
    "low",
    "high",
    "favorable",
    "neutral",
    "unfavorable",
    "alpha",
    "alpha_low",
    "alpha_high",
    "omega",
    "rwg_j",
    "a_wg",
    "ad_mean",
    "ad_median",
    "sd",
    "band",
}
ORGANIZATION = {
    "n",
    "score",
    "se",
    "low",
    "high",
    "reliability",
    "geometric",
    "band",
    "band_probabilities",
    "gates",
}
GAP = {"gap", "se", "low", "high", "p", "q", "hedges_g", "label"}
ALIGNMENT = {"dimensions", "cai", "cai_low", "cai_high", "signed_mean_gap"}
UNIT = {"n", "mean", "shrunken", "rwg_j", "a_wg", "ad_mean"}
TOP = {
    "dimensions",
    "ors",
    "alignment",
    "groups",
    "drivers",
    "response_rate",
    "tipping_delta",
    "weights_sensitivity",
    "careless",
}


def wave(n: int = 160) -> Responses:
    plain = answered(FORM, random_answers(FORM, n), invited=2 * n)
    recommend = np.full((n, 1), 9.0)
    return Responses(
        (*plain.items, "recommend"),
        np.hstack([plain.values, recommend]),
        2 * n,
        {"team": np.array(["red", "blue"] * (n // 2) + ["red"] * (n % 2))},
    )


def record(responses: Responses, leaders: Responses | None = None) -> Any:
    """Through JSON and back, as a reader from outside gets it."""
    analysis = analyze_responses(responses, FORM, leaders=leaders)
    return json.loads(json.dumps(analysis_record(analysis), allow_nan=False))


def full_record() -> Any:
    leaders = answered(FORM, random_answers(FORM, 12, mean=4.0, seed=2), invited=15)
    return record(wave(), leaders)


def test_every_promised_name_is_there() -> None:
    found = full_record()

    assert found.keys() >= TOP
    assert found["ors"].keys() >= ORGANIZATION
    assert found["alignment"].keys() >= ALIGNMENT
    assert found["dimensions"].keys() == found["alignment"]["dimensions"].keys()
    assert all(part.keys() >= DIMENSION for part in found["dimensions"].values())
    assert all(part.keys() >= GAP for part in found["alignment"]["dimensions"].values())
    assert found["groups"]["team"].keys() >= {"icc1", "icc2", "tau2", "units"}
    assert all(part.keys() >= UNIT for part in found["groups"]["team"]["units"].values())
    assert [set(driver) for driver in found["drivers"]] == [
        {"key", "johnson", "lmg", "low", "high"}
    ] * 8


def test_full_wave_has_a_number_under_every_name() -> None:
    found = full_record()

    assert None not in found["ors"].values()
    assert None not in found["alignment"].values()
    assert None not in found["careless"].values()
    assert all(None not in part.values() for part in found["dimensions"].values())


@pytest.mark.parametrize("n", [0, 1, 5, 9, 20])
def test_missing_figure_stands_beside_its_reason(n: int) -> None:
    def check(part: Any) -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                if value is None:
                    assert isinstance(part[f"{name}_reason"], str), name
                check(value)
        if isinstance(part, list):
            for value in part:
                check(value)

    found = record(wave(n))

    check(found)
    assert found["ors"].keys() >= ORGANIZATION
    assert found["drivers"] is None
    assert found["drivers_reason"] == "too_few_answers"


def test_few_leaders_hide_the_index_and_say_why() -> None:
    leaders = answered(FORM, random_answers(FORM, 7, mean=4.5, seed=2), invited=9)

    found = record(wave(), leaders)["alignment"]

    assert found["cai"] is None
    assert found["cai_reason"] == "too_few_leaders"
    assert found["label"] == "severe"


def test_numbers_keep_their_precision() -> None:
    form = instrument(REFERENCE_DIMENSIONS)
    analysis = analyze_responses(reference_answers(), form)

    found: Any = analysis_record(analysis)

    expected = reference_values()
    assert found["ors"]["se"] == pytest.approx(expected["composite"]["se"], abs=1e-9)
    core = found["dimensions"]["core"]
    assert core["alpha"] == pytest.approx(expected["dimensions"]["core"]["alpha"], abs=1e-9)
    team = found["groups"]["team"]["dimensions"]["core"]
    assert team["icc2"] == pytest.approx(expected["units"]["icc2"], abs=1e-9)


@pytest.mark.parametrize("n", [0, 1, 9, 160])
def test_summary_can_be_printed_for_any_number_of_respondents(n: int) -> None:
    leaders = answered(FORM, random_answers(FORM, 12, mean=4.0, seed=2), invited=15)

    lines = list(summary_lines(analyze_responses(wave(n), FORM, leaders=leaders)))

    assert lines[0].startswith(f"{n} respondents, {2 * n} invited")
    assert any(line.startswith("ORS") for line in lines)

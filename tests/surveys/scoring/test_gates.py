from collections.abc import Mapping

import pytest

from surveys.scoring.gates import find_gates
from surveys.scoring.intervals import t_estimate
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.results import (
    Alignment,
    Band,
    DimensionScore,
    ExpectationSource,
    Gap,
    GapDirection,
    GapLabel,
    Gate,
    GateKind,
)

NONE = Undefined(Reason.TOO_FEW_ANSWERS, 5)


def dimension(estimate: Estimate | Undefined) -> DimensionScore:
    return DimensionScore(
        key="any",
        weight=0.1,
        items=(),
        n=60,
        mean=Figure(50.0, 60),
        sd=NONE,
        estimate=estimate,
        band=NONE,
        favorability=NONE,
        alpha=NONE,
        omega=NONE,
        item_rest={},
        agreement=NONE,
    )


def around(value: float, se: float = 2.0) -> DimensionScore:
    return dimension(t_estimate(value, se, 60, df=59))


def gap(value: float, label: GapLabel, *, is_confirmed: bool = True) -> Gap:
    return Gap(
        dimension="any",
        expected=60.0 + value,
        perceived=60.0,
        estimate=t_estimate(value, 2.0, 60, df=59, floor=-100.0),
        p=0.001,
        q=0.001,
        label=label,
        direction=GapDirection.BLIND_SPOT if value > 0 else GapDirection.HIDDEN_STRENGTH,
        is_confirmed=is_confirmed,
        hedges_g=NONE,
        cliffs_delta=NONE,
    )


def alignment(gaps: Mapping[str, Gap]) -> Alignment:
    return Alignment(
        source=ExpectationSource.LEADERS,
        n_leaders=12,
        n_workforce=60,
        gaps=gaps,
        cai=NONE,
        label=GapLabel.SEVERE,
        signed_mean_gap=10.0,
    )


def test_surely_weak_dimension_caps_at_emerging() -> None:
    gates = find_gates({"core": around(35.0)}, None)

    assert gates == (Gate(GateKind.WEAK_DIMENSION, ("core",), Band.EMERGING),)


@pytest.mark.parametrize("key", ["safety", "trust"])
def test_low_safety_or_trust_caps_at_developing(key: str) -> None:
    gates = find_gates({key: around(45.0), "core": around(45.0)}, None)

    assert gates == (Gate(GateKind.LOW_SAFETY_OR_TRUST, (key,), Band.DEVELOPING),)


def test_noise_fires_no_gate() -> None:
    scores = {"core": around(38.0, se=5.0), "safety": around(45.0, se=5.0)}

    assert find_gates(scores, None) == ()


def test_dimension_without_interval_fires_no_gate() -> None:
    assert find_gates({"safety": dimension(NONE)}, None) == ()


@pytest.mark.parametrize("key", ["direction", "ownership", "safety"])
def test_severe_gap_in_a_decisive_dimension_is_a_blind_spot(key: str) -> None:
    gates = find_gates({}, alignment({key: gap(20.0, GapLabel.SEVERE)}))

    assert gates == (Gate(GateKind.BLIND_SPOT, (key,), Band.DEVELOPING),)


def test_three_material_gaps_are_a_blind_spot_in_any_dimension() -> None:
    gaps = {key: gap(12.0, GapLabel.MATERIAL) for key in ("core", "recognition", "trust")}

    gates = find_gates({}, alignment(gaps))

    assert gates == (Gate(GateKind.BLIND_SPOT, ("core", "recognition", "trust"), Band.DEVELOPING),)


@pytest.mark.parametrize(
    "gaps",
    [
        {"core": gap(20.0, GapLabel.SEVERE)},
        {"direction": gap(12.0, GapLabel.MATERIAL)},
        {"direction": gap(-20.0, GapLabel.SEVERE)},
        {"direction": gap(20.0, GapLabel.SEVERE, is_confirmed=False)},
        {key: gap(7.0, GapLabel.WATCH) for key in ("core", "safety", "trust")},
    ],
    ids=["other dimension", "only material", "hidden strength", "unconfirmed", "three small"],
)
def test_lesser_gaps_fire_no_gate(gaps: Mapping[str, Gap]) -> None:
    assert find_gates({}, alignment(gaps)) == ()

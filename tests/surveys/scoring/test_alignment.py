import numpy as np
import pytest

from surveys.instruments.format import Instrument
from surveys.scoring.alignment import label_gap
from surveys.scoring.index import score_responses
from surveys.scoring.intervals import t_estimate
from surveys.scoring.outcomes import Reason, Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import (
    Alignment,
    AlignmentIndex,
    Effect,
    ExpectationSource,
    GapDirection,
    GapLabel,
)
from tests.surveys.scoring.waves import (
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
    value_of,
)

FORM = instrument()


def workforce(n: int = 200, mean: float = 3.0) -> Responses:
    return answered(FORM, random_answers(FORM, n, mean=mean), invited=2 * n)


def leaders(n: int, mean: float = 3.0, seed: int = 2) -> Responses:
    return answered(FORM, random_answers(FORM, n, mean=mean, seed=seed), invited=n)


def aligned(
    staff: Responses,
    expecting: Responses | None,
    targets: dict[str, float] | None = None,
    form: Instrument = FORM,
) -> Alignment:
    result = score_responses(staff, form, leaders=expecting, targets=targets).alignment
    assert isinstance(result, Alignment)
    return result


def test_gap_matches_rs_welch_test() -> None:
    """A one-item dimension carries no reliability, so that Welch's plain formula applies."""
    answers = reference_answers()
    first = np.isin(answers.groups["team"], ["t0", "t1", "t2"])
    sums = answers.values[:, :4].sum(axis=1) - 3  # 1..17: the points of the mean of four items
    single = instrument({"core": (1.0, 1)}, scale_points=17)
    expected = reference_values()["two_groups"]

    result = aligned(
        answered(single, sums[~first], invited=10**9),
        answered(single, sums[first], invited=10**9),
        form=single,
    )

    gap = result.gaps["core"]
    assert [gap.estimate.low, gap.estimate.high] == pytest.approx(expected["interval"], abs=1e-5)
    assert gap.estimate.df == pytest.approx(expected["df"], abs=1e-5)
    assert gap.p == pytest.approx(expected["p"], abs=1e-8)
    assert isinstance(gap.hedges_g, Effect)
    assert gap.hedges_g.value == pytest.approx(expected["hedges_g"])
    assert value_of(gap.cliffs_delta) == pytest.approx(expected["cliffs_delta"])


def test_leaders_who_expect_more_have_a_confirmed_blind_spot() -> None:
    result = aligned(workforce(), leaders(20, mean=4.2))

    assert {gap.direction for gap in result.gaps.values()} == {GapDirection.BLIND_SPOT}
    assert {gap.label for gap in result.gaps.values()} == {GapLabel.SEVERE}
    assert all(gap.is_confirmed for gap in result.gaps.values())
    assert result.label is GapLabel.SEVERE
    assert result.signed_mean_gap > 15


def test_leaders_who_expect_less_have_found_a_hidden_strength() -> None:
    result = aligned(workforce(mean=4.0), leaders(20, mean=2.8))

    assert {gap.direction for gap in result.gaps.values()} == {GapDirection.HIDDEN_STRENGTH}
    assert result.signed_mean_gap < -15


def test_few_leaders_who_seem_to_agree_are_inconclusive() -> None:
    five_of_fifty = answered(FORM, random_answers(FORM, 5, mean=3.0, seed=2), invited=50)

    result = aligned(workforce(), five_of_fifty)

    assert {gap.label for gap in result.gaps.values()} == {GapLabel.INCONCLUSIVE}
    assert result.label is GapLabel.INCONCLUSIVE


def test_many_leaders_who_agree_are_aligned() -> None:
    result = aligned(workforce(), leaders(400))

    assert {gap.label for gap in result.gaps.values()} == {GapLabel.ALIGNED}
    assert result.label is GapLabel.ALIGNED


@pytest.mark.parametrize("n", [5, 9])
def test_under_ten_leaders_the_label_stands_without_the_number(n: int) -> None:
    result = aligned(workforce(), leaders(n, mean=4.5))

    assert result.cai == Undefined(Reason.TOO_FEW_LEADERS, n)
    assert result.label is GapLabel.SEVERE


def test_from_ten_leaders_the_index_has_a_number() -> None:
    result = aligned(workforce(), leaders(10, mean=4.5))

    assert isinstance(result.cai, AlignmentIndex)
    assert result.cai.low < result.cai.value < result.cai.high


def test_under_five_leaders_the_declared_targets_stand_in() -> None:
    targets = dict.fromkeys(("core", "trust"), 80.0)

    result = aligned(workforce(), leaders(4), targets)

    assert result.source is ExpectationSource.DECLARED_TARGETS
    assert result.n_leaders == 0
    assert set(result.gaps) == {"core", "trust"}
    assert result.gaps["core"].expected == 80.0
    assert result.gaps["core"].hedges_g == Undefined(Reason.NO_LEADERS, 0)
    assert isinstance(result.cai, AlignmentIndex)


def test_error_of_a_declared_target_is_the_workforces_alone() -> None:
    staff = workforce()

    result = score_responses(staff, FORM, targets={"core": 80.0})

    assert isinstance(result.alignment, Alignment)
    assert result.alignment.gaps["core"].estimate.se == result.dimensions["core"].estimate.se  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("expecting", "outcome"),
    [
        (None, Undefined(Reason.NO_LEADERS, 0)),
        (leaders(4), Undefined(Reason.TOO_FEW_LEADERS, 4)),
        (answered(FORM, np.empty((0, 28)), invited=9), Undefined(Reason.NO_LEADERS, 0)),
    ],
    ids=["none asked", "four", "none answered"],
)
def test_without_leaders_and_targets_there_is_no_alignment(
    expecting: Responses | None, outcome: Undefined
) -> None:
    assert score_responses(workforce(), FORM, leaders=expecting).alignment == outcome


def test_gap_needs_ten_of_the_workforce_to_be_confirmed() -> None:
    nine = aligned(workforce(9), leaders(30, mean=4.9))

    assert not any(gap.is_confirmed for gap in nine.gaps.values())
    assert GapLabel.SEVERE not in {gap.label for gap in nine.gaps.values()}


def test_single_respondent_has_no_gap() -> None:
    result = score_responses(workforce(1), FORM, leaders=leaders(20))

    assert result.alignment == Undefined(Reason.TOO_FEW_ANSWERS, 1)


def test_leaders_and_staff_who_all_say_the_same_are_aligned_without_error() -> None:
    result = aligned(answered(FORM, [[4] * 28] * 30), answered(FORM, [[4] * 28] * 12))

    assert result.cai == AlignmentIndex(100.0, 100.0, 100.0)
    assert {gap.direction for gap in result.gaps.values()} == {GapDirection.NONE}
    assert {gap.label for gap in result.gaps.values()} == {GapLabel.ALIGNED}


@pytest.mark.parametrize(
    ("value", "se", "is_significant", "label"),
    [
        (4.9, 1.0, True, GapLabel.ALIGNED),
        (-4.9, 1.0, False, GapLabel.ALIGNED),
        (4.9, 3.0, False, GapLabel.INCONCLUSIVE),
        (5.0, 1.0, True, GapLabel.WATCH),
        (-9.9, 1.0, True, GapLabel.WATCH),
        (10.0, 1.0, True, GapLabel.MATERIAL),
        (15.0, 1.0, True, GapLabel.SEVERE),
        (-30.0, 1.0, True, GapLabel.SEVERE),
        (30.0, 20.0, False, GapLabel.INCONCLUSIVE),
    ],
)
def test_label_needs_size_and_evidence(
    value: float, se: float, is_significant: bool, label: GapLabel
) -> None:
    estimate = t_estimate(value, se, 100, df=98, floor=-100.0)

    assert label_gap(estimate, is_significant=is_significant) is label

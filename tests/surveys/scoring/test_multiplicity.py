import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.scoring.multiplicity import benjamini_hochberg
from tests.surveys.scoring.waves import reference_values

probabilities = st.lists(st.floats(0, 1), max_size=20)


def test_adjustment_matches_r() -> None:
    p_values = [0.001, 0.02, 0.03, 0.04, 0.5, 0.011]

    adjusted = benjamini_hochberg(dict(enumerate(p_values)))

    assert list(adjusted.values()) == pytest.approx(reference_values()["benjamini_hochberg"])


def test_no_comparison_needs_no_adjustment() -> None:
    assert benjamini_hochberg({}) == {}


@given(probabilities)
def test_adjusted_values_keep_the_order_and_never_shrink(p_values: list[float]) -> None:
    adjusted = benjamini_hochberg(dict(enumerate(p_values)))

    by_p = sorted(adjusted, key=lambda position: p_values[position])
    assert [adjusted[key] for key in by_p] == sorted(adjusted.values())
    assert all(p_values[key] <= adjusted[key] <= 1.0 for key in adjusted)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.scoring.band_probabilities import read_band
from surveys.scoring.bands import band_of, capped
from surveys.scoring.intervals import t_estimate
from surveys.scoring.results import Band


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0.0, Band.AT_RISK),
        (39.99, Band.AT_RISK),
        (40.0, Band.EMERGING),
        (55.0, Band.DEVELOPING),
        (69.99, Band.DEVELOPING),
        (70.0, Band.READY),
        (85.0, Band.LEADING),
        (100.0, Band.LEADING),
    ],
)
def test_band_begins_at_its_lower_edge(score: float, band: Band) -> None:
    assert band_of(score) is band


def test_cap_never_lifts_a_band() -> None:
    assert capped(Band.AT_RISK, Band.DEVELOPING) is Band.AT_RISK


def test_score_on_an_edge_is_borderline() -> None:
    reading = read_band(t_estimate(70.0, 2.0, 50, df=49))

    assert reading.band is Band.READY
    assert reading.probabilities[Band.READY] == pytest.approx(0.5, abs=1e-6)
    assert reading.is_borderline


def test_score_without_error_has_one_certain_band() -> None:
    reading = read_band(t_estimate(70.0, 0.0, 50, df=49))

    assert reading.probabilities[Band.READY] == 1.0
    assert not reading.is_borderline


@given(st.floats(0, 100), st.floats(0, 30), st.integers(1, 500))
def test_probabilities_sum_to_one(score: float, se: float, df: int) -> None:
    reading = read_band(t_estimate(score, se, df + 1, df=df))

    assert sum(reading.probabilities.values()) == pytest.approx(1.0)
    assert min(reading.probabilities.values()) >= 0.0

"""Figures as result pages print them."""

import pytest

from surveys.disclosure.cube import Bound
from surveys.presentation import FigureText, figure_text, share_text
from surveys.published import Estimate, Share, Withheld, WithheldReason


def test_interval_is_told_in_whole_points() -> None:
    assert figure_text(Estimate(51.4, 777, 50.3, 52.6)) == FigureText("51", "50", "53")


@pytest.mark.parametrize(
    ("bound", "value", "text"), [(Bound.AT_MOST, 11.2, "≤ 12"), (Bound.AT_LEAST, 88.8, "≥ 88")]
)
def test_edge_of_a_band_is_rounded_outward(bound: Bound, value: float, text: str) -> None:
    assert figure_text(Estimate(value, 20, bound=bound)) == FigureText(text)


def test_withheld_figure_gives_its_reason() -> None:
    assert figure_text(Withheld(WithheldReason.TOO_FEW)) == FigureText("", reason="too few answers")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Share.exact(36.0), "36 %"),
        (Share.exact(60.8), "60.8 %"),
        (Share(0.0, 10.0), "≤ 10 %"),
        (Share(90.0, 100.0), "≥ 90 %"),
        (Share(40.0, 50.0), "40–50 %"),
    ],
)
def test_share_is_told_as_precisely_as_it_was_published(share: Share, text: str) -> None:
    assert share_text(share) == text

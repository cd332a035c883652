import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.lettering import block_height, width_of, wrap

GERMAN = (
    "Veränderungsbereitschaft der Rechtsabteilung und der "
    "Informationssicherheitsmanagementbeauftragten"
)


def test_width_is_the_sum_of_the_advances() -> None:
    assert width_of("AI", 10) == pytest.approx(9.8)
    assert width_of("", 10) == 0


@pytest.mark.parametrize("width", [24.0, 60.0, 90.0, 400.0])
def test_long_german_words_stay_within_the_width(width: float) -> None:
    lines = wrap(GERMAN, width, 7.5)

    assert max(width_of(line, 7.5) for line in lines) <= width


def test_no_letter_is_lost_when_a_word_is_broken() -> None:
    lines = wrap("Informationssicherheitsmanagement", 50, 7.5)

    assert len(lines) > 1
    assert "".join(line.removesuffix("-") for line in lines) == "Informationssicherheitsmanagement"


def test_a_word_is_broken_after_its_own_hyphen_without_a_second_one() -> None:
    assert wrap("IT-IT", width_of("IT-", 10), 10) == ("IT-", "IT")


def test_empty_text_has_no_lines() -> None:
    assert wrap("  ", 50, 8) == ()


@given(st.text(alphabet="abcdefgh ", max_size=80), st.floats(20, 300))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: float) -> None:
    lines = wrap(text, width, 8)

    assert all(width_of(line, 8) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_block_height_counts_the_distance_of_baselines() -> None:
    assert block_height(3, 8) == 30

"""The questionnaires we ship keep what the scoring model asks of them."""

from collections import Counter

import pytest

from surveys.instruments.format import Instrument, ItemKind
from surveys.instruments.reader import shipped_instruments

SHIPPED = {instrument.key: instrument for instrument in shipped_instruments()}


def agreement_counts(instrument: Instrument) -> dict[str, int]:
    return Counter(item.dimension for item in instrument.items_of(ItemKind.AGREEMENT))


def test_long_form_has_four_core_and_three_items_per_dimension():
    assert agreement_counts(SHIPPED["ai_readiness"]) == {
        "core": 4, "direction": 3, "ownership": 3, "experimentation": 3, "collaboration": 3,
        "recognition": 3, "safety": 3, "capability": 3, "trust": 3,
    }  # fmt: skip


def test_long_form_reverses_one_item_in_each_of_three_dimensions():
    reversed_items = [item for item in SHIPPED["ai_readiness"].items if item.is_reversed]

    assert [item.key for item in reversed_items] == [
        "ownership_imposed", "safety_hiding", "trust_job_threat",
    ]  # fmt: skip


def test_pulse_has_two_core_items_and_one_per_other_dimension():
    counts = agreement_counts(SHIPPED["ai_readiness_pulse"])

    assert counts.pop("core") == 2
    assert set(counts.values()) == {1}
    assert len(counts) == 8


def test_pulse_repeats_items_of_the_long_form_word_for_word():
    long_form = {item.key: item for item in SHIPPED["ai_readiness"].items}

    for item in SHIPPED["ai_readiness_pulse"].items:
        assert item == long_form[item.key]


def test_hackathon_pulse_has_ten_to_twelve_items():
    assert 10 <= sum(agreement_counts(SHIPPED["hackathon_pulse"]).values()) <= 12


@pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
def test_each_instrument_asks_advocacy_once_and_two_open_questions(instrument):
    assert len(instrument.items_of(ItemKind.ADVOCACY)) == 1
    assert len(instrument.items_of(ItemKind.OPEN)) == 2
    assert {"en", "de"} <= set(instrument.languages)


@pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
def test_items_speak_of_people_here_and_stay_short(instrument):
    """The referent is the group, never the respondent alone."""
    for item in instrument.items_of(ItemKind.AGREEMENT):
        words = item.text["en"].split()
        assert len(words) <= 16
        assert not {"I", "my own", "me"} & set(words)

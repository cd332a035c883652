"""The questionnaires we ship keep what the scoring model asks of them."""

from collections import Counter

import pytest

from surveys.instruments.format import Instrument, ItemKind
from surveys.instruments.reader import shipped_instruments
from surveys.instruments.rotation import items_of_turn

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
        assert item.rotates or item == long_form[item.key]


def test_each_pulse_asks_the_same_scored_items_and_another_question_of_the_pool():
    pulse = SHIPPED["ai_readiness_pulse"]
    scored = {item.key for item in pulse.items_of(ItemKind.AGREEMENT)}

    always = scored | {"advocacy", "open_helps", "open_change"}

    turns = [set(items_of_turn(pulse, turn) or ()) for turn in range(1, 8)]

    assert all(always <= turn for turn in turns)
    assert [sorted(turn - always) for turn in turns] == [
        ["pool_use"], ["pool_time"], ["pool_obstacle"], ["pool_help"], ["pool_checking"],
        ["pool_view"], ["pool_use"],
    ]  # fmt: skip


def test_questions_of_the_pool_stay_outside_the_score():
    pool = [item for item in SHIPPED["ai_readiness_pulse"].items if item.rotates]

    assert {(item.kind, item.dimension) for item in pool} == {(ItemKind.CHOICE, "")}
    assert all(3 <= len(item.options) <= 5 for item in pool)


@pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
def test_leaders_read_what_every_item_is_for_in_every_language(instrument):
    lacking = [
        (item.key, language)
        for item in instrument.items
        for language in instrument.languages
        if not item.help.get(language)
    ]

    assert lacking == []
    for item in instrument.items:
        assert len(set(item.help.values())) == len(instrument.languages)


@pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
def test_options_differ_in_every_language(instrument):
    for item in instrument.items_of(ItemKind.CHOICE):
        for language in instrument.languages:
            texts = [option.text[language] for option in item.options]
            assert len(set(texts)) == len(texts)


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

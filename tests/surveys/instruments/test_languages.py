"""The shipped questionnaires are whole in six languages, and each keeps to its own idiom."""

import re

import pytest

from surveys.instruments.format import Instrument, ItemKind
from surveys.instruments.reader import shipped_instruments

SIX = ("en", "de", "fr", "es", "it", "pt")
SHIPPED = {instrument.key: instrument for instrument in shipped_instruments()}
EACH = pytest.mark.parametrize("instrument", SHIPPED.values(), ids=SHIPPED)
LONGEST_WORDS = 22
GROUP = {
    "en": r"people (here|who)|my team|\bhere\b|staff|teams?\b|hackathon",
    "de": r"\bhier\b|\bwir\b|team|hackathon",
    "fr": r"\bici\b|\bnous\b|équipe|personnel|revient|hackathon",
    "es": r"\baquí\b|equipos?\b|personal\b|quienes|hackathon",
    "it": r"\bqui\b|squadr|personale\b|a chi|hackathon",
    "pt": r"\baqui\b|equipas?\b|pessoal\b|de quem|hackathon",
}
"""Words that speak of the group, by language."""
FIRST_PERSON = {
    "en": r"\bI\b|\bme\b",
    "de": r"\bich\b|\bmir\b|\bmich\b",
    "fr": r"\bje\b|\bj'|\bmoi\b",
    "es": r"\byo\b|\bmí\b",
    "it": r"\bio\b",
    "pt": r"\beu\b|\bmim\b",
}


def texts_of(instrument: Instrument) -> list[dict[str, object]]:
    """Everything that a respondent can read, by language."""
    return [
        instrument.title,
        instrument.scale_labels,
        *(dimension.name for dimension in instrument.dimensions),
        *(item.text for item in instrument.items),
        *(item.end_labels for item in instrument.items if item.kind is ItemKind.ADVOCACY),
    ]


@EACH
def test_every_text_stands_in_six_languages(instrument: Instrument) -> None:
    assert instrument.languages == SIX
    assert [text for text in texts_of(instrument) if set(text) != set(SIX)] == []


@EACH
def test_no_text_is_left_in_english(instrument: Instrument) -> None:
    """Names such as Ownership differ in every language; no cell was forgotten."""
    copied = [
        item.text["en"]
        for item in instrument.items
        if any(item.text[code] == item.text["en"] for code in SIX[1:])
    ]

    assert copied == []


@EACH
@pytest.mark.parametrize("language", SIX)
def test_statements_speak_of_the_group_and_stay_short(
    instrument: Instrument, language: str
) -> None:
    for item in instrument.items_of(ItemKind.AGREEMENT):
        text = item.text[language]
        assert re.search(GROUP[language], text, re.IGNORECASE), text
        assert not re.search(FIRST_PERSON[language], text, re.IGNORECASE), text
        assert len(text.split()) <= LONGEST_WORDS
        assert text.endswith(".")


@EACH
@pytest.mark.parametrize("language", SIX)
def test_labels_of_the_scale_differ_from_each_other(instrument: Instrument, language: str) -> None:
    labels = instrument.scale_labels[language]

    assert len(set(labels)) == 5
    assert max(len(label) for label in labels) <= 34


def test_forms_of_one_model_share_every_label() -> None:
    one, *others = SHIPPED.values()

    for other in others:
        assert other.scale_labels == one.scale_labels


@EACH
def test_every_item_says_what_it_asks_and_why(instrument: Instrument) -> None:
    told = {"en", "de", "fr", "it"}

    assert [item.key for item in instrument.items if not set(item.help) >= told] == []


def test_reversed_statements_are_reversed_in_the_file_once_for_all_languages() -> None:
    help_texts = {
        item.key: item.help["en"] for item in SHIPPED["ai_readiness"].items if item.is_reversed
    }

    assert set(help_texts) == {"ownership_imposed", "safety_hiding", "trust_job_threat"}
    assert all("turned before scoring" in text for text in help_texts.values())

import re
from decimal import Decimal

import pytest
from django.utils import translation

from reports.narrative.statements import Amount, Change, Name, Points, Share, Statement, Term
from reports.narrative.wording import SENTENCES, decimal, localized, percent, say, signed, write

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "german"),
    [
        (1234.5, 1, "1,234.5", "1.234,5"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, f"{MINUS}3", f"{MINUS}3"),
        (-0.04, 1, "0.0", "0,0"),
        (Decimal("0.125"), 2, "0.13", "0,13"),
        (1e6, 0, "1,000,000", "1.000.000"),
    ],
)
def test_numbers_are_rounded_once_and_written_as_the_language_does(
    value: float | Decimal, decimals: int, english: str, german: str
) -> None:
    with translation.override("en"):
        assert decimal(value, decimals) == english
    with translation.override("de"):
        assert decimal(value, decimals) == german


@pytest.mark.parametrize(
    ("value", "written"), [(7.4, "+7"), (-7.4, f"{MINUS}7"), (0.4, "0"), (-0.4, "0")]
)
def test_difference_has_a_sign_unless_it_rounds_to_zero(value: float, written: str) -> None:
    assert signed(value) == written


def test_name_falls_back_to_english_and_then_to_any() -> None:
    with translation.override("de-at"):
        assert localized({"en": "Trust", "de": "Vertrauen"}) == "Vertrauen"
        assert localized({"en": "Trust"}) == "Trust"
        assert localized({"fr": "Confiance"}) == "Confiance"
        assert localized({}) == ""


def test_values_are_written_by_their_kind() -> None:
    assert write(Points(48.6)) == "49"
    assert write(Change(-3.4)) == f"{MINUS}3"
    assert write(Share(0.715)) == percent(71.5) == "72%"
    assert write(Amount(1.26, 1)) == "1.3"
    assert write(Name({"en": "Trust"})) == "Trust"
    assert write(Term("horizon", "weeks_2")) == "Within 2 weeks"


def test_sentence_is_filled_with_its_figures() -> None:
    statement = Statement(
        "people.lowest.plain",
        "wave",
        {"dimension": Name({"en": "Say in topics"}), "score": Points(38.2)},
    )

    assert say(statement) == "The lowest dimension is “Say in topics” with 38 of 100 points."


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_sentence_is_whole(key: str) -> None:
    """A sentence begins with a capital, a quote or a figure, ends with a stop, glues nothing."""
    sentence = str(SENTENCES[key])

    assert re.match(r"[A-Z“%]", sentence)
    assert sentence.endswith(".")
    assert "  " not in sentence

"""Hints on wording find the usual traps in English and German, and leave good items alone."""

import pytest

from surveys.instruments.format import ItemKind
from surveys.instruments.reader import shipped_instruments
from surveys.instruments.wording import Trap, wording_hints

SHIPPED = shipped_instruments()


def traps(text: str, language: str, kind: ItemKind = ItemKind.AGREEMENT) -> set[Trap]:
    return {hint.trap for hint in wording_hints(text, language, kind)}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("People here are skilled and motivated.", "en", {Trap.DOUBLE}),
        ("Training and/or tools fit.", "en", {Trap.DOUBLE}),
        ("People here don't get time.", "en", {Trap.NEGATION}),
        ("People here do not trust it.", "en", {Trap.NEGATION}),
        ("Obviously AI helps people here.", "en", {Trap.LEADING}),
        ("People here always check results.", "en", {Trap.ABSOLUTE}),
        ("I know the rules.", "en", {Trap.FIRST_PERSON}),
        ("My team knows the rules.", "en", set()),
        ("Do people here know the rules?", "en", {Trap.QUESTION}),
        ("People here know the rules.", "en", set()),
        (" ".join(["word"] * 19), "en", {Trap.LONG}),
        ("Wir haben hier Zeit und Geld.", "de", {Trap.DOUBLE}),
        ("Wir werden hier nicht gefragt.", "de", {Trap.NEGATION}),
        ("Hier gibt es keine Regeln.", "de", {Trap.NEGATION}),
        ("Natürlich hilft uns KI hier.", "de", {Trap.LEADING}),
        ("Wir prüfen hier immer nach.", "de", {Trap.ABSOLUTE}),
        ("Ich kenne die Regeln.", "de", {Trap.FIRST_PERSON}),
        ("Mein Team kennt die Regeln.", "de", set()),
        ("Wir kennen hier die Regeln.", "de", set()),
        ("Ici, nous connaissons les règles et les lois.", "fr", set()),
        ("", "en", set()),
    ],
)
def test_traps_are_found(text: str, language: str, expected: set[Trap]) -> None:
    assert traps(text, language) == expected


def test_hint_names_the_words() -> None:
    (hint,) = wording_hints("People here can and will and do.", "en", ItemKind.AGREEMENT)

    assert (hint.trap, hint.words) == (Trap.DOUBLE, "and")


def test_open_questions_may_ask_as_they_like() -> None:
    assert traps("What should not change, and why?", "en", ItemKind.OPEN) == set()


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda one: one.key)
def test_most_shipped_items_are_without_a_hint(instrument: object) -> None:
    """Hints are not refusals: a few shipped items carry an “and” that joins one thing."""
    hinted = [
        item.key
        for item in instrument.items_of(ItemKind.AGREEMENT)
        if wording_hints(item.text["en"], "en", item.kind)
    ]

    assert len(hinted) <= 6

"""Hints on wording find the usual traps in six languages, and leave good items alone."""

import pytest

from surveys.instruments.format import Instrument, ItemKind
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
        ("It is clear here what AI means.", "en", set()),
        ("What happens is up to me.", "en", {Trap.FIRST_PERSON}),
        ("Ici, nous connaissons les règles et les lois.", "fr", {Trap.DOUBLE}),
        ("Le mérite revient à celles et ceux qui l'ont fait.", "fr", set()),
        ("Ici, personne n'est consulté.", "fr", {Trap.NEGATION, Trap.ABSOLUTE}),
        ("Les résultats sont vérifiés par une personne.", "fr", set()),
        ("Ici, l'IA devrait nous aider.", "fr", {Trap.LEADING}),
        ("J’utilise l'IA.", "fr", {Trap.FIRST_PERSON}),
        ("Mon équipe connaît les règles.", "fr", set()),
        ("Aquí tenemos tiempo y dinero.", "es", {Trap.DOUBLE}),
        ("Aquí no nos preguntan.", "es", {Trap.NEGATION}),
        ("Por supuesto, la IA nos ayuda.", "es", {Trap.LEADING}),
        ("Aquí todos conocen las reglas.", "es", {Trap.ABSOLUTE}),
        ("Mi trabajo mejora con la IA.", "es", {Trap.FIRST_PERSON}),
        ("Mi equipo conoce las reglas.", "es", set()),
        ("Qui abbiamo tempo e denaro.", "it", {Trap.DOUBLE}),
        ("Qui non ci chiedono niente.", "it", {Trap.NEGATION}),
        ("Ovviamente l'IA ci aiuta.", "it", {Trap.LEADING}),
        ("Qui controlliamo sempre i risultati.", "it", {Trap.ABSOLUTE}),
        ("Il mio lavoro migliora con l'IA.", "it", {Trap.FIRST_PERSON}),
        ("La mia squadra conosce le regole.", "it", set()),
        ("Aqui temos tempo e dinheiro.", "pt", {Trap.DOUBLE}),
        ("Aqui não nos perguntam.", "pt", {Trap.NEGATION}),
        ("Claramente a IA ajuda-nos.", "pt", {Trap.LEADING}),
        ("Aqui todos conhecem as regras.", "pt", {Trap.ABSOLUTE}),
        ("O meu trabalho melhora com a IA.", "pt", {Trap.FIRST_PERSON}),
        ("A minha equipa conhece as regras.", "pt", set()),
        ("Aqui conhecemos as regras?", "pt", {Trap.QUESTION}),
        ("Hier kennen we de regels en de wetten.", "nl", set()),
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


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt"])
@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda one: one.key)
def test_shipped_items_are_hinted_where_they_mean_it(instrument: Instrument, language: str) -> None:
    """A hint is no refusal: four statements carry a “not” or an “and” that belongs to one thing."""
    hinted = {
        item.key
        for item in instrument.items_of(ItemKind.AGREEMENT)
        if wording_hints(item.text[language], language, item.kind)
    }

    meant = {"ownership_imposed", "experimentation_failure", "capability_access", "safety_ideas"}
    if language == "pt":  # says “we do not give up” where others say “we stay with it”
        meant.add("core_determination")
    assert hinted == meant & {item.key for item in instrument.items}

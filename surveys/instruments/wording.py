"""Hints on the wording of an item: what makes answers hard to read. Hints, never refusals."""

import enum
import re
from dataclasses import dataclass

from surveys.instruments.format import ItemKind

LONGEST_WORDS = 18
"""Statements up to here are read at a glance on a phone."""


class Trap(enum.StrEnum):
    """What may be wrong with a wording."""

    DOUBLE = "double"
    """Two things in one: whoever agrees with one of them cannot answer."""
    NEGATION = "negation"
    """A “no” in the statement turns agreement around in the head."""
    LONG = "long"
    """Too long to be read at a glance."""
    LEADING = "leading"
    """Words that say which answer is wanted."""
    ABSOLUTE = "absolute"
    """Always, never, everybody: nobody can agree."""
    FIRST_PERSON = "first_person"
    """Asks about the respondent instead of the group."""
    QUESTION = "question"
    """A question where a statement is rated."""


@dataclass(frozen=True)
class Hint:
    """One possible trap, and the words that gave rise to it."""

    trap: Trap
    words: str


_PATTERNS: dict[str, dict[Trap, str]] = {
    "en": {
        Trap.DOUBLE: r"\b(?:and|or|as well as)\b|\band/or\b",
        Trap.NEGATION: r"\b(?:not|no|nor|without|hardly|cannot|never|nobody|nothing|\w+n['’]t)\b",
        Trap.LEADING: r"\b(?:obviously|clearly|of course|surely|should|must|excellent|great|"
        r"terrible|finally|don['’]t you)\b",
        Trap.ABSOLUTE: r"\b(?:always|never|everybody|everyone|nobody|all|every|completely|only)\b",
        Trap.FIRST_PERSON: r"\b(?:I|me|myself|mine|my(?! team\b))\b",
    },
    "de": {
        Trap.DOUBLE: r"\b(?:und|oder|sowie|beziehungsweise)\b|\bbzw\.",
        Trap.NEGATION: r"\b(?:nicht|kein\w*|nie|niemals|niemand|nichts|ohne|kaum|weder)\b",
        Trap.LEADING: r"\b(?:natürlich|selbstverständlich|offensichtlich|endlich|sollte\w*|"
        r"müsste\w*|großartig\w*|schrecklich\w*)\b",
        Trap.ABSOLUTE: r"\b(?:immer|nie|alle|jede\w*|niemand|völlig|vollkommen|nur)\b",
        Trap.FIRST_PERSON: r"\b(?:ich|mir|mich|mein(?:e[nmrs]?)?)\b(?! Team\b)",
    },
    "fr": {
        Trap.DOUBLE: r"\b(?:(?<!celles )et|ou|ainsi que)\b",
        Trap.NEGATION: r"\b(?:ne|pas|sans|aucune?|jamais|rien|(?<!une )personne|ni)\b|"
        r"\bn['’](?=\w)",
        Trap.LEADING: r"\b(?:évidemment|bien sûr|naturellement|clairement|enfin|"
        r"devr(?:ait|aient|ions)|doi(?:t|vent)|devons|excellente?s?|formidables?|"
        r"terribles?|n['’]est-ce pas)\b",
        Trap.ABSOLUTE: r"\b(?:toujours|jamais|tous|toutes|tout le monde|chacune?|chaque|"
        r"(?<!une )personne|complètement|totalement|seulement|uniquement)\b",
        Trap.FIRST_PERSON: r"\b(?:je|moi|me|mon(?! équipe\b)|ma|mes)\b|\b[jm]['’](?=\w)",
    },
    "es": {
        Trap.DOUBLE: r"\b(?:y|e|o|u|así como)\b",
        Trap.NEGATION: r"\b(?:no|sin|ni|ningún|ningun[oa]s?|nunca|jamás|nada|nadie|apenas)\b",
        Trap.LEADING: r"\b(?:obviamente|claramente|por supuesto|naturalmente|por fin|"
        r"debería(?:n|mos)?|debe(?:n|mos)?|excelentes?|terribles?)\b",
        Trap.ABSOLUTE: r"\b(?:siempre|nunca|jamás|tod[oa]s?|cada|nadie|completamente|"
        r"totalmente|sol[oa]mente|sólo)\b",
        Trap.FIRST_PERSON: r"\b(?:yo|me|mí|mi(?! equipo\b)|mis|conmigo)\b",
    },
    "it": {
        Trap.DOUBLE: r"\b(?:e|ed|o|oppure|nonché)\b",
        Trap.NEGATION: r"\b(?:non|senza|né|nessun[oa]?|mai|niente|nulla|a malapena)\b",
        Trap.LEADING: r"\b(?:ovviamente|chiaramente|naturalmente|certamente|finalmente|"
        r"dovrebbe(?:ro)?|dovremmo|dev(?:e|ono)|dobbiamo|eccellent[ei]|ottim[oaie]|terribil[ei])\b",
        Trap.ABSOLUTE: r"\b(?:sempre|mai|tutt[oaie]|ogni|ognuno|ciascuno|nessun[oa]?|"
        r"completamente|totalmente|soltanto|solo)\b",
        Trap.FIRST_PERSON: r"\b(?:io|me|mi|mi[oa](?! (?:team|squadra|gruppo)\b)|mie|miei)\b",
    },
    "pt": {
        Trap.DOUBLE: r"\b(?:e|ou|bem como|assim como)\b",
        Trap.NEGATION: r"\b(?:não|sem|nem|nenhuma?|nunca|jamais|nada|ninguém)\b",
        Trap.LEADING: r"\b(?:obviamente|claramente|naturalmente|certamente|finalmente|com certeza|"
        r"deveria(?:m|mos)?|deve(?:m|mos)?|excelentes?|terríve(?:l|is))\b",
        Trap.ABSOLUTE: r"\b(?:sempre|nunca|jamais|tod[oa]s?|cada|ninguém|completamente|"
        r"totalmente|somente|apenas|só)\b",
        Trap.FIRST_PERSON: r"\b(?:eu|mim|me|meus?|minhas?(?! equip[ae]\b)|comigo)\b",
    },
}
_RATED = {ItemKind.AGREEMENT}


def wording_hints(text: str, language: str, kind: ItemKind) -> tuple[Hint, ...]:
    """What a reader could stumble over, in the six languages of shipped instruments.

    Of another language only the length and the question mark are looked at.

    Parameters
    ----------
    text
        The wording.
    language
        Code of its language.
    kind
        Traps of statements are looked for in agreement items alone; length in all.

    Examples
    --------
    >>> [hint.trap.value for hint in wording_hints(
    ...     "People here are not afraid and always try.", "en", ItemKind.AGREEMENT)]
    ['double', 'negation', 'absolute']
    >>> wording_hints("People here know the rules.", "en", ItemKind.AGREEMENT)
    ()
    """
    found = []
    if kind in _RATED:
        for trap, pattern in _PATTERNS.get(language, {}).items():
            flags = 0 if trap is Trap.FIRST_PERSON and language == "en" else re.IGNORECASE
            words = dict.fromkeys(
                match.group().strip() for match in re.finditer(pattern, text, flags)
            )
            if words:
                found.append(Hint(trap, ", ".join(words)))
        if text.rstrip().endswith("?"):
            found.append(Hint(Trap.QUESTION, "?"))
    count = len(text.split())
    if count > LONGEST_WORDS:
        found.append(Hint(Trap.LONG, str(count)))
    return tuple(found)

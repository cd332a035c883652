"""The word lists by which names are told from words, and what a single word may be."""

import re
from dataclasses import dataclass
from functools import cache

from surveys.comments.cleaning import fold
from surveys.comments.corpus import read_corpus
from surveys.comments.name_likeness import shipped_likeness
from surveys.comments.wordlists import read_words

NOUNS_ARE_CAPITALIZED = frozenset({"de"})
FEWEST_LETTERS = 4
"""Shorter unknown words with a capital are mostly abbreviations."""
_FEWEST_LETTERS_OF_FAMILY = 5
_FEWEST_LETTERS_OF_HALF = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
_PART = re.compile(r"['’-]")
_LETTERS = {
    "en": "",
    "de": "äöüßéèêàâç",
    "fr": "àâäæçéèêëîïôöœùûüÿ",
    "es": "áéíóúüñ",
    "it": "àèéìíîòóùú",
    "pt": "áâãàçéêíóôõúü",
}
"""Beyond a to z: a capitalized word with any other letter comes from abroad, as names do."""
_WORDLIKE = re.compile(
    r"^\w['’-]|(\w)\1\1|^a*(?:h[aei]|j[aei]|ah|eh){2,}h?$|['’](?:ll|d|ve|re|m|t)$|\w{3}(?:[^m]ing|[^aeilm]ly|\w\w\wly|[^r]ed|[st]ions?|ness|ments?|[^n]ity"
    r"|able|ible|less|ful|isms?|[lrt]ize[ds]?|ware|ung(?:en)?|heit(?:en)?|keit(?:en)?|schaft(?:en)?"
    r"|mente|ando|[^r]iendo|ciones|cion|idad|idades|zione|zioni|coes|cao|mento|mentos|dade|dades"
    r"|issement|[lrst]ement|emos|amos|iamo|imos|aron|ieron|aram|eram|avam|aient|iamo|erebbe"
    r"|ariam|erait|eraient)$"
)
"""Contractions, single letters before a hyphen, and endings that words have and names hardly."""
_LAST_LATIN = "\u024f"
_BORROWED = frozenset({"cafe", "cliche", "expose", "facade", "fiance", "resume", "uber", "detente"})


@dataclass(frozen=True)
class NameLists:
    """Folded words of each list; `not_names` is as written."""

    sure: frozenset[str]
    possible: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    families: frozenset[str]
    ambiguous_surnames: frozenset[str]
    places: frozenset[str]
    not_names: frozenset[str]
    spoken: frozenset[str]
    ordinary: frozenset[str]

    def is_sure(self, folded: str) -> bool:
        """A first name that is no ordinary word; of a double name each part must be a name."""
        if folded in self.sure or folded in self.given:
            return True
        parts = _PART.split(folded)
        return len(parts) > 1 and all(
            part in self.sure or part in self.possible or part in self.given for part in parts
        )

    def is_sure_in_lower_case(self, folded: str) -> bool:
        """A first name that no text of ours has as a word, nor any of the languages."""
        if len(folded) < FEWEST_LETTERS or folded in self.spoken or folded in self.ordinary:
            return False
        return folded in self.sure or self._is_double(folded)

    def _is_double(self, folded: str) -> bool:
        parts = folded.split("-")
        return len(parts) > 1 and all(part in self.sure for part in parts)

    def is_possible(self, folded: str) -> bool:
        """A first name, be it a word besides."""
        return folded in self.possible or self.is_sure(folded)

    def is_surname(self, folded: str) -> bool:
        """A family name, be it a word besides."""
        return (
            folded in self.surnames or folded in self.families or folded in self.ambiguous_surnames
        )

    def is_sure_surname(self, folded: str) -> bool:
        """A family name that is nothing else, so that it needs no first name beside it."""
        if len(folded) < _FEWEST_LETTERS_OF_FAMILY or folded in self.ambiguous_surnames:
            return False
        if folded in self.spoken or folded in self.ordinary or folded in self.possible:
            return False
        if folded in self.places:
            return False
        if folded in self.surnames:
            return True
        return folded in self.families and self.likeness(folded) >= LIKELY

    def is_ordinary(self, text: str, folded: str) -> bool:
        """A known word, one with inner capitals, as products have, or with an ending of words."""
        is_camel = any(letter.isupper() for letter in text[1:]) and "-" not in text
        return (
            is_camel
            or _WORDLIKE.search(folded) is not None
            or any(
                part in self.spoken or part in self.ordinary
                for part in _PART.split(folded)
                if len(part) > 1
            )
        )

    def is_compound(self, folded: str) -> bool:
        """Two known words in one, as German builds its nouns, perhaps with an s between."""
        return any(
            self._is_known(folded[:cut]) and self._is_known(folded[cut:])
            for cut in range(_FEWEST_LETTERS_OF_HALF, len(folded) - _FEWEST_LETTERS_OF_HALF + 1)
        )

    def _is_known(self, half: str) -> bool:
        return any(
            word in self.spoken or word in self.ordinary for word in (half, half.removesuffix("s"))
        )

    def is_place(self, folded: str) -> bool:
        """A city, region or country."""
        return folded in self.places

    def likeness(self, folded: str) -> float:
        """How much more like a name than like a word its letters are, 0 to 1.

        Of letters that are not Latin nothing is known: one half.
        """
        return shipped_likeness().of(folded) if folded.isascii() else 0.5


LIKELY = 0.8
"""Likeness from which an unknown word is taken for a name where something else speaks for it."""
VERY_LIKELY = 0.9
"""Enough alone: of words in a dictionary 2 in 100 reach it, of names nearly half."""
UNLIKELY = 0.12
"""Below, a capitalized unknown word is a product or term: few names lie there."""


def is_foreign(text: str, language: str) -> bool:
    """Whether a word has letters that its language does not use.

    Examples
    --------
    >>> is_foreign("Oğuzhan", "de"), is_foreign("Übung", "de"), is_foreign("Siobhán", "en")
    (True, False, True)
    """
    letters = _LETTERS.get(language)
    if letters is None or (language == "en" and fold(text) in _BORROWED):
        return False
    return any("z" < letter <= _LAST_LATIN and letter not in letters for letter in text.lower())


@cache
def name_lists() -> NameLists:
    """The shipped lists."""
    possible = _folded("ambiguous_names.txt")
    sure = _folded("first_names.txt") - possible
    spoken = _spoken_words()
    not_names = read_words("not_names.txt")
    given = read_words("given_names.txt") - possible - spoken - {fold(word) for word in not_names}
    surnames = _folded("surnames.txt")
    return NameLists(
        sure=sure,
        possible=possible,
        given=given,
        surnames=surnames,
        families=read_words("family_names.txt"),
        ambiguous_surnames=_folded("ambiguous_surnames.txt"),
        places=read_words("places.txt"),
        not_names=not_names,
        spoken=spoken,
        ordinary=known_words(),
    )


@cache
def known_words() -> frozenset[str]:
    """Folded words that are no names of people, as far as lists know."""
    words = read_words("ordinary_words.txt") | read_words("capitalized_words.txt")
    return words | _folded("german_nouns.txt")


def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in read_words(name))


def _spoken_words() -> frozenset[str]:
    """Words of our corpus, which names nobody."""
    words: set[str] = set()
    for sentence in read_corpus():
        for token in _WORD.findall(sentence.text):
            words |= {fold(part) for part in _PART.split(token)}
    return frozenset(words)

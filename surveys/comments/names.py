"""Finds names of people by the staff list, first names of many cultures, and announcing words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from surveys.comments.cleaning import fold
from surveys.comments.corpus import read_corpus
from surveys.comments.name_cues import Cues, find_cues
from surveys.comments.wordlists import read_words

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
_PARTICLES = read_words("name_particles.txt")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;¿¡]\s*|[\"“„«»(\[]\s*|[-–—•]\s+)$")
_NOUNS_ARE_CAPITALIZED = frozenset({"de"})
_JOINT = re.compile(
    r"\s*(?:,|&|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\be\b|\bo\b)\s*"
)
_LONGEST_NAME = 5
_FEWEST_STAFF_LETTERS = 3
_FEWEST_UNKNOWN_LETTERS = 4
"""Shorter unknown words with a capital are mostly abbreviations."""


@dataclass(frozen=True)
class StaffList:
    """Names of the organization's people, folded, split into parts."""

    parts: frozenset[str]
    full_names: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "StaffList":
        """Build from full names as the organization writes them."""
        split = [tuple(fold(part) for part in _TOKEN.findall(name)) for name in names]
        parts = {part for name in split for part in name if len(part) >= _FEWEST_STAFF_LETTERS}
        parts -= _PARTICLES
        return cls(frozenset(parts), frozenset(name for name in split if len(name) > 1))

    def __iter__(self) -> Iterator[str]:
        """The full names, so that a prepared list is accepted where names are."""
        return (" ".join(name) for name in self.full_names)


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    folded: str
    opens_sentence: bool

    @property
    def is_capitalized(self) -> bool:
        return self.text[0].isupper() and not (len(self.text) > 1 and self.text.isupper())


def name_spans(text: str, language: str, staff: StaffList) -> list[tuple[int, int]]:
    """Start and end of each name, surnames included."""
    tokens = _tokens(text)
    cues = find_cues(text, language)
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(tokens):
        length = _name_length(text, tokens, position, language, staff, cues)
        if not length and spans and _is_joined(text, tokens[position], spans[-1][1], language):
            length = _extend(text, tokens, position)
        if length:
            first = _backward(text, tokens, position, spans, language)
            spans.append((tokens[first].start, tokens[position + length - 1].end))
        position += max(1, length)
    return spans


def _backward(
    text: str, tokens: list[_Token], position: int, spans: list[tuple[int, int]], language: str
) -> int:
    """Place of the first token of a name, taking in an unknown word before it: "… Petrosyan"."""
    earlier = position - 1
    if earlier < 0 or (spans and tokens[earlier].start < spans[-1][1]):
        return position
    between = text[tokens[earlier].end : tokens[position].start]
    is_linked = between == " " or _JOINT.fullmatch(between) is not None
    return earlier if is_linked and _is_unknown(tokens[earlier], language) else position


def _is_joined(text: str, token: _Token, name_end: int, language: str) -> bool:
    """Whether an unknown word follows a name by "and" or a comma, as one name does another."""
    joint = _JOINT.fullmatch(text[name_end : token.start])
    return joint is not None and _is_unknown(token, language)


def _is_unknown(token: _Token, language: str) -> bool:
    """A capitalized word of no known use; where nouns are capitalized it has to be a name too."""
    lists = _name_lists()
    if not token.is_capitalized or token.text in lists.not_names or lists.is_ordinary(token):
        return False
    return language not in _NOUNS_ARE_CAPITALIZED or lists.is_possible(token)


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(
            match.group(),
            match.start(),
            match.end(),
            fold(match.group()),
            bool(_SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()])),
        )
        for match in _TOKEN.finditer(text)
    ]


def _name_length(
    text: str,
    tokens: list[_Token],
    position: int,
    language: str,
    staff: StaffList,
    cues: Cues,
) -> int:
    """Number of tokens of the name that begins here; 0 when none does."""
    length = _staff_length(tokens, position, staff)
    if length:
        return length
    token = tokens[position]
    following = _adjacent(text, tokens, position)
    if _begins_name(token, following, language, staff, cues):
        return _extend(text, tokens, position)
    return 0


def _staff_length(tokens: list[_Token], position: int, staff: StaffList) -> int:
    for length in range(min(_LONGEST_NAME, len(tokens) - position), 1, -1):
        folded = tuple(token.folded for token in tokens[position : position + length])
        if folded in staff.full_names or folded[::-1] in staff.full_names:
            return length
    return 0


def _begins_name(
    token: _Token, following: _Token | None, language: str, staff: StaffList, cues: Cues
) -> bool:
    lists = _name_lists()
    if not token.is_capitalized:
        is_announced = token.start in cues.announced or token.start in cues.titled
        return is_announced and lists.is_sure(token)
    if token.start in cues.titled:
        return True
    if token.text in lists.not_names:
        return False
    is_listed = lists.is_sure(token) or _is_staff(token, staff)
    if is_listed or token.start in cues.announced or _is_personal(token, language, cues):
        return True
    if following is None or not following.is_capitalized or following.text in lists.not_names:
        return _stands_alone(token, language, cues)
    return _is_pair(token, following, language, cues)


def _is_staff(token: _Token, staff: StaffList) -> bool:
    """A part of a staff name, unless it is an ordinary word that opens a sentence."""
    is_ordinary = token.opens_sentence and token.folded in _name_lists().possible
    return token.folded in staff.parts and not is_ordinary


def _is_personal(token: _Token, language: str, cues: Cues) -> bool:
    """Whether a word is used as only a person's name is.

    Before what only people do or are ("… told us", "… in accounting") a word that no comment of our
    corpus has is enough, as it is anywhere within a sentence where nouns are not capitalized.
    """
    lists = _name_lists()
    if token.end in cues.personal and (lists.is_possible(token) or not lists.is_ordinary(token)):
        return True
    is_long = len(token.text) >= _FEWEST_UNKNOWN_LETTERS and not token.opens_sentence
    return is_long and language not in _NOUNS_ARE_CAPITALIZED and _is_unknown(token, language)


def _stands_alone(token: _Token, language: str, cues: Cues) -> bool:
    """Whether an uncertain word without a surname is used like a name."""
    if token.opens_sentence:
        return False
    is_possible = _name_lists().is_possible(token)
    if language in _NOUNS_ARE_CAPITALIZED:
        return is_possible and token.end in cues.speaking
    is_speaking = token.end in cues.speaking and not _name_lists().is_ordinary(token)
    return is_speaking or (is_possible and token.start in cues.addressed)


def _is_pair(token: _Token, following: _Token, language: str, cues: Cues) -> bool:
    """Whether two capitalized words of which neither is surely a first name make a name."""
    lists = _name_lists()
    is_possible = lists.is_possible(token)
    if lists.is_surname(following) and (is_possible or not token.opens_sentence):
        return True
    if lists.is_surname(token) and lists.is_possible(following):
        return True
    if language in _NOUNS_ARE_CAPITALIZED:
        return False
    ends_in_first_name = lists.is_sure(following) and not token.opens_sentence
    return is_possible or ends_in_first_name or token.start in cues.addressed


def _adjacent(text: str, tokens: list[_Token], position: int) -> _Token | None:
    """The next token when only a space or an initial's point lies between."""
    if position + 1 >= len(tokens):
        return None
    following = tokens[position + 1]
    between = text[tokens[position].end : following.start]
    is_initial = between == ". " and len(tokens[position].text) == 1
    return following if between == " " or is_initial else None


def _extend(text: str, tokens: list[_Token], position: int) -> int:
    """Take in surnames, initials and particles that follow."""
    lists = _name_lists()
    length = reach = 1
    while reach < _LONGEST_NAME:
        following = _adjacent(text, tokens, position + reach - 1)
        if following is None:
            break
        reach += 1
        if following.is_capitalized and following.text not in lists.not_names:
            length = reach
        elif following.folded not in _PARTICLES:
            break
    return length


@dataclass(frozen=True)
class _NameLists:
    sure: frozenset[str]
    possible: frozenset[str]
    surnames: frozenset[str]
    not_names: frozenset[str]
    ordinary: frozenset[str]

    def is_sure(self, token: _Token) -> bool:
        """A first name that is no ordinary word; of a double name each part must be a name."""
        if token.folded in self.sure:
            return True
        parts = token.folded.replace("’", "'").split("-")
        return len(parts) > 1 and all(part in self.sure | self.possible for part in parts)

    def is_possible(self, token: _Token) -> bool:
        return token.folded in self.possible or self.is_sure(token)

    def is_surname(self, token: _Token) -> bool:
        return token.folded in self.surnames

    def is_ordinary(self, token: _Token) -> bool:
        """A word of our corpus or with inner capitals, as products have."""
        is_camel = any(letter.isupper() for letter in token.text[1:]) and "-" not in token.text
        parts = token.folded.replace("’", "'").replace("'", "-").split("-")
        return is_camel or any(part in self.ordinary for part in parts if len(part) > 1)


@cache
def _name_lists() -> _NameLists:
    ambiguous = frozenset(fold(name) for name in read_words("ambiguous_names.txt"))
    first = frozenset(fold(name) for name in read_words("first_names.txt"))
    surnames = frozenset(fold(name) for name in read_words("surnames.txt"))
    not_names = read_words("not_names.txt")
    return _NameLists(first - ambiguous, ambiguous, surnames, not_names, _ordinary_words())


def _ordinary_words() -> frozenset[str]:
    """Words that our corpus writes in lower case, or capitalized in German."""
    words: set[str] = set()
    for sentence in read_corpus():
        tokens = _TOKEN.findall(sentence.text)
        if sentence.language not in _NOUNS_ARE_CAPITALIZED:
            tokens = [token for token in tokens if token[0].islower()]
        words |= {fold(part) for token in tokens for part in re.split(r"['’-]", token)}
    return frozenset(words)

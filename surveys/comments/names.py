"""Finds names of people by the staff list, first names of many cultures, and announcing words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveys.comments.cleaning import fold
from surveys.comments.name_cues import Cues, find_cues
from surveys.comments.name_lists import (
    FEWEST_LETTERS,
    LIKELY,
    NOUNS_ARE_CAPITALIZED,
    UNLIKELY,
    VERY_LIKELY,
    is_foreign,
    name_lists,
)
from surveys.comments.wordlists import read_words

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
_ELIDED = re.compile(r"(?i:(?:qu|[cdjlmnst])['’])(?=[^\W\d_]{2})")
"""French and Italian articles and the like before a vowel: "l'équipe d'Anouk"."""
_PARTICLES = read_words("name_particles.txt")
_SENTENCE_START = re.compile(r"(?:^|(?<!\b[A-ZÀ-Þ])\.\s*|[!?…:;¿¡]\s*|[\"“„«»(\[]\s*|[-–—•]\s+)$")
"""Not after the point of an initial: "T. J. Maddox"."""
_JOINT = re.compile(
    r"\s*(?:,|&|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\be\b|\bo\b)\s*"
)
_OPENERS_AND_NAMES = frozenset({"Will", "May", "April", "June", "August", "Love", "Art"})
_JOINT_WORDS = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "e", "o"})
_AFTER_VERBS = frozenset(
    ("this", "that", "it", "you", "the", "a", "we", "i", "they", "there", "to", "for", "le", "la")
)
"""Before them a word with a capital is a verb whose sentence has lost its beginning."""
_LONGEST_NAME = 5
_FEWEST_STAFF_LETTERS = 3


_IN_PLAIN_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


@dataclass(frozen=True)
class StaffList:
    """Names of the organization's people, folded, split into parts."""

    parts: frozenset[str]
    full_names: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "StaffList":
        """Build from full names as the organization writes them.

        Parts of double names count too, and so do names in plain letters: "Mueller" for "Müller".
        """
        written = [variant for name in names for variant in _spellings(name)]
        split = [tuple(fold(part) for part in _TOKEN.findall(name)) for name in written]
        whole = {part for name in split for part in name}
        halves = {half for part in whole for half in re.split(r"['’-]", part)}
        parts = {part for part in whole | halves if len(part) >= _FEWEST_STAFF_LETTERS}
        parts -= _PARTICLES
        return cls(frozenset(parts), frozenset(name for name in split if len(name) > 1))

    def __iter__(self) -> Iterator[str]:
        """The full names, so that a prepared list is accepted where names are."""
        return (" ".join(name) for name in self.full_names)


def _spellings(name: str) -> tuple[str, ...]:
    composed = unicodedata.normalize("NFC", name)
    plain = composed.translate(_IN_PLAIN_LETTERS)
    return (composed,) if plain == composed else (composed, plain)


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
            first = _before_initials(text, tokens, first)
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
    if tokens[earlier].folded in _JOINT_WORDS and earlier > 0:
        earlier -= 1
    if spans and tokens[earlier].start < spans[-1][1]:
        return position
    between = text[tokens[earlier].end : tokens[position].start]
    if between == " ":
        is_linked = _is_unknown(tokens[earlier], language)
    else:
        is_linked = _JOINT.fullmatch(between) is not None and _may_join(tokens[earlier], language)
    return earlier if is_linked else position


def _before_initials(text: str, tokens: list[_Token], position: int) -> int:
    """Place of the first of the initials before a name."""
    while position > 0:
        earlier = tokens[position - 1]
        is_point = text[earlier.end : tokens[position].start].strip() == "."
        if not (is_point and len(earlier.text) == 1 and earlier.text.isupper()):
            break
        position -= 1
    return position


def _is_joined(text: str, token: _Token, name_end: int, language: str) -> bool:
    """Whether an unknown word follows a name by "and" or a comma, as one name does another."""
    joint = _JOINT.fullmatch(text[name_end : token.start])
    return joint is not None and _may_join(token, language)


def _may_join(token: _Token, language: str) -> bool:
    """Whether a word beside a name, joined to it by "and", is one too: "Beth and Rose"."""
    if not token.is_capitalized or token.text in name_lists().not_names:
        return False
    return _is_unknown(token, language) or name_lists().is_possible(token.folded)


def _is_unknown(token: _Token, language: str) -> bool:
    """A capitalized word of no known use; where nouns are capitalized it has to be like a name."""
    lists = name_lists()
    if not token.is_capitalized or token.text in lists.not_names or lists.is_place(token.folded):
        return False
    if lists.is_ordinary(token.text, token.folded):
        return False
    if language not in NOUNS_ARE_CAPITALIZED:
        return True
    return lists.is_possible(token.folded) or lists.likeness(token.folded) >= LIKELY


def _tokens(text: str) -> list[_Token]:
    return [token for match in _TOKEN.finditer(text) for token in _split_elision(text, match)]


def _split_elision(text: str, match: re.Match[str]) -> Iterator[_Token]:
    """A word, apart from an elided article before it."""
    elided = _ELIDED.match(match.group())
    starts = [match.start()] if elided is None else [match.start(), match.start() + elided.end()]
    ends = [*(start - 1 for start in starts[1:]), match.end()]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        word = text[start:end]
        opens = place == 0 and bool(_SENTENCE_START.search(text[max(0, start - 4) : start]))
        yield _Token(word, start, end, fold(word), opens)


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
    if not token.is_capitalized:
        return _is_name_without_capital(token, staff, cues)
    lists = name_lists()
    is_titled = token.start in cues.titled or token.start in cues.titled_in_lower_case
    if is_titled or token.text in lists.not_names:
        return is_titled or (token.text in _OPENERS_AND_NAMES and token.end in cues.personal)
    is_site = token.end in cues.used and lists.is_place(token.folded)
    is_listed = lists.is_sure(token.folded) or _is_double_name(token, language)
    if (is_listed and not is_site) or _is_staff(token, staff) or _is_announced(token, cues):
        return True
    if _is_used_as_name(token, following, language, cues):
        return True
    if following is None or not following.is_capitalized or following.text in lists.not_names:
        return _stands_alone(token, following, language, cues)
    return _is_pair(token, following, language, cues)


def _is_double_name(token: _Token, language: str) -> bool:
    """A first name with anything capitalized after a hyphen, but in German: "Anna-Projekt"."""
    first, _, second = token.text.partition("-")
    is_double = bool(second) and second[0].isupper() and name_lists().is_sure(fold(first))
    return is_double and language not in NOUNS_ARE_CAPITALIZED


def _is_name_without_capital(token: _Token, staff: StaffList, cues: Cues) -> bool:
    """In haste or all in capitals: a name that is no word, or any name after its announcement."""
    lists = name_lists()
    is_ordinary = lists.is_ordinary(token.text.lower(), token.folded)
    is_staff = token.folded in staff.parts and token.folded not in lists.possible
    if lists.is_sure_in_lower_case(token.folded) or (is_staff and not is_ordinary):
        return token.text not in lists.not_names
    if not token.text.islower():
        return False
    if token.start in cues.titled_in_lower_case:
        return not is_ordinary
    is_announced = token.start in cues.announced or token.start in cues.titled
    if is_announced and lists.is_sure(token.folded):
        return token.folded not in lists.spoken
    is_opener = token.opens_sentence and token.end in cues.personal
    return is_opener and lists.is_possible(token.folded)


def _is_announced(token: _Token, cues: Cues) -> bool:
    """After a role or an initial; an ordinary word there is the role's unit ("head of Data")."""
    if token.start not in cues.announced and token.start not in cues.initialed:
        return False
    lists = name_lists()
    is_name = lists.is_possible(token.folded) or lists.is_surname(token.folded)
    return is_name or not lists.is_ordinary(token.text, token.folded)


def _is_staff(token: _Token, staff: StaffList) -> bool:
    """A part of a staff name, unless it is an ordinary word that opens a sentence."""
    is_ordinary = token.opens_sentence and token.folded in name_lists().possible
    return token.folded in staff.parts and not is_ordinary


def _is_used_as_name(token: _Token, following: _Token | None, language: str, cues: Cues) -> bool:
    """Whether a word is used as only a person's name is, or looks like nothing but a name.

    Before what only people do or are ("… told us", "… in accounting") a word of no known use is
    enough, as it is anywhere within a sentence where nouns are not capitalized, unless something
    says that it is a tool, a place or part of a title.
    """
    lists = name_lists()
    is_ordinary = lists.is_ordinary(token.text, token.folded) or lists.is_place(token.folded)
    is_name = lists.is_possible(token.folded) or lists.is_surname(token.folded)
    is_compound = language in NOUNS_ARE_CAPITALIZED and lists.is_compound(token.folded)
    if token.end in cues.personal and (is_name or not (is_ordinary or is_compound)):
        return True
    if is_ordinary or len(token.text) < FEWEST_LETTERS or _is_thing(token, following, cues):
        return False
    if is_foreign(token.text, language) or lists.is_sure_surname(token.folded):
        return True
    likeness = 0.0 if is_compound else lists.likeness(token.folded)
    if token.opens_sentence or language in NOUNS_ARE_CAPITALIZED:
        return likeness >= VERY_LIKELY
    return likeness >= UNLIKELY and _is_unknown(token, language)


def _is_thing(token: _Token, following: _Token | None, cues: Cues) -> bool:
    """Whether what stands around a word says that it is a tool, a place or part of a title."""
    is_used = token.start in cues.used or token.end in cues.used
    return is_used or token.start in cues.located or _is_titling(following)


def _is_titling(following: _Token | None) -> bool:
    """Whether a capitalized ordinary word follows: "Onboarding Week" is an event, not a person."""
    if following is None or not following.is_capitalized:
        return False
    lists = name_lists()
    if lists.is_possible(following.folded) or lists.is_surname(following.folded):
        return False
    is_word = lists.is_ordinary(following.text, following.folded)
    return is_word or following.text in lists.not_names


def _stands_alone(token: _Token, following: _Token | None, language: str, cues: Cues) -> bool:
    """Whether an uncertain word without a surname is used like a name."""
    if token.opens_sentence or _is_thing(token, following, cues):
        return False
    lists = name_lists()
    is_possible = lists.is_possible(token.folded)
    is_ordinary = lists.is_ordinary(token.text, token.folded) or lists.is_place(token.folded)
    is_called = token.end in cues.speaking or token.start in cues.addressed
    if language in NOUNS_ARE_CAPITALIZED:
        is_surname = lists.is_surname(token.folded) and not is_ordinary
        is_like = lists.likeness(token.folded) >= LIKELY and _is_unknown(token, language)
        return is_called and (is_possible or is_surname or is_like)
    is_verb = following is not None and following.folded in _AFTER_VERBS
    is_name = is_possible and not lists.is_place(token.folded) and (is_called or not is_verb)
    return is_name or (is_called and not is_ordinary)


def _is_pair(token: _Token, following: _Token, language: str, cues: Cues) -> bool:
    """Whether two capitalized words of which neither is surely a first name make a name."""
    lists = name_lists()
    is_possible = lists.is_possible(token.folded)
    if lists.is_place(token.folded) or _is_titling(following):
        return False
    if following.folded in lists.surnames and (is_possible or not token.opens_sentence):
        return True
    if lists.is_surname(token.folded) and lists.is_possible(following.folded):
        return True
    if language in NOUNS_ARE_CAPITALIZED:
        return False
    ends_in_first_name = lists.is_sure(following.folded) and not token.opens_sentence
    return is_possible or ends_in_first_name or token.start in cues.addressed


def _adjacent(text: str, tokens: list[_Token], position: int) -> _Token | None:
    """The next token when only a space or an initial's point lies between."""
    if position + 1 >= len(tokens):
        return None
    following = tokens[position + 1]
    between = text[tokens[position].end : following.start]
    is_initial = between == ". " and len(tokens[position].text) == 1
    return following if between == " " or is_initial else None


def _may_follow(first: _Token, following: _Token) -> bool:
    """A surname has a capital, or is in capitals like the first name."""
    lists = name_lists()
    if following.text in lists.not_names:
        return False
    is_shouted = first.text.isupper() and following.text.isupper() and len(first.text) > 1
    if is_shouted:
        return not lists.is_ordinary(following.text.lower(), following.folded)
    return following.is_capitalized


def _extend(text: str, tokens: list[_Token], position: int) -> int:
    """Take in surnames, initials and particles that follow."""
    length = reach = 1
    while reach < _LONGEST_NAME:
        following = _adjacent(text, tokens, position + reach - 1)
        if following is None:
            break
        reach += 1
        if _may_follow(tokens[position], following):
            length = reach
        elif following.folded not in _PARTICLES:
            break
    return length

"""Names the language of a comment, among those that were asked."""

import copy
import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

FEWEST_WORDS = 4
"""Below, detection is guessing: the wave's own language is taken."""
FOREIGN_WORDS = 6
FOREIGN_PROBABILITY = 0.98
"""A language that was not asked is believed only for a clear case of some length."""

UNKNOWN = "und"
"""ISO 639-2 for an undetermined language."""
_LATIN_LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt"})

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def detect_language(text: str, *, languages: tuple[str, ...], default_language: str) -> str:
    """Language code of a comment.

    The wave's languages are preferred; another one is named only when it is beyond doubt, so that
    its tone can be withheld instead of guessed.

    Examples
    --------
    >>> detect_language("Wir haben dafür einfach keine Zeit.",
    ...                 languages=("en", "de"), default_language="en")
    'de'
    >>> detect_language("keine Zeit", languages=("en", "de"), default_language="en")
    'en'
    """
    words = _WORD.findall(text)
    if _is_other_script(text):
        code, _ = _identifier(()).classify(text)
        return UNKNOWN if str(code) in _LATIN_LANGUAGES else str(code)
    if len(words) < FEWEST_WORDS:
        return default_language
    if len(words) >= FOREIGN_WORDS:
        foreign = _foreign(text)
        if foreign and foreign not in languages:
            return foreign
    if len(languages) == 1:
        return languages[0]
    code, _ = _identifier(tuple(sorted(languages))).classify(text)
    return str(code)


def known_languages() -> frozenset[str]:
    """Codes that can be told apart."""
    return frozenset(_identifier(()).labels)


def _foreign(text: str) -> str:
    code, probability = _identifier(()).classify(text)
    return str(code) if probability >= FOREIGN_PROBABILITY else ""


def _is_other_script(text: str) -> bool:
    """Whether most letters are not Latin; such scripts often have no spaces to count words by."""
    letters = _LETTER.findall(text)
    return len(_LATIN.findall(text)) < len(letters) / 2


@cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    """For some languages a shallow copy of the one for all, which shares its 90 MB of tables."""
    if not languages:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier = copy.copy(_identifier(()))
    identifier.set_languages(list(languages))
    return identifier

"""Names the language of a comment, among those that were asked."""

import re

from surveys.comments.language_tables import language_identifier

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
        code, _ = language_identifier().classify(text)
        return UNKNOWN if str(code) in _LATIN_LANGUAGES else str(code)
    if len(words) < FEWEST_WORDS:
        return default_language
    if len(words) >= FOREIGN_WORDS:
        foreign = _foreign(text)
        if foreign and foreign not in languages:
            return foreign
    if len(languages) == 1:
        return languages[0]
    ranked = (str(code) for code, _ in language_identifier().rank(text))
    return next(code for code in ranked if code in languages)


def known_languages() -> frozenset[str]:
    """Codes that can be told apart."""
    return frozenset(language_identifier().labels)


def _foreign(text: str) -> str:
    code, probability = language_identifier().classify(text)
    return str(code) if probability >= FOREIGN_PROBABILITY else ""


def _is_other_script(text: str) -> bool:
    """Whether most letters are not Latin; such scripts often have no spaces to count words by."""
    letters = _LETTER.findall(text)
    return len(_LATIN.findall(text)) < len(letters) / 2

"""Splits a comment where it turns: at sentence ends and at words of contrast."""

import re
from functools import cache

MAX_CLAUSES = 12
FEWEST_WORDS = 2
"""A shorter piece stays with its neighbor: alone it has no tone."""

_SENTENCE_END = r"(?<=[.!?…])\s+(?=\S)|\s*[;•|]\s+|\s+[–—-]\s+"
_CONTRAST = {
    "en": r"but|however|although|though|even though|yet|while|whereas|except that|on the other hand"
    r"|at the same time|unfortunately|sadly|still|nevertheless|nonetheless|pity|too bad|only that",
    "de": r"aber|jedoch|obwohl|allerdings|trotzdem|dennoch|während|wohingegen|doch|hingegen|dagegen"
    r"|nur dass|leider|schade|gleichzeitig|andererseits|wobei|auch wenn|sondern",
    "fr": r"mais|cependant|pourtant|toutefois|bien que|quoique|alors que|tandis que|en revanche"
    r"|par contre|néanmoins|malheureusement|dommage|en même temps|même si|sauf que",
    "es": r"pero|sin embargo|aunque|no obstante|mientras que|en cambio|por otro lado|a pesar de que"
    r"|lástima|desgraciadamente|lamentablemente|al mismo tiempo|solo que",
    "it": r"ma|però|tuttavia|anche se|sebbene|benché|mentre|eppure|invece|purtroppo|peccato"
    r"|nonostante|allo stesso tempo|d'altra parte|solo che",
    "pt": r"mas|porém|contudo|no entanto|embora|todavia|enquanto|apesar de|infelizmente|pena que"
    r"|ao mesmo tempo|por outro lado|só que|entretanto",
}
_COMMA = re.compile(r"\s*,\s+")
_COMMA_SIDE_WORDS = 3


def split_clauses(text: str, language: str) -> tuple[str, ...]:
    """Clauses of a comment, in order; the whole text when it does not turn.

    A comma splits only where both sides have at least three words.

    Examples
    --------
    >>> split_clauses("The tool is good, but nobody explains it.", "en")
    ('The tool is good', 'but nobody explains it.')
    """
    pieces = [piece.strip(" ,") for piece in _splitter(language).split(text)]
    parts = [part for piece in pieces if piece for part in _split_at_commas(piece)]
    return tuple(_join_short(parts))[:MAX_CLAUSES]


def has_contrast(text: str, language: str) -> bool:
    """Whether a word of contrast stands in a text; never in a language without such a list.

    Examples
    --------
    >>> has_contrast("Good, but slow.", "en"), has_contrast("Good and fast.", "en")
    (True, False)
    """
    contrast = _contrast(language)
    return contrast is not None and contrast.search(text) is not None


@cache
def _contrast(language: str) -> re.Pattern[str] | None:
    words = _CONTRAST.get(language)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None


@cache
def _splitter(language: str) -> re.Pattern[str]:
    contrast = _CONTRAST.get(language)
    before_contrast = rf"|\s*,?\s+(?=(?:{contrast})\b)" if contrast else ""
    return re.compile(_SENTENCE_END + before_contrast, re.IGNORECASE)


def _split_at_commas(piece: str) -> list[str]:
    parts = _COMMA.split(piece)
    if len(parts) > 1 and all(len(part.split()) >= _COMMA_SIDE_WORDS for part in parts):
        return parts
    return [piece]


def _join_short(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and min(len(part.split()), len(joined[-1].split())) < FEWEST_WORDS:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined

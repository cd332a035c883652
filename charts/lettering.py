"""Measures text set in Inter and wraps it, so that labels never overflow their place."""

_WIDTHS_PER_MILLE = {
    260: "ijl",
    280: "I‘’",
    300: " !',.:·",
    320: ";",
    340: "`t|",
    380: "()/[\\]fr",
    420: "1",
    440: "{}„",
    460: "-_“”°",
    480: '"^',
    500: "–",
    520: "*?",
    540: "s",
    560: "kxz",
    580: "7JLacvyäàç§•",
    600: "5Fehnouöüéèêñ",
    620: "238Ebdgpqß",
    640: "#069PZ",
    660: "$&4BRST",
    680: "+<=>KY~×±€\N{MINUS SIGN}",
    700: "AVXÄ",
    740: "CD",
    760: "GHNUÜ",
    780: "OQÖ",
    820: "w",
    880: "m…",
    920: "M",
    980: "@",
    1000: "%W—",
}
"""Advance widths of Inter Regular in thousandths of the size, rounded up to the next 20."""

_WIDTH_OF = {char: width for width, chars in _WIDTHS_PER_MILLE.items() for char in chars}
_SHORTEST_REST = 3  # letters of a broken word on its last line
_UNKNOWN_WIDTH = 1000  # another script: as wide as a full em, so that it wraps early
_SEMIBOLD_FACTOR = 1.05  # Inter SemiBold is 3 to 5 % wider over running text

LINE_HEIGHT = 1.25
"""Distance of two baselines, in sizes."""


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return the width of one line of text, in the unit of `size`, never below the true width.

    Examples
    --------
    >>> width_of("AI", 10)
    9.8
    """
    per_mille = sum(_WIDTH_OF.get(char, _UNKNOWN_WIDTH) for char in text)
    return per_mille * size / 1000 * (_SEMIBOLD_FACTOR if is_bold else 1.0)


def wrap(text: str, width: float, size: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """Break text into lines no wider than `width`; a longer word is broken with a hyphen.

    Examples
    --------
    >>> wrap("Rechtsabteilung Nord", 60, 10)
    ('Rechtsabte-', 'ilung Nord')
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        pieces = _break_word(word, width, size, is_bold=is_bold)
        for index, piece in enumerate(pieces):
            candidate = f"{line} {piece}" if line and index == 0 else piece
            if line and (index > 0 or width_of(candidate, size, is_bold=is_bold) > width):
                lines.append(line)
                candidate = piece
            line = candidate
    return (*lines, line) if line else tuple(lines)


def block_height(lines: int, size: float) -> float:
    """Height of a block of lines.

    Examples
    --------
    >>> block_height(2, 8)
    20.0
    """
    return lines * size * LINE_HEIGHT


def _break_word(word: str, width: float, size: float, *, is_bold: bool) -> list[str]:
    pieces: list[str] = []
    while width_of(word, size, is_bold=is_bold) > width and len(word) > 1:
        kept = len(word) - 1
        while kept > 1 and width_of(_hyphenated(word[:kept]), size, is_bold=is_bold) > width:
            kept -= 1
        if len(word) - kept < _SHORTEST_REST and word[kept - 1] not in "-/":
            kept = max(len(word) - _SHORTEST_REST, 1)
        pieces.append(_hyphenated(word[:kept]))
        word = word[kept:]
    return [*pieces, word]


def _hyphenated(start: str) -> str:
    return start if start[-1] in "-/" else start + "-"

"""Colors of all charts: one accent, a diverging scale that color-blind readers and gray print keep.

Blue and orange differ in hue for every common color vision deficiency; where both ends of a scale
print in the same gray, position and a printed number tell them apart.
"""

INK = "#17212b"
MUTED = "#55616d"
RULE = "#cfd6dd"
GRID = "#e4e8ec"
PAPER = "#ffffff"
WASH = "#f3f5f7"

ACCENT = "#0b5c8a"
ACCENT_MID = "#7fb0cd"
ACCENT_LIGHT = "#d6e6f0"

WARM = "#b3530b"
WARM_MID = "#e8a566"
WARM_LIGHT = "#f8e2cd"

NEUTRAL = "#dadfe4"

DIVERGING = (WARM, WARM_MID, NEUTRAL, ACCENT_MID, ACCENT)
"""From unfavorable to favorable."""

BANDS = ("#eceff2", "#f5f7f8", "#eceff2", "#f5f7f8", "#eceff2")
"""Two quiet grays in turn: a band is named by its label, not by its color."""


def ink_on(color: str) -> str:
    """Return the text color that is readable on a fill, by WCAG relative luminance.

    Examples
    --------
    >>> ink_on(ACCENT), ink_on(NEUTRAL)
    ('#ffffff', '#17212b')
    """
    return PAPER if _luminance(color) < 0.25 else INK


def blend(low: str, high: str, share: float) -> str:
    """Mix two colors; `share` 0 gives `low`, 1 gives `high`.

    Examples
    --------
    >>> blend("#000000", "#ffffff", 0.5)
    '#808080'
    """
    mixed = (
        round(a + (b - a) * share) for a, b in zip(_channels(low), _channels(high), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 to 21 (WCAG 2.2, relative luminance).

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 1), round(contrast("#767676", "#ffffff"), 2)
    (21.0, 4.54)
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

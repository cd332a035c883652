"""Every color that a chart may use has one of equal meaning in the dark theme."""

import re
from pathlib import Path

import pytest

from charts import palette
from charts.heatmap import REACH, STEPS, color_of

STYLES = Path(__file__).parents[2] / "frontend" / "styles" / "charts.css"
RULE = r'\.chart \[(fill|stroke)="(#\w+)"\] \{ \1: light-dark\(\2, (#\w+)\); \}'
EXCHANGED = {
    (kind, light): dark for kind, light, dark in re.findall(RULE, STYLES.read_text("utf-8"))
}
NAMED = {color for color in vars(palette).values() if isinstance(color, str) and color[:1] == "#"}
HEAT = {color_of(50 + side * REACH * step / STEPS) for side in (1, -1) for step in range(STEPS + 1)}


def test_every_fill_is_exchanged() -> None:
    fills = NAMED | set(palette.BANDS) | HEAT

    assert {color for kind, color in EXCHANGED if kind == "fill"} == fills


def test_every_line_of_the_charts_is_exchanged() -> None:
    drawn = {palette.INK, palette.MUTED, palette.RULE, palette.GRID, palette.PAPER}
    drawn |= {palette.ACCENT, palette.ACCENT_MID, palette.WARM, palette.NEUTRAL}

    assert {color for kind, color in EXCHANGED if kind == "stroke"} == drawn


@pytest.mark.parametrize("color", sorted(HEAT | set(palette.DIVERGING)))
def test_numbers_on_a_fill_stay_readable_in_both_themes(color: str) -> None:
    ink = palette.ink_on(color)

    assert contrast(ink, color) >= 3.0  # WCAG AA asks 3:1 of what is drawn, 4.5:1 of small text
    assert contrast(EXCHANGED["fill", ink], EXCHANGED["fill", color]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
        for share in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

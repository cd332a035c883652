"""What the look of a report adds to the stylesheet of the house: paper, color, mark of a draft."""

from django.utils.translation import pgettext

from charts.palette import GRID
from charts.svg import element
from reports.looks import Look, Paper

WATERMARK_KEY = "watermark"
LOGO_KEY = "logo"
_MARGIN_TEXT = "var(--muted)"


def dress_css(look: Look, *, is_draft: bool) -> str:
    """Rules that follow those of the house, in the active language."""
    rules = [f":root {{ --accent: {look.accent}; }}"]
    if look.paper is Paper.LETTER:
        rules.append(_LETTER)
    if is_draft:
        mark = pgettext("mark on the pages", "Draft, not final")
        rules.append(
            f'@page {{ background: url("picture:{WATERMARK_KEY}") center / 150mm no-repeat; '
            f'@bottom-left {{ content: "{mark}"; color: var(--warm); font: 600 7.5pt Inter; '
            "vertical-align: top; padding-top: 7mm; } }"
        )
    return "\n".join(rules)


def watermark_svg() -> str:
    """One pale word across the page, in the active language."""
    word = pgettext("mark across the pages", "DRAFT")
    letters = element(
        "text",
        word,
        x=300,
        y=300,
        font_size=110,
        font_weight=600,
        fill=GRID,
        text_anchor="middle",
        transform="rotate(-38 300 270)",
    )
    return element(
        "svg",
        letters,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 600 600",
        width=600,
        height=600,
        font_family="Inter, sans-serif",
    )


# 6 mm wider and 18 mm shorter than A4: the measure of the text stays, the margins give
_LETTER = """
@page { size: Letter; margin: 20mm 23mm 17mm; @top-left { padding-bottom: 4mm; }
  @top-right { padding-bottom: 4mm; } @bottom-right { padding-top: 4mm; } }
@page one-page { margin: 11mm 23mm 9mm; }
@page summary { margin-top: 17mm; margin-bottom: 12mm; }
.cover { height: 279.4mm; padding-top: 52mm; }
.verdict-title { margin-bottom: 3mm; }
.summary-grid { width: 95mm; }
.summary h2 { margin-top: 3.2mm; }
.one-page .summary-half ul { line-height: 1.3; }
"""

"""Writes SVG: elements with escaped attributes, lines of text, the picture around them.

Presentation attributes alone, no style attribute: the security policy of the pages forbids it.
"""

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from charts.lettering import LINE_HEIGHT
from charts.palette import INK

Value = str | float | int

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, not even escaped: one of them and no picture is drawn."""


class Anchor(enum.StrEnum):
    """Which point of a line of text lies at x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Point:
    """A place in a picture, in its units (1 unit prints as 1 pt)."""

    x: float
    y: float


@dataclass(frozen=True)
class Heading:
    """Names a chart. `key` is unique on a page; `description` says what the chart shows."""

    key: str
    title: str
    description: str

    @property
    def narrow(self) -> "Heading":
        """The heading of the same chart drawn for a phone, with a key of its own."""
        return Heading(f"{self.key}-narrow", self.title, self.description)


def number(value: float) -> str:
    """Write a coordinate with at most two decimals, never as minus zero.

    Examples
    --------
    >>> number(12.0), number(1.005), number(-0.001)
    ('12', '1', '0')
    """
    rounded = round(value, 2) + 0.0
    return f"{rounded:.2f}".rstrip("0").rstrip(".")


def _text(content: str) -> str:
    return escape(_NO_XML.sub("\ufffd", content))


def element(name: str, *children: str, **attributes: Value) -> str:
    """Write one element; underscores in attribute names become hyphens, children are markup.

    Examples
    --------
    >>> element("rect", x=1.5, stroke_width=2, fill="#fff")
    '<rect x="1.5" stroke-width="2" fill="#fff"/>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_written(value))}"
        for key, value in attributes.items()
    )
    if not children:
        return f"<{name}{written}/>"
    return f"<{name}{written}>{''.join(children)}</{name}>"


def line(start: Point, end: Point, *, color: str, width: float = 0.6, dashes: str = "") -> str:
    """Draw a straight line."""
    dashed = {"stroke_dasharray": dashes} if dashes else {}
    return element(
        "line",
        x1=start.x,
        y1=start.y,
        x2=end.x,
        y2=end.y,
        stroke=color,
        stroke_width=width,
        **dashed,
    )


def rectangle(
    corner: Point, width: float, height: float, *, fill: str, stroke: str = "none"
) -> str:
    """Draw a rectangle from its top left corner; a negative size is drawn as zero."""
    return element(
        "rect",
        x=corner.x,
        y=corner.y,
        width=max(width, 0.0),
        height=max(height, 0.0),
        fill=fill,
        stroke=stroke,
        stroke_width=0.6,
    )


def dot(center: Point, radius: float, *, fill: str, stroke: str = "none") -> str:
    """Draw a filled circle."""
    return element(
        "circle", cx=center.x, cy=center.y, r=radius, fill=fill, stroke=stroke, stroke_width=1.2
    )


def polyline(points: Iterable[Point], *, color: str, width: float = 1.6, dashes: str = "") -> str:
    """Draw connected lines without a fill."""
    path = " ".join(f"{number(point.x)},{number(point.y)}" for point in points)
    dashed = {"stroke_dasharray": dashes} if dashes else {}
    return element("polyline", points=path, fill="none", stroke=color, stroke_width=width, **dashed)


def hatching(corner: Point, width: float, height: float, *, color: str, gap: float = 4.0) -> str:
    """Fill a rectangle with rising diagonals that end at its edges."""
    strokes: list[str] = []
    offset = gap
    while offset < width + height:
        start = Point(max(0.0, offset - height), min(offset, height))
        end = Point(min(offset, width), max(0.0, offset - width))
        strokes.append(
            f"M{number(corner.x + start.x)} {number(corner.y + start.y)}"
            f"L{number(corner.x + end.x)} {number(corner.y + end.y)}"
        )
        offset += gap
    return element("path", d="".join(strokes), stroke=color, stroke_width=0.6, fill="none")


def text(
    content: str,
    at: Point,
    *,
    size: float,
    anchor: Anchor = Anchor.START,
    color: str = INK,
    is_bold: bool = False,
) -> str:
    """Set one line of text with its baseline at `at`."""
    weight = {"font_weight": 600} if is_bold else {}
    return element(
        "text",
        _text(content),
        x=at.x,
        y=at.y,
        font_size=size,
        fill=color,
        text_anchor=anchor.value,
        **weight,
    )


def text_block(
    lines: Sequence[str],
    middle: Point,
    *,
    size: float,
    anchor: Anchor = Anchor.START,
    color: str = INK,
    is_bold: bool = False,
) -> str:
    """Set lines of text so that the block is centered on the height of `middle`."""
    step = size * LINE_HEIGHT
    first = middle.y - step * (len(lines) - 1) / 2 + size * 0.36  # 0.36: half an Inter cap height
    return "".join(
        text(
            content,
            Point(middle.x, first + index * step),
            size=size,
            anchor=anchor,
            color=color,
            is_bold=is_bold,
        )
        for index, content in enumerate(lines)
    )


def picture(heading: Heading, width: float, height: float, parts: Iterable[str]) -> str:
    """Put parts into a drawing that names and describes itself to a screen reader."""
    title_id, description_id = f"{heading.key}-title", f"{heading.key}-description"
    return element(
        "svg",
        element("title", _text(heading.title), id=title_id),
        element("desc", _text(heading.description), id=description_id),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{title_id} {description_id}",
        font_family="Inter, sans-serif",
    )


def _written(value: Value) -> str:
    return value if isinstance(value, str) else number(value)

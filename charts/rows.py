"""Lays labeled rows below each other, each as high as its wrapped label needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.lettering import block_height, wrap
from charts.palette import INK
from charts.scale import NARROW_WIDTH, WIDTH
from charts.svg import Point, text_block

LABEL_SIZE = 8.0
SMALL_SIZE = 7.0
LABEL_WIDTH = 148.0
"""Room for the labels left of a plot."""
GUTTER = 10.0
"""Between two columns."""


PLOT_HEIGHT = 15.0
"""Room for a bar that stands below its label."""


RULE_GAP = 4.0
"""Between a plot and the next label on a phone."""


@dataclass(frozen=True)
class Frame:
    """Where the parts of a chart lie: beside each other, or on a phone below each other.

    `below` is the room of a plot under its label, 0 where it stands beside it.
    """

    width: float
    label_width: float
    start: float
    below: float

    @property
    def is_narrow(self) -> bool:
        """Whether plots stand below their labels."""
        return self.below > 0


WIDE = Frame(WIDTH, LABEL_WIDTH, LABEL_WIDTH + GUTTER, 0.0)
NARROW = Frame(NARROW_WIDTH, NARROW_WIDTH, 4.0, PLOT_HEIGHT)


def frame_of(*, is_narrow: bool) -> Frame:
    """The frame of a page or of a phone."""
    return NARROW if is_narrow else WIDE


@dataclass(frozen=True)
class Row:
    """A row of a chart: its label's lines and the stretch of height it takes.

    `below` is the part of the height under the label that its plot has to itself; 0 where the
    plot stands beside the label.
    """

    lines: tuple[str, ...]
    top: float
    height: float
    below: float = 0.0

    @property
    def middle(self) -> float:
        """Height of the label's center."""
        return self.top + (self.height - self.below) / 2

    @property
    def plot_middle(self) -> float:
        """Height of the plot's center."""
        return self.bottom - self.below / 2 - 2 if self.below else self.middle

    @property
    def bottom(self) -> float:
        """Height where the next row begins."""
        return self.top + self.height


def stack(
    labels: Sequence[str],
    *,
    top: float,
    width: float = LABEL_WIDTH,
    minimum: float = 17.0,
    below: float = 0.0,
    is_bold: bool = False,
) -> tuple[Row, ...]:
    """Stack rows from `top` down; a row is at least `minimum` high, and `below` more."""
    rows: list[Row] = []
    for label in labels:
        lines = wrap(label, width, LABEL_SIZE, is_bold=is_bold)
        height = max(minimum, block_height(len(lines), LABEL_SIZE) + 5)
        rows.append(Row(lines, top, height + below, below))
        top += height + below
    return tuple(rows)


def stretches(rows: Sequence[Row]) -> tuple[tuple[float, float], ...]:
    """Heights at which upright rules may run: all at once, or below each label on a phone."""
    if not rows:
        return ()
    if not rows[0].below:
        return ((rows[0].top, rows[-1].bottom),)
    return tuple((row.bottom - row.below, row.bottom - RULE_GAP) for row in rows)


def row_label(row: Row, *, color: str = INK, is_bold: bool = False) -> str:
    """Draw the label at the left edge, centered on its row."""
    return text_block(
        row.lines, Point(0, row.middle), size=LABEL_SIZE, color=color, is_bold=is_bold
    )

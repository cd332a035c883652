"""How a report looks: whose it is, its paper, its color. Part of the snapshot."""

import enum
import re
from dataclasses import dataclass

from charts.palette import ACCENT, PAPER, contrast

LEAST_CONTRAST = 4.5
"""Of small text on white (WCAG 2.2, 1.4.3)."""
_COLOR = re.compile(r"#[0-9a-f]{6}")


class Paper(enum.StrEnum):
    """Size of the pages."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True)
class Logo:
    """A picture of the organization, PNG or JPEG."""

    media_type: str
    data_base64: str


@dataclass(frozen=True)
class Look:
    """Organization, color of headings, paper and logo; `accent` is written as "#0b5c8a"."""

    organization: str = ""
    accent: str = ACCENT
    paper: Paper = Paper.A4
    logo: Logo | None = None


HOUSE_LOOK = Look()
"""Of reports for which nothing was chosen."""


def is_color(text: str) -> bool:
    """Whether the text names a color as "#0b5c8a"."""
    return _COLOR.fullmatch(text) is not None


def is_readable(color: str) -> bool:
    """Whether small text in this color can be read on white.

    Examples
    --------
    >>> is_readable("#0b5c8a"), is_readable("#ffcc00")
    (True, False)
    """
    return contrast(color, PAPER) >= LEAST_CONTRAST

"""The small parts that every section of the result page is made of."""

from dataclasses import dataclass

from deployments.figures import number_words, range_words
from deployments.sizing.results import Band


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its name, and what has to be known to read it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A caption with headings and cells of text; every column after the first holds numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def band_figures(band: Band, digits: int = 0) -> str:
    """The range of an estimate; an empty range is one number."""
    low, high = number_words(band.low, digits), number_words(band.high, digits)
    return low if low == high else range_words(low, high)

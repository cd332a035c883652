"""The two forms of a chart: for a page, and for a phone with labels above their bars."""

from collections.abc import Callable
from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar

from charts.svg import Heading


class HasForms(Protocol):
    """A chart that can be drawn for a phone."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def heading(self) -> Heading:
        """Title and description."""

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a phone."""


Chart = TypeVar("Chart", bound=HasForms)


def draw_narrow(draw: Callable[[Chart], str], chart: Chart) -> str:
    """Draw a chart for a phone: the same data, title and description under ids of its own."""
    return draw(replace(chart, heading=chart.heading.narrow, is_narrow=True))

"""Looks figures up in a cube and turns them into what readers receive."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveys.disclosure.cube import (
    WHOLE,
    Cell,
    CellAddress,
    Published,
    Segment,
    Statistic,
    Suppressed,
)
from surveys.disclosure.rounding import band_ends
from surveys.published import Estimate, Figure, Share, Withheld, WithheldReason


@dataclass(frozen=True)
class CubeReader:
    """All cells of one released wave by address."""

    cells: Mapping[CellAddress, Published | Suppressed]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "CubeReader":
        """Index the cells."""
        return cls({cell.address: cell.outcome for cell in cells})

    def figure(
        self,
        statistic: Statistic,
        subject: str,
        *,
        segment: Segment = WHOLE,
        category: str = "",
    ) -> Figure:
        """The figure, or why it is withheld. What was never declared was not asked."""
        address = CellAddress(statistic, subject, segment, category)
        match self.cells.get(address):
            case None:
                return Withheld(WithheldReason.NOT_ASKED)
            case Suppressed(reason=reason, n=n):
                return Withheld(WithheldReason(reason.value), n)
            case Published(value=value, n=n, low=low, high=high, bound=bound):
                return Estimate(value, n, low, high, bound)

    def share(self, statistic: Statistic, subject: str, category: str) -> Share | Withheld:
        """A share of the whole wave in percent, exact or as its band, or why it is withheld."""
        match self.cells.get(CellAddress(statistic, subject, WHOLE, category)):
            case Published() as published:
                low, high = band_ends(published)
                return Share(round(100 * low, 1), round(100 * high, 1))
            case Suppressed(reason=reason, n=n):
                return Withheld(WithheldReason(reason.value), n)
        return Withheld(WithheldReason.NOT_ASKED)

    def value(self, statistic: Statistic, subject: str, *, category: str = "") -> float | None:
        """The bare value, or None where it is withheld or was not asked."""
        figure = self.figure(statistic, subject, category=category)
        return figure.value if isinstance(figure, Estimate) else None

    def readings(self, subject: str, prefix: str) -> Iterator[str]:
        """Words stored for a subject that begin with `prefix`, without it."""
        for address, outcome in self.cells.items():
            if (
                address.statistic is Statistic.READING
                and address.subject == subject
                and address.category.startswith(prefix)
                and isinstance(outcome, Published)
            ):
                yield address.category.removeprefix(prefix)

    def reading(self, subject: str, prefix: str) -> str:
        """The one word stored for a subject under a prefix, or an empty text."""
        return next(self.readings(subject, prefix), "")

    def categories(self, statistic: Statistic, subject: str) -> Iterator[str]:
        """Categories of a statistic that are published for a subject over the whole wave."""
        for address, outcome in self.cells.items():
            if (
                address.statistic is statistic
                and address.subject == subject
                and address.segment.is_whole
                and isinstance(outcome, Published)
            ):
                yield address.category

    def subjects(self, statistic: Statistic) -> tuple[str, ...]:
        """Subjects that have this statistic, in the order of the cells."""
        found = (address.subject for address in self.cells if address.statistic is statistic)
        return tuple(dict.fromkeys(found))

    def segments(self) -> tuple[Segment, ...]:
        """Reporting groups other than the whole wave, by name."""
        found = {address.segment for address in self.cells if not address.segment.is_whole}
        return tuple(sorted(found))

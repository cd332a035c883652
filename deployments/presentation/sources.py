"""Where the values of the catalog come from, and which of them have grown old."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from deployments.selectors import CitedSource


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source; `is_old` asks for a look at today's value."""

    title: str
    text: str
    read_date: dt.date
    is_verified: bool
    is_old: bool


def source_lines(
    cited: Sequence[CitedSource], *, today: dt.date, max_age_days: int
) -> tuple[SourceLine, ...]:
    """All sources in their order."""
    limit = today - dt.timedelta(days=max_age_days)
    return tuple(
        SourceLine(
            title=entry.title,
            text=entry.source.text,
            read_date=entry.source.read_date,
            is_verified=entry.source.is_verified,
            is_old=entry.source.read_date < limit,
        )
        for entry in cited
    )

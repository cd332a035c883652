"""Dates of legal duties from the catalog, as the page about data and law lists them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from deployments.catalog.entries import LegalDate
from deployments.wording import in_reader_language


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty, its source, and whether it applies already."""

    title: str
    applies_from_date: dt.date
    source: str
    is_in_force: bool


def duty_lines(duties: Sequence[LegalDate], *, today: dt.date) -> tuple[DutyLine, ...]:
    """All duties: those still to come first, the next one on top, then those in force."""
    lines = [
        DutyLine(
            title=in_reader_language(duty.title),
            applies_from_date=duty.applies_from_date,
            source=duty.source.text,
            is_in_force=duty.applies_from_date <= today,
        )
        for duty in duties
    ]
    return tuple(sorted(lines, key=lambda line: (line.is_in_force, line.applies_from_date)))

"""The cube as rows and back: one row per cell, nothing lost in either direction."""

import hashlib
import json
from collections.abc import Iterable

from surveys.disclosure.cube import (
    Bound,
    CellAddress,
    Cube,
    Published,
    RespondentSet,
    Segment,
    Statistic,
    Suppressed,
    SuppressionReason,
    Weighting,
)
from surveys.disclosure.cube import Cell as CubeCell
from surveys.models import Cell, Release


def cell_rows(release: Release, cube: Cube) -> list[Cell]:
    """Unsaved rows for every cell of the cube."""
    return [_row(release, cell) for cell in cube.cells]


def stored_cells(rows: Iterable[Cell]) -> list[CubeCell]:
    """The cells behind stored rows, in the order of their addresses."""
    return sorted((_cell(row) for row in rows), key=lambda cell: cell.address)


def cube_fingerprint(cube: Cube) -> str:
    """SHA-256 (hex) over all cells in the order of their addresses."""
    lines = [
        [str(part) for part in _address_parts(cell.address)] + [repr(cell.outcome)]
        for cell in sorted(cube.cells, key=lambda cell: cell.address)
    ]
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def _address_parts(address: CellAddress) -> tuple[str, ...]:
    return (
        address.statistic,
        address.subject,
        address.segment.dimension,
        address.segment.level,
        address.category,
        address.respondents,
        address.weighting,
    )


def _row(release: Release, cell: CubeCell) -> Cell:
    address = cell.address
    row = Cell(
        release=release,
        statistic=address.statistic.value,
        subject=address.subject,
        reporting_dimension=address.segment.dimension,
        level=address.segment.level,
        category=address.category,
        respondents=address.respondents.value,
        weighting=address.weighting.value,
        n=cell.outcome.n,
    )
    match cell.outcome:
        case Suppressed(reason=reason):
            row.withheld = reason.value
        case Published() as published:
            row.value = published.value
            row.low = published.low
            row.high = published.high
            row.bound = published.bound.value
    return row


_STATISTICS = {statistic.value: statistic for statistic in Statistic}
_RESPONDENTS = {respondents.value: respondents for respondents in RespondentSet}
_WEIGHTINGS = {weighting.value: weighting for weighting in Weighting}
_BOUNDS = {bound.value: bound for bound in Bound}
# looked up: a page of results restores thousands of cells, and an enum's own call took a third


def _cell(row: Cell) -> CubeCell:
    address = CellAddress(
        statistic=_STATISTICS[row.statistic],
        subject=row.subject,
        segment=Segment(row.reporting_dimension, row.level),
        category=row.category,
        respondents=_RESPONDENTS[row.respondents],
        weighting=_WEIGHTINGS[row.weighting],
    )
    if row.withheld:
        return CubeCell(address, Suppressed(SuppressionReason(row.withheld), row.n))
    if row.value is None or row.n is None:
        raise ValueError(f"Cell {row.pk} has neither a value nor a reason.")
    return CubeCell(address, Published(row.value, row.n, row.low, row.high, _BOUNDS[row.bound]))

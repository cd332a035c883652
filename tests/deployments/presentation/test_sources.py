import datetime as dt

import pytest

from deployments.catalog.entries import Source
from deployments.presentation.sources import source_lines
from deployments.selectors import CitedSource

READ = CitedSource("NVIDIA H100", Source("a price list", dt.date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("today", "is_old"),
    [(dt.date(2026, 3, 31), False), (dt.date(2026, 4, 1), True)],
    ids=["on the last day", "the day after"],
)
def test_source_is_old_after_its_days(today: dt.date, *, is_old: bool) -> None:
    (line,) = source_lines([READ], today=today, max_age_days=30)

    assert line.is_old is is_old
    assert line.read_date == dt.date(2026, 3, 1)

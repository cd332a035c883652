import datetime as dt

from deployments.catalog.entries import LegalDate, Source
from deployments.presentation.law import duty_lines

READ = Source("a law", dt.date(2026, 1, 1))


def duty(key: str, date: dt.date) -> LegalDate:
    return LegalDate(key, {"en": key}, date, READ)


def test_duties_to_come_stand_first_the_next_one_on_top() -> None:
    duties = [
        duty("old", dt.date(2018, 5, 25)),
        duty("far", dt.date(2027, 8, 2)),
        duty("next", dt.date(2026, 8, 2)),
        duty("today", dt.date(2026, 7, 1)),
    ]

    lines = duty_lines(duties, today=dt.date(2026, 7, 1))

    assert [line.title for line in lines] == ["next", "far", "old", "today"]
    assert [line.is_in_force for line in lines] == [False, False, True, True]

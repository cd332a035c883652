"""What the page of drivers says before one looks at it."""

from dataclasses import replace

import pytest

from reports.exhibits.drivers import drivers_opening
from surveys.published import Background, PublishedDriver
from surveys.selectors import PublishedWave
from tests.reports import waves


def with_drivers(*drivers: PublishedDriver) -> PublishedWave:
    return replace(waves.skeptical_wave(), background=Background(drivers=drivers))


@pytest.mark.parametrize(("low", "is_sure"), [(0.141, True), (0.14, False), (0.10, False)])
def test_first_driver_is_called_strongest_only_where_no_interval_reaches_its_own(
    low: float, *, is_sure: bool
) -> None:
    wave = with_drivers(
        PublishedDriver("trust", 0.214, low, 0.268, 655),
        PublishedDriver("ownership_topics", 0.08, 0.03, 0.14, 655),
    )

    told = drivers_opening(wave)

    assert ("more than any other: 21%." in told) is is_sure
    assert ("not as a ranking" in told) is not is_sure


def test_driver_whose_interval_begins_at_nothing_is_not_called_one() -> None:
    told = drivers_opening(with_drivers(PublishedDriver("trust", 0.004, 0.0, 0.04, 106)))

    assert told.startswith("No dimension surely goes together with readiness")
    assert "more than any other" not in told


def test_nothing_is_said_where_no_driver_is_known() -> None:
    assert drivers_opening(with_drivers()) == ""

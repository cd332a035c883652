"""What stands behind the score, as readers receive it: from cells alone."""

from surveys.disclosure.cube import CellAddress, Published, RespondentSet, Statistic
from surveys.instruments.format import Instrument
from surveys.published import Background, Estimate, PublishedDriver
from surveys.tabulation.reading import CubeReader
from surveys.tabulation.whole_wave import ORGANIZATION


def background_results(instrument: Instrument, cube: CubeReader) -> Background:
    """Drivers, the strongest first, the share of groups, the spread, the score without careless."""
    return Background(
        drivers=_drivers(instrument, cube),
        group_shares={
            address.category: outcome.value
            for address, outcome in cube.cells.items()
            if address.statistic is Statistic.UNIT_VARIANCE and isinstance(outcome, Published)
        },
        score_spread=cube.value(Statistic.SCORE_SPREAD, ORGANIZATION),
        score_without_careless=_without_careless(cube),
    )


def _drivers(instrument: Instrument, cube: CubeReader) -> tuple[PublishedDriver, ...]:
    found = []
    for dimension in instrument.dimensions:
        part = cube.figure(Statistic.DRIVER_WEIGHT, dimension.key)
        if isinstance(part, Estimate) and part.low is not None and part.high is not None:
            found.append(PublishedDriver(dimension.key, part.value, part.low, part.high, part.n))
    return tuple(sorted(found, key=lambda driver: (-driver.share, driver.dimension)))


def _without_careless(cube: CubeReader) -> float | None:
    address = CellAddress(
        Statistic.ORGANIZATION_SCORE, ORGANIZATION, respondents=RespondentSet.UNFLAGGED
    )
    match cube.cells.get(address):
        case Published(value=value):
            return value
    return None

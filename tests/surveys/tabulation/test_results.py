"""A released wave is put together from its cells alone, in the units that its readers expect."""

import datetime as dt

from surveys.disclosure.cube import CellAddress, Published, Statistic
from surveys.instruments.format import Item, ItemKind
from surveys.published import Estimate
from surveys.tabulation.reading import CubeReader
from surveys.tabulation.results import WaveFacts, wave_results
from tests.surveys.scoring.waves import instrument

FACTS = WaveFacts(
    wave_id="w",
    initiative="AI",
    survey="Pulse",
    number=1,
    opened_date=None,
    closed_date=None,
    released_date=dt.date(2026, 5, 4),
    is_imported=False,
    invited=60,
    answered=40,
    leaders=0,
    min_group_size=5,
    min_distribution_size=10,
    min_comment_size=10,
    retention_mode="cohort",
    cube_fingerprint="f",
)


def test_advocacy_is_told_in_percent() -> None:
    form = instrument(extra=(Item("recommend", ItemKind.ADVOCACY, {"en": "Recommend?"}),))
    address = CellAddress(Statistic.ADVOCACY_NET, "recommend")
    cube = CubeReader({address: Published(-0.25, 40, -0.5, 0.0)})

    wave = wave_results(FACTS, form, cube, ())

    assert wave.advocacy == Estimate(-25.0, 40, -50.0, 0.0)

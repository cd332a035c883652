"""A released wave is put together from its cells alone, in the units that its readers expect."""

import datetime as dt

from surveys.disclosure.cube import (
    CellAddress,
    Published,
    Segment,
    Statistic,
    Suppressed,
    SuppressionReason,
)
from surveys.instruments.format import Item, ItemKind
from surveys.published import CulturalAlignment, Estimate, NoExpectation
from surveys.tabulation.reading import CubeReader
from surveys.tabulation.results import WaveFacts, wave_results
from surveys.tabulation.whole_wave import ORGANIZATION, SIGNED_MEAN_GAP
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


def test_score_of_a_small_group_is_reckoned_from_its_dimensions() -> None:
    """The cube holds none for fewer than ten; a reader would reckon it all the same."""
    form = instrument()
    legal = Segment("team", "legal")
    means = {
        CellAddress(Statistic.DIMENSION_MEAN, dimension.key, legal): Published(40.0 + place, 8)
        for place, dimension in enumerate(form.dimensions)
    }
    hidden = Suppressed(SuppressionReason.SMALL_GROUP_DETAIL, 8)
    cube = CubeReader(
        {
            CellAddress(Statistic.RESPONDENTS, "", legal): Published(8, 8),
            CellAddress(Statistic.ORGANIZATION_SCORE, ORGANIZATION, legal): hidden,
            **means,
        }
    )
    weighted = sum(one.weight * (40 + place) for place, one in enumerate(form.dimensions))
    total = sum(one.weight for one in form.dimensions)

    (group,) = wave_results(FACTS, form, cube, ()).groups

    assert group.index == Estimate(float(round(weighted / total)), 8)


def test_gap_that_is_withheld_is_not_taken_for_no_expectation() -> None:
    """Leaders stated what they expect; beside a band the mean gap would tell a dimension."""
    form = instrument()
    core, other = (dimension.key for dimension in form.dimensions[:2])
    address = CellAddress(Statistic.LEADERSHIP_GAP, "", category=SIGNED_MEAN_GAP)
    cells: dict[CellAddress, Published | Suppressed] = {
        address: Suppressed(SuppressionReason.PROTECTS_OTHERS, 40),
        CellAddress(Statistic.LEADERSHIP_GAP, core): Published(8.0, 40, 2.0, 14.0),
        CellAddress(Statistic.LEADERSHIP_EXPECTATION, core): Published(70.0, 40),
        CellAddress(Statistic.DIMENSION_MEAN, core): Published(62.0, 40),
        CellAddress(Statistic.LEADERSHIP_GAP, other): Suppressed(
            SuppressionReason.PROTECTS_OTHERS, 40
        ),
    }

    withheld = wave_results(FACTS, form, CubeReader(cells), ()).alignment
    unasked = wave_results(FACTS, form, CubeReader({}), ()).alignment

    assert isinstance(withheld, CulturalAlignment)
    assert withheld.signed_mean_gap is None
    assert [gap.dimension for gap in withheld.gaps] == [core]
    assert unasked == NoExpectation()

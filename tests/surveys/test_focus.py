"""Focus areas follow from published figures by a fixed rule."""

from dataclasses import replace

from surveys.focus import FocusArea, Reason, suggested_focus
from surveys.published import (
    Background,
    CulturalAlignment,
    Estimate,
    NoExpectation,
    NoIndex,
    PublishedDimension,
    PublishedDriver,
    PublishedWave,
    TrendChange,
    WithheldReason,
)
from tests.reports.waves import skeptical_wave, tiny_wave


def quiet_wave(**scores: float) -> PublishedWave:
    """A wave in which nothing stands out but the scores that are given."""
    wave = skeptical_wave()
    dimensions = tuple(_at(entry, scores.get(entry.key, 80.0)) for entry in wave.dimensions)
    return replace(
        wave,
        dimensions=dimensions,
        index=NoIndex(WithheldReason.TOO_FEW, 0),
        alignment=NoExpectation(),
        changes=(),
        background=Background(),
    )


def test_nothing_is_suggested_where_nothing_stands_out() -> None:
    assert suggested_focus(quiet_wave()) == ()


def test_lowest_of_equal_weight_comes_first() -> None:
    keys = [entry.key for entry in skeptical_wave().dimensions]

    areas = suggested_focus(quiet_wave(**{keys[0]: 50.0, keys[1]: 40.0}))

    assert areas == (
        FocusArea(keys[1], 40.0, (Reason.LOW,)),
        FocusArea(keys[0], 50.0, (Reason.LOW,)),
    )


def test_strong_driver_with_room_outweighs_a_low_score() -> None:
    first, second, third, *_rest = [entry.key for entry in skeptical_wave().dimensions]
    wave = quiet_wave(**{first: 69.9, second: 30.0, third: 70.0})
    drivers = tuple(PublishedDriver(key, 0.3, 0.2, 0.4, 400) for key in (third, first))

    areas = suggested_focus(replace(wave, background=Background(drivers=drivers)))

    assert [(area.dimension, area.reasons) for area in areas] == [
        (first, (Reason.DRIVER,)),
        (second, (Reason.LOW,)),
    ]


def test_driver_that_may_be_nothing_is_no_reason() -> None:
    key = skeptical_wave().dimensions[0].key
    wave = quiet_wave(**{key: 60.0})
    drivers = (PublishedDriver(key, 0.0, 0.0, 0.04, 106),)

    assert suggested_focus(replace(wave, background=Background(drivers=drivers))) == ()


def test_fourth_driver_is_no_reason() -> None:
    keys = [entry.key for entry in skeptical_wave().dimensions][:4]
    drivers = tuple(PublishedDriver(key, 0.2, 0.1, 0.3, 400) for key in keys)

    areas = suggested_focus(
        replace(quiet_wave(**{keys[3]: 60.0}), background=Background(drivers=drivers))
    )

    assert areas == ()


def test_only_a_confirmed_fall_counts() -> None:
    first, second, third, *_rest = [entry.key for entry in skeptical_wave().dimensions]
    changes = (
        TrendChange(first, -6.0, -9.0, -3.0, "moved"),
        TrendChange(second, -6.0, -14.0, 2.0, "inconclusive"),
        TrendChange(third, 6.0, 3.0, 9.0, "moved"),
    )

    areas = suggested_focus(replace(quiet_wave(), changes=changes))

    assert areas == (FocusArea(first, 80.0, (Reason.FELL,)),)


def test_strength_that_leaders_underrate_is_no_gap_to_close() -> None:
    wave = skeptical_wave()
    assert isinstance(wave.alignment, CulturalAlignment)
    turned = tuple(replace(gap, gap=-abs(gap.gap)) for gap in wave.alignment.gaps)

    areas = suggested_focus(replace(quiet_wave(), alignment=replace(wave.alignment, gaps=turned)))

    assert areas == ()


def test_gate_comes_first_and_no_more_than_five_are_named() -> None:
    wave = skeptical_wave()

    areas = suggested_focus(wave)

    assert len(areas) == 5
    assert Reason.GATE in areas[0].reasons
    assert [area.weight for area in areas] == sorted((area.weight for area in areas), reverse=True)


def test_withheld_scores_give_no_advice() -> None:
    assert suggested_focus(tiny_wave()) == ()


def _at(entry: PublishedDimension, points: float) -> PublishedDimension:
    return replace(entry, score=Estimate(points, 400), is_polarized=False)

"""What reports say of imported answers: no readiness asked, nobody counted as invited."""

from dataclasses import replace

import pytest

from reports.narrative.axes import verdict_of
from reports.rendering.organization import organization_section
from reports.rendering.people_answers import bar_percents, choice_tables, told_percent
from reports.rendering.summary import title_of
from reports.verdict import Missing, MissingReason
from surveys.selectors import NoIndex, PublishedWave, ShareBound, WithheldReason
from tests.reports import assessments, waves
from tests.reports.snapshots import snapshot

EXACT, AT_MOST, AT_LEAST = ShareBound.EXACT, ShareBound.AT_MOST, ShareBound.AT_LEAST


@pytest.fixture
def imported() -> PublishedWave:
    return replace(
        waves.skeptical_wave(),
        index=NoIndex(WithheldReason.NOT_ASKED, 680),
        is_imported=True,
        invited=0,
    )


@pytest.mark.parametrize(
    ("reason", "missing"),
    [
        (WithheldReason.NOT_ASKED, MissingReason.NOT_ASKED),
        (WithheldReason.TOO_FEW, MissingReason.NO_INDEX),
    ],
)
def test_missing_score_says_whether_it_was_asked_for(
    imported: PublishedWave, reason: WithheldReason, missing: MissingReason
) -> None:
    wave = replace(imported, index=NoIndex(reason, 680))

    verdict = verdict_of(snapshot(wave, assessments.technology(assessments.conditional_result())))

    assert verdict.organization == Missing(missing)


def test_summary_does_not_blame_too_few_answers(imported: PublishedWave) -> None:
    found = snapshot(imported, assessments.technology(assessments.conditional_result()))

    title = title_of(verdict_of(found))

    assert title == (
        "What people answered is known, but readiness was not asked for: no verdict yet."
    )


def test_unknown_number_of_invited_is_no_response_rate(imported: PublishedWave) -> None:
    invited, answered, *_others = organization_section(imported).participation

    assert invited.value == "not known"
    assert answered.note == ""


def test_groups_are_shown_without_the_column_of_the_missing_score(imported: PublishedWave) -> None:
    section = organization_section(imported)

    heads = [column.label for column in section.groups[0].table.columns]
    assert len(heads) == 2 + len(imported.dimensions)


def test_band_is_told_as_a_band_and_drawn_as_what_is_left() -> None:
    assert [told_percent(10.0, bound) for bound in (EXACT, AT_MOST, AT_LEAST)] == [
        "10.0",
        "≤ 10.0",
        "≥ 10.0",
    ]
    assert bar_percents([19.4, 26.1, 21.7, 29.8, 10.0], [EXACT] * 4 + [AT_MOST]) == (
        19.4,
        26.1,
        21.7,
        29.8,
        3.0,
    )
    assert bar_percents([90.0, 10.0], [AT_LEAST, AT_MOST]) == (90.0, 10.0)


def test_choice_tells_its_bands(imported: PublishedWave) -> None:
    choice = replace(imported.choices[0], bounds=(EXACT, AT_MOST, EXACT))

    (table,) = choice_tables([choice])

    assert [row[1] for row in table.rows] == ["31.4", "≤ 22.9", "45.7"]

"""What reports say of imported answers: no readiness asked, nobody counted as invited."""

from dataclasses import replace

import pytest

from reports.narrative.axes import verdict_of
from reports.narrative.plan import title_statement
from reports.narrative.wording import say
from reports.rendering.figures import bar_percents, share_text
from reports.rendering.organization import organization_section
from reports.rendering.people_answers import choice_tables
from reports.verdict import Missing, MissingReason
from surveys.selectors import NoIndex, PublishedWave, Share, WithheldReason
from tests.reports import assessments, waves
from tests.reports.snapshots import snapshot


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

    title = say(title_statement(verdict_of(found)))

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
    exact, low, high, inner = (
        Share.exact(62.0),
        Share(0.0, 10.0),
        Share(90.0, 100.0),
        Share(30.0, 40.0),
    )

    assert [share_text(share) for share in (exact, low, high, inner)] == [
        "62",
        "up to 10",
        "from 90",
        "30 to 40",
    ]
    assert bar_percents([*map(Share.exact, (19.4, 26.1, 21.7, 29.8)), low]) == (
        19.4,
        26.1,
        21.7,
        29.8,
        3.0,
    )
    assert bar_percents([high, low]) == (95.0, 5.0)


def test_choice_tells_its_bands(imported: PublishedWave) -> None:
    (key, label, _share), *others = imported.choices[0].options
    choice = replace(imported.choices[0], options=((key, label, Share(20.0, 30.0)), *others))

    (table,) = choice_tables([choice])

    assert [row[1] for row in table.rows] == ["20.0 to 30.0", "22.9", "45.7"]


def test_theme_whose_tone_is_hidden_is_shown_with_its_count(imported: PublishedWave) -> None:
    sections = organization_section(imported).comments

    figure = sections[0].figure
    assert figure is not None
    rows = {row[0]: row[1:] for row in figure.table.rows}
    assert rows["Skills"] == ("–", "–", "–", "17, tone hidden")
    assert rows["Time"] == ("60 to 70", "10 to 30", "10 to 20", "88")

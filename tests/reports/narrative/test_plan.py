"""What to do first, what would change the verdict, what is not known."""

from dataclasses import replace

import pytest

from deployments.selectors import Pillar
from reports.narrative.axes import verdict_of
from reports.narrative.plan import (
    DIMENSION_PLANS,
    GATE_PLANS,
    PILLAR_PLANS,
    first_actions,
    flip_conditions,
    unknowns,
)
from reports.narrative.terms import TERMS
from reports.narrative.wording import SENTENCES
from reports.snapshots import Snapshot
from reports.verdict import Cell, Missing, MissingReason, Paired, Unpaired
from tests.reports import snapshots

ALL = [
    snapshots.normal,
    snapshots.tiny,
    snapshots.people_only,
    snapshots.blocked,
    snapshots.excellent,
    snapshots.unstated,
    snapshots.many_groups,
    snapshots.imported,
]


def actions(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    return [
        (action.statement.key, action.owner, action.horizon)
        for action in first_actions(snapshot, verdict_of(snapshot))
    ]


def test_cell_people_and_machines_each_get_an_action() -> None:
    assert actions(snapshots.normal()) == [
        ("do.cell.people_first", "sponsor", "weeks_2"),
        ("do.dimension.follow_up", "engineering", "weeks_4"),
        ("do.pillar.operations", "engineering", "months_3"),
    ]


def test_gate_of_the_machines_comes_before_their_weakest_pillar() -> None:
    assert actions(snapshots.blocked())[2] == ("do.gate.cannot_be_placed", "engineering", "weeks_4")


def test_missing_assessment_is_the_first_thing_to_do() -> None:
    assert actions(snapshots.people_only())[0][0] == "do.missing.not_assessed"


@pytest.mark.parametrize("snapshot", [make() for make in ALL], ids=[m.__name__ for m in ALL])
def test_every_action_has_its_words_owner_and_horizon(snapshot: Snapshot) -> None:
    told = actions(snapshot)

    assert 1 <= len(told) <= 3
    assert all(key in SENTENCES for key, _owner, _horizon in told)
    assert all(owner in TERMS["owner"] for _key, owner, _horizon in told)
    assert all(horizon in TERMS["horizon"] for _key, _owner, horizon in told)


def test_every_plan_has_a_sentence() -> None:
    plans = [
        *(f"do.cell.{cell}" for cell in Cell),
        *(f"title.{cell}" for cell in Cell),
        *(f"do.dimension.{key}" for key in DIMENSION_PLANS),
        *(f"do.pillar.{pillar}" for pillar in PILLAR_PLANS),
        *(f"do.gate.{key}" for key in GATE_PLANS),
        *(f"do.missing.{reason}" for reason in MissingReason),
        *(f"missing.{reason}" for reason in MissingReason),
        *(f"title.unpaired.{reason}" for reason in MissingReason),
    ]

    assert [key for key in plans if key not in SENTENCES] == []
    assert set(PILLAR_PLANS) == set(Pillar)


@pytest.mark.parametrize(
    ("snapshot", "organization", "technology"),
    [
        (snapshots.tiny(), MissingReason.NO_INDEX, None),
        (snapshots.unstated(), MissingReason.NO_BAND, None),
        (snapshots.imported(), MissingReason.NOT_ASKED, None),
        (snapshots.people_only(), None, MissingReason.NOT_ASSESSED),
        (snapshots.many_groups(), None, MissingReason.NOT_SIZED),
    ],
    ids=["tiny", "low-participation", "imported", "no-assessment", "refused"],
)
def test_missing_axis_says_why(
    snapshot: Snapshot, organization: MissingReason | None, technology: MissingReason | None
) -> None:
    verdict = verdict_of(snapshot)

    assert isinstance(verdict, Unpaired)
    missing = [
        axis.reason if isinstance(axis, Missing) else None
        for axis in (verdict.organization, verdict.technology)
    ]
    assert missing == [organization, technology]


def test_verdict_flips_at_the_nearest_edges() -> None:
    snapshot = snapshots.normal()

    conditions = flip_conditions(snapshot, verdict_of(snapshot))

    assert [condition.key for condition in conditions] == [
        "flip.organization.rises",
        "flip.technology.rises",
        "flip.nonresponse",
    ]


def test_highest_axis_can_only_fall() -> None:
    snapshot = snapshots.excellent()

    conditions = flip_conditions(snapshot, verdict_of(snapshot))

    assert [c.key for c in conditions][:2] == ["flip.organization.falls", "flip.technology.falls"]


def test_no_verdict_has_no_condition() -> None:
    snapshot = snapshots.tiny()

    assert flip_conditions(snapshot, verdict_of(snapshot)) == ()


@pytest.mark.parametrize(
    ("snapshot", "key"),
    [
        (snapshots.normal(), "unknown.nonresponse"),
        (snapshots.normal(), "unknown.hidden_groups"),
        (snapshots.normal(), "unknown.tone"),
        (snapshots.unstated(), "unknown.expectation"),
        (snapshots.imported(), "unknown.invited"),
        (snapshots.imported(), "unknown.imported"),
        (snapshots.people_only(), "unknown.no_assessment"),
        (snapshots.many_groups(), "missing.not_sized"),
        (snapshots.normal(), "unknown.speed"),
    ],
)
def test_what_is_not_known_is_said(snapshot: Snapshot, key: str) -> None:
    said = [statement.key for statement in unknowns(snapshot)]

    assert key in said
    assert "unknown.validity" in said


def test_complete_answers_leave_nobody_unheard() -> None:
    snapshot = snapshots.normal()
    full = replace(snapshot, wave=replace(snapshot.wave, invited=689))

    said = [statement.key for statement in unknowns(full)]

    assert "unknown.nonresponse" not in said


def test_clear_verdict_names_one_cell() -> None:
    verdict = verdict_of(snapshots.normal())

    assert isinstance(verdict, Paired)
    assert verdict.cells == (Cell.PEOPLE_FIRST,)

"""What is said about people, and in which order."""

from dataclasses import replace

import pytest

from reports.narrative.people import people_statements, weak_dimensions
from reports.narrative.statements import Points, Statement
from surveys.selectors import OrganizationIndex, PublishedWave
from tests.reports import waves


def keys(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.key for statement in statements]


def without_gates(wave: PublishedWave) -> PublishedWave:
    assert isinstance(wave.index, OrganizationIndex)
    return replace(wave, index=replace(wave.index, gates=()))


def test_gates_come_first_and_a_dimension_is_named_once() -> None:
    statements = people_statements(waves.skeptical_wave())

    assert keys(statements)[:2] == ["people.gate.weak_dimension", "people.gate.blind_spot"]
    named = [str(statement.figures["dimension"]) for statement in statements]
    assert len(named) == len(set(named))


def test_confirmed_gaps_follow_the_widest_first() -> None:
    statements = people_statements(without_gates(waves.skeptical_wave()))

    gaps = [statement for statement in statements if statement.key == "people.gap"]
    widths = [statement.figures["gap"] for statement in gaps]
    assert gaps[0].source == "wave.alignment.gaps.follow_up"
    assert widths == sorted(widths, key=lambda gap: -gap.value if isinstance(gap, Points) else 0)


def test_every_figure_can_be_traced_to_the_snapshot() -> None:
    assert all(
        statement.source.startswith("wave.")
        for statement in people_statements(waves.skeptical_wave())
    )


def test_strength_and_least_are_named_where_nothing_is_weak() -> None:
    statements = people_statements(waves.excellent_wave())

    assert keys(statements) == ["people.highest", "people.least"]


def test_nothing_is_said_where_nothing_may_be_shown() -> None:
    assert people_statements(waves.tiny_wave()) == ()
    assert weak_dimensions(waves.tiny_wave()) == ()


@pytest.mark.parametrize(
    ("wave", "expected"),
    [
        # the weak one of the first gate, both of the second by score, then the others by score
        (waves.skeptical_wave(), ["follow_up", "ownership", "direction", "recognition"]),
        (waves.excellent_wave(), []),
    ],
)
def test_weak_dimensions_begin_with_those_that_fired_a_gate(
    wave: PublishedWave, expected: list[str]
) -> None:
    assert list(weak_dimensions(wave))[:4] == expected

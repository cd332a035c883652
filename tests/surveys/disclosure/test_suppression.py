import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.audit import audit_groups
from surveys.disclosure.cohorts import declared_groups
from surveys.disclosure.cube import WHOLE, Group, Segment, SuppressionReason
from surveys.disclosure.layout import Layout
from surveys.disclosure.suppression import Selection, select_groups
from tests.surveys.disclosure.organizations import Organization, make_organization


def teams(**sizes: int) -> tuple[Layout, dict[str, int]]:
    groups = [Group(Segment("team", name), frozenset({name})) for name in sizes]
    return Layout([*groups, Group(WHOLE, frozenset(sizes))]), sizes


def team(level: str) -> Segment:
    return Segment("team", level)


def test_second_team_is_hidden_so_that_subtraction_fails() -> None:
    layout, counts = teams(law=4, it=7, hr=12)

    selection = select_groups(layout, [counts], floor=5)

    assert selection.published == {WHOLE, team("hr")}
    assert selection.hidden == {
        team("law"): SuppressionReason.TOO_FEW,
        team("it"): SuppressionReason.PROTECTS_OTHERS,
    }


def test_two_small_teams_that_are_large_together_need_no_third() -> None:
    layout, counts = teams(law=4, it=3, hr=12, ops=20)

    assert select_groups(layout, [counts], floor=5).published == {WHOLE, team("hr"), team("ops")}


def test_team_without_answers_needs_no_partner() -> None:
    layout, counts = teams(law=0, it=7, hr=12)

    assert select_groups(layout, [counts], floor=5).published == {WHOLE, team("it"), team("hr")}


def test_wave_under_the_threshold_shows_nothing() -> None:
    layout, counts = teams(law=2, it=2)

    assert select_groups(layout, [counts], floor=5).published == frozenset()


def test_hidden_for_another_reason_is_protected_as_well() -> None:
    layout, counts = teams(law=8, it=7, hr=12)

    selection = select_groups(layout, [counts], floor=10, already_hidden=[team("law")])

    assert selection.published == {WHOLE, team("hr")}


def selection_of(organization: Organization, counts: dict[str, int]) -> Selection:
    return select_groups(Layout(organization.declared.groups), [counts], floor=5)


def exposed_groups(
    groups: list[Group], published: frozenset[Segment], counts: dict[str, int]
) -> list[Segment]:
    """Hidden groups whose total is a rational combination of published totals.

    An attacker of our own: exact elimination over fractions, independent of the audit's code.
    """
    atoms = sorted(atom for atom, n in counts.items() if n)
    basis: list[list[Fraction]] = []

    def reduced(group: Group) -> list[Fraction]:
        row = [Fraction(atom in group.atoms) for atom in atoms]
        for one in basis:
            pivot = next(place for place, part in enumerate(one) if part)
            if row[pivot]:
                factor = row[pivot] / one[pivot]
                row = [part - factor * other for part, other in zip(row, one, strict=True)]
        return row

    for group in groups:
        row = reduced(group)
        if group.segment in published and any(row):
            basis.append(row)
    return [
        group.segment
        for group in groups
        if group.segment not in published
        and 0 < sum(counts.get(atom, 0) for atom in group.atoms) < 5
        and not any(reduced(group))
    ]


@settings(max_examples=30)
@given(st.integers(5, 90), st.integers(0, 10**6))
def test_no_hidden_group_of_a_random_organization_can_be_solved_for(n: int, seed: int) -> None:
    organization = make_organization(n, seed)
    counts = organization.counts()
    published = selection_of(organization, counts).published

    assert exposed_groups(list(organization.declared.groups), published, counts) == []


@settings(max_examples=30)
@given(st.integers(5, 200), st.integers(0, 10**6))
def test_selection_passes_the_audit_with_item_nonresponse(n: int, seed: int) -> None:
    organization = make_organization(n, seed)
    draw = random.Random(seed)
    counts = organization.counts([draw.random() < 0.8 for _ in range(n)])

    published = selection_of(organization, counts).published

    found = audit_groups(organization.declared.groups, sorted(published), [counts], floor=5)
    assert found == ()


@settings(max_examples=20)
@given(st.integers(5, 120), st.integers(0, 10**6))
def test_nothing_more_could_be_shown(n: int, seed: int) -> None:
    organization = make_organization(n, seed)
    counts = organization.counts()
    selection = selection_of(organization, counts)

    for segment, reason in selection.hidden.items():
        if reason is SuppressionReason.PROTECTS_OTHERS:
            more = sorted([*selection.published, segment])
            assert audit_groups(organization.declared.groups, more, [counts], floor=5)


def test_without_complementary_suppression_the_attacker_succeeds() -> None:
    """The attacker of these tests can see a leak: hiding small groups alone is broken."""
    exposed = 0
    for seed in range(20):
        organization = make_organization(200, seed)
        counts = organization.counts()
        groups = list(organization.declared.groups)
        large = frozenset(
            group.segment for group in groups if sum(counts[atom] for atom in group.atoms) >= 5
        )
        exposed += len(exposed_groups(groups, large, counts))

    assert exposed >= 10


@pytest.mark.parametrize("answer_seed", range(3))
def test_answers_play_no_part(answer_seed: int) -> None:
    """Only counts are passed in: the same counts in another order hide the same groups."""
    labels = [("it", "ber"), ("law", "muc"), ("it", "muc"), ("hr", "ber")] * 3 + [("hr", "muc")]
    random.Random(answer_seed).shuffle(labels)
    declared = declared_groups(["team", "site"], labels)
    counts: dict[str, int] = {}
    for row in labels:
        atom = declared.atom_by_labels[row]
        counts[atom] = counts.get(atom, 0) + 1

    selection = select_groups(Layout(declared.groups), [counts], floor=5)

    assert team("it") in selection.published
    assert selection.published == {
        WHOLE,
        team("it"),
        Segment("site", "ber"),
        Segment("site", "muc"),
    }

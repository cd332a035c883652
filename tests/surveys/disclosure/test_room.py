import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.cube import WHOLE, Group, Segment
from surveys.disclosure.layout import Layout
from surveys.disclosure.room import crowded_sets
from surveys.disclosure.suppression import select_groups
from tests.surveys.disclosure.organizations import make_organization


def team(level: str) -> Segment:
    return Segment("team", level)


def layout_of(sizes: dict[str, int]) -> Layout:
    groups = [Group(team(name), frozenset({name})) for name in sizes]
    return Layout([*groups, Group(WHOLE, frozenset(sizes))])


@pytest.mark.parametrize(("partner", "rooms"), [(5, [9.0]), (6, [])])
def test_hidden_four_need_a_set_of_ten_to_hide_in(partner: int, rooms: list[float]) -> None:
    sizes = {"law": 4, "it": partner, "hr": 30}
    layout = layout_of(sizes)
    shown = np.array([group.segment in {WHOLE, team("hr")} for group in layout.groups])

    found = list(crowded_sets(layout, shown, layout.counts_of([sizes]), 5))

    assert [crowded.room for crowded in found] == pytest.approx(rooms)


def test_group_of_under_ten_may_hold_hidden_people_because_its_mean_is_banded() -> None:
    groups = [
        Group(WHOLE, frozenset({"law-ber", "law-muc", "hr"})),
        Group(team("law"), frozenset({"law-ber", "law-muc"})),
    ]
    layout = Layout(groups)
    counts = layout.counts_of([{"law-ber": 2, "law-muc": 4, "hr": 30}])

    assert list(crowded_sets(layout, np.array([True, True]), counts, 5)) == []


def test_selection_hides_one_more_team_rather_than_leave_nine() -> None:
    sizes = {"law": 4, "it": 5, "ops": 8, "hr": 30}
    layout = layout_of(sizes)

    bare = select_groups(layout, [sizes], floor=5)
    roomy = select_groups(layout, [sizes], floor=5, few=5)

    assert bare.published == {WHOLE, team("ops"), team("hr")}
    assert roomy.published == {WHOLE, team("it"), team("hr")}


@settings(max_examples=6)
@given(st.integers(12, 60), st.integers(0, 10**6))
def test_selection_leaves_room_for_everybody(n: int, seed: int) -> None:
    organization = make_organization(n, seed)
    layout = Layout(organization.declared.groups)
    counts = organization.counts()

    published = select_groups(layout, [counts], floor=5, few=5).published

    shown = np.array([group.segment in published for group in layout.groups])
    assert list(crowded_sets(layout, shown, layout.counts_of([counts]), 5)) == []

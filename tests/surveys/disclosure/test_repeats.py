import pytest

from surveys.disclosure.cube import WHOLE, Group, Segment, Thresholds
from surveys.disclosure.membership import Invited, PeopleSet, people_sets
from surveys.disclosure.repeats import NO_REPEATS, find_repeats

LIMITS = Thresholds()
IT, HR = Segment("team", "it"), Segment("team", "hr")


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"person {number}" for number in range(first, last))


def everybody_of(segment: Segment, members: frozenset[str], *, missing: int = 0) -> PeopleSet:
    return PeopleSet(segment, members, len(members) - missing)


def test_same_people_who_all_answered_twice_differ_by_nobody() -> None:
    wave = [everybody_of(WHOLE, people(0, 40)), everybody_of(IT, people(0, 20))]

    assert find_repeats(wave, wave, LIMITS) == NO_REPEATS


@pytest.mark.parametrize(("joiners", "is_repeated"), [(1, True), (4, True), (5, False)])
def test_change_since_a_wave_without_few_joiners_is_theirs(
    joiners: int, *, is_repeated: bool
) -> None:
    before = [everybody_of(WHOLE, people(0, 40))]
    now = [everybody_of(WHOLE, people(0, 40 + joiners))]

    assert find_repeats(before, now, LIMITS).is_whole_repeated is is_repeated


def test_joiner_in_place_of_a_leaver_differs_by_two() -> None:
    before = [everybody_of(IT, people(0, 20))]
    now = [everybody_of(IT, people(1, 21))]

    assert find_repeats(before, now, LIMITS).hidden == {IT}


def test_those_who_did_not_answer_hide_a_joiner() -> None:
    """Nobody knows who they are, so the difference is about five people or more."""
    before = [everybody_of(IT, people(0, 20), missing=2)]
    now = [everybody_of(IT, people(0, 21), missing=2)]

    assert find_repeats(before, now, LIMITS) == NO_REPEATS


def test_one_answer_missing_of_the_same_people_is_that_answer() -> None:
    before = [everybody_of(IT, people(0, 20))]
    now = [everybody_of(IT, people(0, 20), missing=1)]

    assert find_repeats(before, now, LIMITS).hidden == {IT}


def test_rounded_means_of_many_hide_a_joiner() -> None:
    """Of 300 people each total is known to 30 points: together 60, more than a scale point."""
    before = [everybody_of(WHOLE, people(0, 300))]
    now = [everybody_of(WHOLE, people(0, 301))]

    assert find_repeats(before, now, LIMITS) == NO_REPEATS


def test_team_that_was_split_is_compared_with_its_parts_together() -> None:
    """Two teams of ten are the earlier team of nineteen and one more."""
    before = [everybody_of(Segment("team", "all"), people(0, 19))]
    now = [everybody_of(IT, people(0, 10)), everybody_of(HR, people(10, 20))]

    hidden = find_repeats(before, now, LIMITS).hidden

    assert len(hidden) == 1


def test_hidden_group_is_not_had_by_subtraction_either() -> None:
    """IT is hidden for its joiner; everybody without HR is IT once more."""
    before = [everybody_of(IT, people(0, 20))]
    now = [
        everybody_of(WHOLE, people(0, 41)),
        everybody_of(IT, people(0, 21)),
        everybody_of(HR, people(21, 41)),
    ]

    assert find_repeats(before, now, LIMITS).hidden == {IT, HR}


def test_groups_hold_everybody_invited_with_their_levels() -> None:
    groups = [Group(WHOLE, frozenset({"a", "b"})), Group(IT, frozenset({"a"}))]
    invited = [
        Invited("ann", {"team": "it"}),
        Invited("ben", {"team": "it"}),
        Invited("cem", {"team": "hr"}),
    ]

    sets = people_sets(groups, {"a": 1, "b": 1}, invited, {("it",): "a", ("hr",): "b"}, ["team"])

    assert sets == (
        PeopleSet(WHOLE, frozenset({"ann", "ben", "cem"}), 2),
        PeopleSet(IT, frozenset({"ann", "ben"}), 1),
    )


def test_cross_of_merged_levels_holds_their_product() -> None:
    cross = Group(Segment("team × site", "it + law × ber"), frozenset({"a"}))
    invited = [
        Invited("ann", {"team": "it", "site": "ber"}),
        Invited("ben", {"team": "law", "site": "ber"}),
        Invited("cem", {"team": "it", "site": "muc"}),
    ]
    atoms = {("it", "ber"): "a", ("law", "ber"): "a", ("it", "muc"): "b"}

    (found,) = people_sets([cross], {"a": 5}, invited, atoms, ["team", "site"])

    assert found.members == {"ann", "ben"}

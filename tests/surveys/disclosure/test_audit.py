import pytest

from surveys.disclosure.audit import audit_groups
from surveys.disclosure.cube import WHOLE, Group, Segment
from surveys.disclosure.finding import Attack, Finding

LAW, IT, HR = (Segment("team", level) for level in ("law", "it", "hr"))
BER, MUC = (Segment("site", level) for level in ("ber", "muc"))
TEAMS = [
    Group(WHOLE, frozenset({"law", "it", "hr"})),
    Group(LAW, frozenset({"law"})),
    Group(IT, frozenset({"it"})),
    Group(HR, frozenset({"hr"})),
]


def attacks(found: tuple[Finding, ...]) -> set[Attack]:
    return {finding.attack for finding in found}


def test_large_teams_give_nothing_away() -> None:
    counts = {"law": 5, "it": 7, "hr": 12}

    assert audit_groups(TEAMS, [WHOLE, LAW, IT, HR], [counts], floor=5) == ()


def test_published_small_team_is_found() -> None:
    counts = {"law": 4, "it": 7, "hr": 12}

    (finding, *_) = audit_groups(TEAMS, [WHOLE, LAW, IT, HR], [counts], floor=5)

    assert finding == Finding(Attack.SMALL_CELL, 4, (LAW,), "“team: law” has fewer than 5 answers.")


def test_only_hidden_team_is_found_by_subtracting_the_others() -> None:
    counts = {"law": 4, "it": 7, "hr": 12}

    found = audit_groups(TEAMS, [WHOLE, IT, HR], [counts], floor=5)

    assert attacks(found) == {Attack.REMAINDER, Attack.ROW_SPACE}
    assert {finding.people for finding in found} == {4}
    assert found[0].involved == (IT, HR, WHOLE)


def test_two_hidden_teams_that_are_small_together_are_found() -> None:
    counts = {"law": 3, "it": 1, "hr": 12}

    found = audit_groups(TEAMS, [WHOLE, HR], [counts], floor=5)

    assert Attack.NESTED_PAIR in attacks(found)
    assert audit_groups(TEAMS, [WHOLE, HR], [{**counts, "it": 2}], floor=5) == ()


def test_groups_that_overlap_are_solved_for_the_person_in_between() -> None:
    """A∪B, B∪C and A∪C are all large, yet their sum and difference gives each part."""
    pairs = {"ab": {"a", "b"}, "bc": {"b", "c"}, "ac": {"a", "c"}}
    groups = [Group(Segment(name, "yes"), frozenset(atoms)) for name, atoms in pairs.items()]
    groups.append(Group(WHOLE, frozenset("abcd")))
    counts = {"a": 4, "b": 30, "c": 30, "d": 40}

    found = audit_groups(groups, [group.segment for group in groups], [counts], floor=5)

    assert attacks(found) == {Attack.ROW_SPACE}
    assert [finding.people for finding in found] == [4]


def test_difference_of_two_people_is_found() -> None:
    """Known: x1 - x2. If it is the whole width of the scale, both answers are known."""
    groups = [
        Group(WHOLE, frozenset({"one", "two", "rest", "more"})),
        Group(Segment("x", "1"), frozenset({"one", "rest"})),
        Group(Segment("y", "1"), frozenset({"two", "rest"})),
    ]
    counts = {"one": 1, "two": 1, "rest": 20, "more": 30}

    found = audit_groups(groups, [group.segment for group in groups], [counts], floor=5)

    assert attacks(found) == {Attack.ROW_SPACE}
    assert [finding.people for finding in found] == [2]


def test_margins_alone_do_not_expose_a_small_crossing() -> None:
    groups = [
        Group(WHOLE, frozenset({"lb", "lm", "ib", "im"})),
        Group(LAW, frozenset({"lb", "lm"})),
        Group(IT, frozenset({"ib", "im"})),
        Group(BER, frozenset({"lb", "ib"})),
        Group(MUC, frozenset({"lm", "im"})),
    ]
    counts = {"lb": 1, "lm": 9, "ib": 9, "im": 9}

    assert audit_groups(groups, [group.segment for group in groups], [counts], floor=5) == ()


def test_margins_expose_a_crossing_when_the_other_one_is_empty() -> None:
    """Nobody of law sits in Munich, so law minus nothing is law in Berlin: nested groups."""
    groups = [
        Group(WHOLE, frozenset({"lb", "ib", "im"})),
        Group(IT, frozenset({"ib", "im"})),
        Group(BER, frozenset({"lb", "ib"})),
        Group(MUC, frozenset({"im"})),
    ]
    counts = {"lb": 2, "ib": 9, "im": 9}

    found = audit_groups(groups, [group.segment for group in groups], [counts], floor=5)

    assert Attack.NESTED_PAIR in attacks(found)


def test_nonresponse_on_one_item_is_audited_for_that_item() -> None:
    all_answers = {"law": 6, "it": 7, "hr": 12}
    one_item = {"law": 6, "it": 7, "hr": 3}

    assert audit_groups(TEAMS, [WHOLE, LAW, IT], [all_answers], floor=5) == ()
    assert audit_groups(TEAMS, [WHOLE, LAW, IT], [all_answers, one_item], floor=5)


def test_group_that_was_never_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        audit_groups(TEAMS, [Segment("team", "unknown")], [{"law": 5}], floor=5)


def test_two_groups_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        audit_groups([*TEAMS, TEAMS[0]], [], [{"law": 5}], floor=5)

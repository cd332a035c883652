import dataclasses

import pytest

from surveys.disclosure.cohorts import CohortPlan, build_cohorts
from surveys.disclosure.cube import (
    WHOLE,
    Bound,
    Candidate,
    Cell,
    CellAddress,
    Cube,
    Group,
    Published,
    RespondentSet,
    Segment,
    Statistic,
    Subject,
    Suppressed,
    SuppressionReason,
    Thresholds,
    Weighting,
)
from surveys.disclosure.gate import audit_cube, publishable
from surveys.disclosure.plan import PublicationPlan

LIMITS = Thresholds()
SIZES = {"law": 4, "it": 7, "hr": 12, "ops": 30}
GROUPS = [
    Group(WHOLE, frozenset(SIZES)),
    *(Group(Segment("team", name), frozenset({name})) for name in SIZES),
]
SUBJECTS = [
    Subject("", SIZES),
    Subject("core", SIZES),
    Subject("ors", SIZES, parts=("core",)),
    Subject("q1", SIZES, family="items of core"),
    Subject("q2", SIZES, family="items of core"),
    Subject("open", SIZES, is_comment=True),
]


def team(level: str) -> Segment:
    return Segment("team", level)


def candidate(
    statistic: Statistic, segment: Segment, value: float | None = 50.0, subject: str = "core"
) -> Candidate:
    n = sum(SIZES.values()) if segment.is_whole else SIZES[segment.level]
    return Candidate(CellAddress(statistic, subject, segment), n, value, 40.04, 60.06)


def outcome(one: Candidate, subjects: list[Subject] = SUBJECTS) -> Published | Suppressed:
    cube = publishable([one], groups=GROUPS, subjects=subjects, thresholds=LIMITS)
    return cube.at(one.address)


def test_whole_wave_is_published_rounded() -> None:
    one = candidate(Statistic.DIMENSION_MEAN, WHOLE, 61.23456)

    assert outcome(one) == Published(61.2, 53, 40.0, 60.1)


def test_team_of_4_is_hidden_with_its_count() -> None:
    assert outcome(candidate(Statistic.DIMENSION_MEAN, team("law"))) == Suppressed(
        SuppressionReason.TOO_FEW, None
    )


def test_next_smallest_team_protects_it() -> None:
    assert outcome(candidate(Statistic.DIMENSION_MEAN, team("it"))) == Suppressed(
        SuppressionReason.PROTECTS_OTHERS, None
    )


def test_team_of_7_shows_a_whole_number_without_interval() -> None:
    subjects = [Subject(key, SIZES | {"law": 0}) for key in ("", "core")]

    one = outcome(candidate(Statistic.DIMENSION_MEAN, team("it"), 61.6), subjects)

    assert one == Published(62.0, 7)


@pytest.mark.parametrize(
    "statistic",
    [
        Statistic.ITEM_MEAN,
        Statistic.AGREEMENT_DISTANCE,
        Statistic.AGREEMENT_INDEX,
        Statistic.FAVORABILITY_SHARE,
        Statistic.RELIABILITY,
        Statistic.ADVOCACY_NET,
        Statistic.POINT_SHARE,
        Statistic.ORGANIZATION_SCORE,
    ],
)
def test_team_of_7_shows_no_detail(statistic: Statistic) -> None:
    subjects = [Subject(key, SIZES | {"law": 0}) for key in ("", "core")]

    one = outcome(candidate(statistic, team("it"), 0.5), subjects)

    assert one == Suppressed(SuppressionReason.SMALL_GROUP_DETAIL, 7)


def test_five_identical_answers_are_a_band() -> None:
    sizes = {"five": 5, "rest": 40}
    groups = [Group(WHOLE, frozenset(sizes)), Group(team("five"), frozenset({"five"}))]
    one = Candidate(CellAddress(Statistic.DIMENSION_MEAN, "core", team("five")), 5, 100.0)

    cube = publishable(
        [one],
        groups=groups,
        subjects=[Subject("", sizes), Subject("core", sizes)],
        thresholds=LIMITS,
    )

    assert cube.at(one.address) == Published(80.0, 5, bound=Bound.AT_LEAST)


def test_item_left_out_by_some_hides_its_whole_family_in_that_team() -> None:
    """Shown alone, q2 and the mean of the dimension would give q1 away."""
    few_q1 = SIZES | {"hr": 8}
    subjects = [
        dataclasses.replace(subject, counts=few_q1) if subject.key == "q1" else subject
        for subject in SUBJECTS
    ]
    means = [
        Candidate(CellAddress(Statistic.ITEM_MEAN, item, team(name)), n, 50.0)
        for item in ("q1", "q2")
        for name, n in {"hr": 12, "ops": 30}.items()
    ]

    cube = publishable(means, groups=GROUPS, subjects=subjects, thresholds=LIMITS)

    shown = {
        (cell.address.subject, cell.address.segment.level)
        for cell in cube.cells
        if isinstance(cell.outcome, Published)
    }
    assert shown == {("q1", "ops"), ("q2", "ops")}


def test_sum_is_hidden_where_a_part_is_hidden() -> None:
    few_core = SIZES | {"hr": 8}
    subjects = [
        dataclasses.replace(subject, counts=few_core) if subject.key == "core" else subject
        for subject in SUBJECTS
    ]

    score = outcome(candidate(Statistic.ORGANIZATION_SCORE, team("hr"), subject="ors"), subjects)

    assert isinstance(score, Suppressed)


def test_comments_count_their_authors_on_that_question() -> None:
    authors = {"law": 0, "it": 0, "hr": 9, "ops": 21}
    subjects = [
        dataclasses.replace(subject, counts=authors) if subject.is_comment else subject
        for subject in SUBJECTS
    ]
    hr, ops, everybody = (
        Candidate(CellAddress(Statistic.COMMENT_COUNT, "open", segment), n, float(n))
        for segment, n in ((team("hr"), 9), (team("ops"), 21), (WHOLE, 30))
    )

    cube = publishable([hr, ops, everybody], groups=GROUPS, subjects=subjects, thresholds=LIMITS)

    assert cube.at(hr.address) == Suppressed(SuppressionReason.TOO_FEW, None)
    assert cube.at(ops.address) == Suppressed(SuppressionReason.PROTECTS_OTHERS, None)
    assert cube.at(everybody.address) == Published(30.0, 30)


@pytest.mark.parametrize(("n", "is_shown"), [(53, True), (52, False), (44, False), (43, True)])
def test_figure_without_flagged_people_needs_both_sides(n: int, *, is_shown: bool) -> None:
    address = CellAddress(Statistic.DIMENSION_MEAN, "core", respondents=RespondentSet.UNFLAGGED)

    assert isinstance(outcome(Candidate(address, n, 50.0)), Published) is is_shown


def test_raked_and_driver_figures_need_a_hundred_people() -> None:
    raked = CellAddress(Statistic.DIMENSION_MEAN, "core", weighting=Weighting.RAKED)
    driver = CellAddress(Statistic.DRIVER_WEIGHT, "core")

    for address in (raked, driver):
        assert outcome(Candidate(address, 53, 0.5)) == Suppressed(
            SuppressionReason.SMALL_GROUP_DETAIL, 53
        )


def test_agreement_of_a_unanimous_group_is_withheld() -> None:
    """No deviation at all says that everybody gave the mean answer."""
    sides = [
        Candidate(CellAddress(Statistic.FAVORABILITY_SHARE, "core", team("hr"), side), 12, share)
        for side, share in (("unfavorable", 0.0), ("neutral", 0.0), ("favorable", 1.0))
    ]
    distance = Candidate(CellAddress(Statistic.AGREEMENT_DISTANCE, "core", team("hr")), 12, 0.0)

    cube = publishable([*sides, distance], groups=GROUPS, subjects=SUBJECTS, thresholds=LIMITS)

    assert cube.at(sides[2].address) == Published(0.83, 12, bound=Bound.AT_LEAST)
    assert cube.at(distance.address) == Suppressed(SuppressionReason.PROTECTS_OTHERS, 12)


def test_gap_is_withheld_where_the_mean_is_a_band() -> None:
    """Leaders' expectation is named, so expectation minus gap is the mean."""
    mean = candidate(Statistic.DIMENSION_MEAN, WHOLE, 99.5)
    gap = candidate(Statistic.LEADERSHIP_GAP, WHOLE, -4.5)

    cube = publishable([mean, gap], groups=GROUPS, subjects=SUBJECTS, thresholds=LIMITS)

    told = cube.at(mean.address)
    assert isinstance(told, Published)
    assert told.bound is Bound.AT_LEAST
    assert cube.at(gap.address) == Suppressed(SuppressionReason.PROTECTS_OTHERS, 53)


@pytest.mark.parametrize(
    ("word", "is_told"),
    [("band:leading", True), ("gate:low:40", True), ("gap:severe", False), ("confirmed", False)],
)
def test_words_about_a_band_say_no_more_than_the_band(word: str, *, is_told: bool) -> None:
    """A severe gap to a named expectation would bound the mean behind the band."""
    mean = candidate(Statistic.DIMENSION_MEAN, WHOLE, 99.5)
    reading = Candidate(CellAddress(Statistic.READING, "core", category=word), 53, 1.0)

    cube = publishable([mean, reading], groups=GROUPS, subjects=SUBJECTS, thresholds=LIMITS)

    assert isinstance(cube.at(reading.address), Published) is is_told


@pytest.mark.parametrize(
    ("subject", "word", "is_told"),
    [("ors", "gated_band:ready", False), ("", "alignment:severe", False), ("", "engine:x", True)],
)
def test_words_about_a_sum_are_withheld_with_it(subject: str, word: str, *, is_told: bool) -> None:
    mean = candidate(Statistic.DIMENSION_MEAN, WHOLE, 99.5)
    reading = Candidate(CellAddress(Statistic.READING, subject, category=word), 53, 1.0)

    cube = publishable([mean, reading], groups=GROUPS, subjects=SUBJECTS, thresholds=LIMITS)

    assert isinstance(cube.at(reading.address), Published) is is_told


def test_score_is_withheld_where_one_of_its_dimensions_is_a_band() -> None:
    """The other dimensions are exact: score minus these would be the mean behind the band."""
    subjects = [*SUBJECTS, Subject("trust", SIZES)]
    subjects[2] = Subject("ors", SIZES, parts=("core", "trust"))
    core = candidate(Statistic.DIMENSION_MEAN, WHOLE, 99.5)
    trust = candidate(Statistic.DIMENSION_MEAN, WHOLE, 50.0, subject="trust")
    score = candidate(Statistic.ORGANIZATION_SCORE, WHOLE, 74.75, subject="ors")

    cube = publishable([core, trust, score], groups=GROUPS, subjects=subjects, thresholds=LIMITS)

    assert cube.at(trust.address) == Published(50.0, 53, 40.0, 60.1)
    assert cube.at(score.address) == Suppressed(SuppressionReason.PROTECTS_OTHERS, 53)


def test_gap_over_all_dimensions_is_told_beside_an_item_that_is_a_band() -> None:
    """It is made of the means of dimensions, each of which is told."""
    mean = candidate(Statistic.DIMENSION_MEAN, WHOLE, 60.0)
    item = candidate(Statistic.ITEM_MEAN, WHOLE, 99.5, subject="q1")
    gap = Candidate(CellAddress(Statistic.LEADERSHIP_GAP, "", category="signed_mean"), 53, 12.0)

    cube = publishable([mean, item, gap], groups=GROUPS, subjects=SUBJECTS, thresholds=LIMITS)

    assert cube.at(item.address) != Published(99.5, 53)
    assert cube.at(gap.address) == Published(12.0, 53)


def test_missing_figure_is_undefined_and_keeps_its_n() -> None:
    assert outcome(candidate(Statistic.RELIABILITY, WHOLE, None)) == Suppressed(
        SuppressionReason.UNDEFINED, 53
    )


def test_subject_or_segment_that_was_not_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        outcome(Candidate(CellAddress(Statistic.ITEM_MEAN, "unknown"), 53, 50.0))
    with pytest.raises(KeyError):
        outcome(Candidate(CellAddress(Statistic.ITEM_MEAN, "q1", team("unknown")), 53, 50.0))


def test_thresholds_may_be_raised_and_never_lowered() -> None:
    assert Thresholds(scores=8).scores == 8
    with pytest.raises(ValueError, match="never lowered"):
        Thresholds(scores=4)


def test_cell_written_past_the_gate_is_found_by_the_audit() -> None:
    plan = PublicationPlan(GROUPS, SUBJECTS, LIMITS)
    address = CellAddress(Statistic.DIMENSION_MEAN, "core", team("law"))

    found = audit_cube(Cube((Cell(address, Published(50.0, 4)),)), plan, LIMITS)

    assert {finding.people for finding in found} == {4}


def test_cohort_groups_pass_as_they_are() -> None:
    labels = [(name,) for name, n in SIZES.items() for _ in range(n)]
    plan = build_cohorts(["team"], labels, floor=5)
    assert isinstance(plan, CohortPlan)
    candidates = [
        Candidate(
            CellAddress(Statistic.DIMENSION_MEAN, "core", group.segment),
            sum(plan.counts[cohort] for cohort in group.atoms),
            50.0,
        )
        for group in plan.groups
    ]

    cube = publishable(
        candidates,
        groups=plan.groups,
        subjects=[Subject("", plan.counts), Subject("core", plan.counts)],
        thresholds=LIMITS,
    )

    assert all(isinstance(cell.outcome, Published) for cell in cube.cells)
    assert len(cube.cells) == 4

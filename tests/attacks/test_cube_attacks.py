"""Small groups, histograms, derived figures and comments in the published cube.

AT-19, AT-30, AT-31, AT-38.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise

import pytest

from surveys.comments.results import CommentAnalysis, ThemeScore, Tone
from surveys.disclosure.cube import (
    WHOLE,
    Bound,
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
    Thresholds,
    Weighting,
)
from surveys.disclosure.finding import Attack
from surveys.disclosure.gate import audit_cube
from surveys.disclosure.plan import PublicationPlan
from surveys.disclosure.shown_groups import shares_of_shown_groups
from surveys.tabulation.wave import AnalyzedComment
from tests.attacks.made_up_waves import Person, tabulate

LIMITS = Thresholds()
FULL = {"willing": 5, "able": 5, "rules": 5, "fear": 1}


def team(level: str) -> Segment:
    return Segment("team", level)


def people_of(teams: Mapping[str, int], *, seed: int = 1) -> list[Person]:
    """People of teams who answer at random."""
    draw = random.Random(seed)
    return [
        Person(
            f"{name} {number}",
            {"team": name},
            {item: draw.randint(1, 5) for item in ("willing", "able", "rules", "fear")},
        )
        for name, size in teams.items()
        for number in range(size)
    ]


def mean_of(cube: Cube, segment: Segment, subject: str = "core") -> Published | Suppressed:
    return cube.at(CellAddress(Statistic.DIMENSION_MEAN, subject, segment))


def test_at_19_group_of_four_is_hidden() -> None:
    cube = tabulate(people_of({"law": 4, "it": 20, "hr": 20}), ["team"]).cube

    assert isinstance(mean_of(cube, team("law")), Suppressed)
    assert isinstance(mean_of(cube, team("law"), "trust"), Suppressed)


def test_at_19_five_invited_with_four_answers_are_hidden() -> None:
    """All five answered the survey, one of them nothing on core."""
    people = people_of({"law": 5, "it": 20, "hr": 20})
    silent = {key: point for key, point in people[0].answers.items() if key in {"rules", "fear"}}
    people[0] = Person("law 0", people[0].labels, silent)

    cube = tabulate(people, ["team"]).cube

    assert isinstance(mean_of(cube, team("law")), Suppressed)
    assert isinstance(mean_of(cube, team("law"), "trust"), Published)


def test_at_19_five_identical_answers_are_a_band() -> None:
    others = people_of({"it": 20, "hr": 20})
    law = [Person(f"law {number}", {"team": "law"}, FULL) for number in range(5)]

    cube = tabulate([*law, *others], ["team"]).cube

    assert mean_of(cube, team("law")) == Published(80.0, 5, bound=Bound.AT_LEAST)


# --- AT-30 ---------------------------------------------------------------------------------------


def histograms(n: int) -> Iterator[tuple[int, ...]]:
    """All ways in which n people can answer one item: how many stand on each of five points."""
    for cuts in combinations_with_replacement(range(n + 1), 4):
        ends = (0, *cuts, n)
        yield tuple(high - low for low, high in pairwise(ends))


def fits(counts: Sequence[int], cells: Mapping[CellAddress, Published]) -> bool:
    """Whether a histogram is possible beside every published figure of its item."""
    n = sum(counts)
    turned = counts[::-1]  # the item on fear is reversed: who disagrees is favorable
    for address, told in cells.items():
        if address.statistic is Statistic.POINT_SHARE:
            share = counts[int(address.category) - 1] / n
        elif address.statistic is Statistic.FAVORABILITY_SHARE:
            fair = turned if address.subject == "fear" else counts
            of = {"favorable": fair[3:], "neutral": fair[2:3], "unfavorable": fair[:2]}
            share = sum(of[address.category]) / n
        elif address.statistic is Statistic.ITEM_MEAN:
            fair = turned if address.subject == "fear" else counts
            share = sum(point * count for point, count in enumerate(fair)) / 4 / n
            low, high = ends_of(told, 100.0, 0.05)
            if not low <= 100 * share <= high:
                return False
            continue
        else:
            continue
        low, high = ends_of(told, 1.0, 0.005)
        if not low - 1e-9 <= share <= high + 1e-9:
            return False
    return True


def ends_of(told: Published, most: float, half: float) -> tuple[float, float]:
    """What a reader knows of a figure."""
    if told.bound is Bound.AT_LEAST:
        return told.value, most
    if told.bound is Bound.AT_MOST:
        return 0.0, told.value
    if told.bound is Bound.WITHIN:
        assert told.low is not None
        assert told.high is not None
        return told.low, told.high
    return told.value - half - 1e-9, told.value + half + 1e-9


def leaning_people(n: int, seed: int) -> list[Person]:
    """People who nearly all agree: from nobody to three answer something else."""
    draw = random.Random(seed)
    people = []
    for number in range(n):
        answers = dict(FULL)
        if number < seed % 4:
            answers["willing"] = draw.randint(1, 4)
        answers["rules"] = draw.randint(1, 5)
        people.append(Person(f"person {number}", {"team": "it"}, answers))
    return people


@pytest.mark.parametrize("n", [10, 13, 19, 24])
@pytest.mark.parametrize("seed", range(4))
def test_at_30_every_band_of_an_item_holds_several_histograms(n: int, seed: int) -> None:
    """Every band holds one in which not all agree; a whole distribution is told from ten on."""
    cube = tabulate(leaning_people(n, seed), []).cube
    bands = 0
    for item in ("willing", "able", "rules", "fear"):
        cells = {
            cell.address: cell.outcome
            for cell in cube.cells
            if cell.address.subject == item and isinstance(cell.outcome, Published)
        }
        possible = [counts for counts in histograms(n) if fits(counts, cells)]
        banded = [one for one in cells.values() if one.bound is not Bound.EXACT]

        assert possible
        if banded:
            bands += len(banded)
            assert len(possible) >= 2
            assert any(max(counts) < n for counts in possible)
    assert bands > 0


@pytest.mark.parametrize("n", range(5, 10))
@pytest.mark.parametrize("answers", ["all agree", "one differs", "mixed"])
def test_at_30_every_cell_of_a_small_group_holds_several_histograms(n: int, answers: str) -> None:
    """Five to nine people tell their number and rounded means alone: sums of scale points."""
    law = [Person(f"law {number}", {"team": "law"}, FULL) for number in range(n)]
    if answers != "all agree":
        law[0] = Person("law 0", {"team": "law"}, {**FULL, "willing": 1})
    if answers == "mixed":
        law = people_of({"law": n}, seed=n)
    cube = tabulate([*law, *people_of({"it": 20, "hr": 20})], ["team"]).cube
    told = {
        cell.address.subject: cell.outcome
        for cell in cube.cells
        if cell.address.segment == team("law") and isinstance(cell.outcome, Published)
    }

    assert set(told) == {"", "core", "trust"}
    for subject in ("core", "trust"):
        low, high = ends_of(told[subject], 100.0, 0.5)
        sums = [total for total in range(8 * n + 1) if low <= total / (8 * n) * 100 <= high]
        # a sum of points of two items: how many ways there are to reach it by 2n answers of 0 to 4
        ways = ways_to_reach(2 * n)
        possible = sum(ways[total] for total in sums)
        assert possible >= 2
        if told[subject].bound is not Bound.EXACT:
            assert any(0 < total < 8 * n for total in sums)


def ways_to_reach(answers: int) -> list[int]:
    """Histograms over five points, 0 to 4, of so many answers, by their sum of points."""
    ways = [0] * (4 * answers + 1)
    for counts in histograms(answers):
        ways[sum(point * count for point, count in enumerate(counts))] += 1
    return ways


# --- AT-31 ---------------------------------------------------------------------------------------

SIZES = {"law": 4, "it": 12, "hr": 60, "ops": 60}
GROUPS = [
    Group(WHOLE, frozenset(SIZES)),
    *(Group(team(name), frozenset({name})) for name in SIZES),
]


def attacks_on(cells: Mapping[CellAddress, Published], sizes: Mapping[str, int]) -> set[Attack]:
    """What the audit finds in cells that somebody wrote past the gate."""
    subjects = [Subject(key, sizes) for key in ("", "core", "ors")]
    plan = PublicationPlan(GROUPS, subjects, LIMITS)
    cube = Cube(tuple(Cell(address, told) for address, told in cells.items()))
    return {finding.attack for finding in audit_cube(cube, plan, LIMITS)}


def mean_cell(segment: Segment = WHOLE, subject: str = "core") -> CellAddress:
    return CellAddress(Statistic.DIMENSION_MEAN, subject, segment)


@pytest.mark.parametrize(("flagged", "is_refused"), [(2, True), (9, True), (10, False), (0, False)])
def test_at_31_figure_without_two_flagged_people_is_refused(
    flagged: int, *, is_refused: bool
) -> None:
    without = CellAddress(Statistic.DIMENSION_MEAN, "core", respondents=RespondentSet.UNFLAGGED)

    found = attacks_on(
        {mean_cell(): Published(61.0, 136), without: Published(62.0, 136 - flagged)}, SIZES
    )

    assert found == ({Attack.FLAGGED} if is_refused else set())


@pytest.mark.parametrize(("smallest", "is_refused"), [(1, True), (4, True), (5, False)])
def test_at_31_weights_with_one_person_in_a_joint_cell_are_refused(
    smallest: int, *, is_refused: bool
) -> None:
    raked = CellAddress(Statistic.DIMENSION_MEAN, "core", weighting=Weighting.RAKED)

    found = attacks_on(
        {mean_cell(): Published(61.0, 136), raked: Published(63.0, 136)},
        SIZES | {"law": smallest},
    )

    assert found == ({Attack.WEIGHTS} if is_refused else set())


def test_at_31_shrinkage_with_one_hidden_unit_is_refused() -> None:
    """The share of groups, the groups that are shown and everybody give the one that is not."""
    share = CellAddress(Statistic.UNIT_VARIANCE, "ors", category="team")
    shown = {
        CellAddress(Statistic.ORGANIZATION_SCORE, "ors", team(name)): Published(60.0, 60)
        for name in ("hr", "ops")
    }

    assert attacks_on({share: Published(0.1, 136), **shown}, SIZES) == {Attack.SHRINKAGE}
    assert attacks_on({share: Published(0.1, 124), **shown}, SIZES | {"it": 0}) == set()


SHARE_OF_SHOWN = CellAddress(
    Statistic.UNIT_VARIANCE, "ors", category="team", respondents=RespondentSet.SHOWN_GROUPS
)


def scores_beside_spread() -> dict[CellAddress, Published]:
    """Three teams show their score, law is hidden; the spread of all is told."""
    shown = {"it": 40.0, "hr": 60.0, "ops": 50.0}
    scores = {
        CellAddress(Statistic.ORGANIZATION_SCORE, "ors", team(name)): Published(mean, SIZES[name])
        for name, mean in shown.items()
    }
    return {CellAddress(Statistic.SCORE_SPREAD, "ors"): Published(20.0, 136), **scores}


def test_at_31_share_of_shown_groups_must_follow_from_published_cells() -> None:
    """A share that is off by its last digit could only stem from answers; it is refused."""
    cells = scores_beside_spread()
    (share,) = shares_of_shown_groups(Cell(address, told) for address, told in cells.items())
    assert share.address == SHARE_OF_SHOWN
    assert isinstance(share.outcome, Published)
    exact = share.outcome
    off = Published(round(exact.value + 0.01, 2), exact.n)

    assert Attack.SHRINKAGE not in attacks_on({**cells, SHARE_OF_SHOWN: exact}, SIZES)
    assert Attack.SHRINKAGE in attacks_on({**cells, SHARE_OF_SHOWN: off}, SIZES)


def test_at_31_hidden_groups_may_trade_their_people_and_no_cell_changes() -> None:
    """Whoever saw a figure change with such a trade would learn about a hidden group."""
    people = people_of({"hr": 80, "ops": 60, "it": 50, "cellar": 12, "law": 4})
    hidden = [person for person in people if person.labels["team"] in {"law", "cellar"}]
    traded = [
        replace(person, labels={"team": "law" if place < 4 else "cellar"})
        for place, person in enumerate(hidden)
    ]

    before = tabulate(people, ["team"]).cube
    after = tabulate([*people[: -len(hidden)], *traded], ["team"]).cube

    shown = {
        cell.address.segment
        for cell in before.cells
        if cell.address.statistic is Statistic.ORGANIZATION_SCORE
        and isinstance(cell.outcome, Published)
    }
    assert shown == {WHOLE, team("hr"), team("ops"), team("it")}
    assert isinstance(before.at(SHARE_OF_SHOWN), Published)
    assert set(after.cells) == set(before.cells)


def test_at_31_saturated_complement_is_refused() -> None:
    """Law and IT, sixteen people, hide together; but together they average 99."""
    everybody = (16 * 99 + 120 * 50) / 136
    cells = {
        mean_cell(): Published(round(everybody, 1), 136),
        mean_cell(team("hr")): Published(50.0, 60),
        mean_cell(team("ops")): Published(50.0, 60),
    }

    assert attacks_on(cells, SIZES) == {Attack.BOUNDS}
    assert attacks_on({**cells, mean_cell(): Published(52.0, 136)}, SIZES) == set()


# --- AT-38 ---------------------------------------------------------------------------------------


def comment(tone: Tone, themes: Sequence[str] = (), level: str = "it") -> AnalyzedComment:
    analysis = CommentAnalysis(
        language="en",
        tone=tone,
        probabilities=None,
        confidence=1.0,
        clauses=(),
        themes=tuple(ThemeScore(theme, 1.0) for theme in themes),
        redacted="redacted",
        engine="test",
    )
    return AnalyzedComment("wish", {"team": level}, analysis)


def told_of_comments(comments: Sequence[AnalyzedComment], people: int) -> set[str]:
    """Subjects of every published figure that was drawn from comments."""
    cube = tabulate(people_of({"it": people}), ["team"], comments=comments).cube
    drawn = {Statistic.COMMENT_COUNT, Statistic.TONE_SHARE, Statistic.THEME_SHARE}
    return {
        cell.address.subject
        for cell in cube.cells
        if cell.address.statistic in drawn and isinstance(cell.outcome, Published)
    }


def test_at_38_one_author_among_ten_respondents_is_not_counted() -> None:
    assert told_of_comments([comment(Tone.NEGATIVE, ["training"])], people=10) == set()


@pytest.mark.parametrize(("authors", "subjects"), [(9, set()), (10, {"wish"})])
def test_at_38_authors_on_the_question_count_not_respondents(
    authors: int, subjects: set[str]
) -> None:
    comments = [comment(Tone.NEGATIVE)] * authors

    assert told_of_comments(comments, people=40) == subjects


def test_at_38_theme_of_one_author_is_not_counted_among_thirty() -> None:
    comments = [comment(Tone.POSITIVE, ["tools"])] * 29 + [comment(Tone.NEGATIVE, ["training"])]

    assert told_of_comments(comments, people=40) == {"wish", "wish:tools"}


def test_at_38_audit_refuses_a_count_of_one_author() -> None:
    subjects = [Subject("", {"it": 10}), Subject("wish", {"it": 1}, is_comment=True)]
    groups = [Group(WHOLE, frozenset({"it"}))]
    plan = PublicationPlan(groups, subjects, LIMITS)
    cells = (
        Cell(CellAddress(Statistic.COMMENT_COUNT, "wish"), Published(1.0, 1)),
        Cell(CellAddress(Statistic.TONE_SHARE, "wish", category="negative"), Published(1.0, 1)),
    )

    found = audit_cube(Cube(cells), plan, LIMITS)

    assert {finding.attack for finding in found} >= {Attack.SMALL_CELL, Attack.BAND}

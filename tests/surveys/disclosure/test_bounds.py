import pytest

from surveys.disclosure.bounds import KnownMean, bounded_findings, known_mean
from surveys.disclosure.cube import (
    WHOLE,
    Bound,
    Candidate,
    CellAddress,
    Group,
    Published,
    Segment,
    Statistic,
    Subject,
    Suppressed,
    SuppressionReason,
    Thresholds,
)
from surveys.disclosure.finding import Attack
from surveys.disclosure.gate import publishable
from surveys.disclosure.layout import Layout

SIZES = {"law": 4, "it": 7, "hr": 60}
HR = Segment("team", "hr")
GROUPS = [
    Group(WHOLE, frozenset(SIZES)),
    *(Group(Segment("team", name), frozenset({name})) for name in SIZES),
]
LAYOUT = Layout(GROUPS)
(ROW,) = LAYOUT.counts_of([SIZES])


def exactly(mean: float) -> KnownMean:
    return KnownMean(mean, mean)


def findings_of(rest: float) -> list[tuple[Attack, int]]:
    """Law and IT, eleven people, average `rest`; the others 50."""
    everybody = (11 * rest + 60 * 50) / 71
    means = {LAYOUT.position[WHOLE]: exactly(everybody), LAYOUT.position[HR]: exactly(50.0)}
    found = bounded_findings(LAYOUT, means, ROW, 5)
    return [(finding.attack, finding.people) for finding in found]


@pytest.mark.parametrize("rest", [100.0, 99.0, 91.0, 9.0, 0.0])
def test_four_people_among_eleven_who_all_agree_are_found(rest: float) -> None:
    """Eleven people who average 91 miss 99 points in all: four of them average at least 75.25."""
    assert findings_of(rest) == [(Attack.BOUNDS, 4)]


@pytest.mark.parametrize("rest", [90.0, 62.0, 10.0])
def test_four_people_among_eleven_who_differ_are_not(rest: float) -> None:
    assert findings_of(rest) == []


def test_sentence_names_neither_question_nor_group() -> None:
    means = {LAYOUT.position[WHOLE]: exactly(100.0)}

    (finding,) = bounded_findings(LAYOUT, means, ROW, 5)

    assert "law" not in finding.sentence
    assert finding.involved == ()


def test_mean_and_the_middle_of_its_interval_are_both_rounded_means() -> None:
    assert known_mean(Published(62.0, 200, 58.0, 65.9), step=0.1) == KnownMean(61.95, 62.0)


def test_band_says_no_more_than_its_edge() -> None:
    assert known_mean(Published(98.0, 50, bound=Bound.AT_LEAST), step=0.1) == KnownMean(98, 100)


def test_one_sided_rest_withholds_the_group_that_would_tell_it() -> None:
    """The plan follows from counts and passes; HR beside everybody would give the other eleven."""
    candidates = [
        Candidate(CellAddress(Statistic.DIMENSION_MEAN, "core", segment), n, mean)
        for segment, n, mean in ((WHOLE, 71, (1100 + 3000) / 71), (HR, 60, 50.0))
    ]

    cube = publishable(
        candidates,
        groups=GROUPS,
        subjects=[Subject("", SIZES), Subject("core", SIZES)],
        thresholds=Thresholds(),
    )

    told = [cube.at(one.address) for one in candidates]
    assert told == [Published(57.7, 71), Suppressed(SuppressionReason.PROTECTS_OTHERS, 60)]

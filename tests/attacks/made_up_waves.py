"""Random organizations that answer a small survey, released by the product's own tabulation."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.disclosure.cube import Cube, Thresholds
from surveys.disclosure.gate import DisclosureRisk
from surveys.disclosure.membership import Invited, PeopleSet
from surveys.instruments.reader import read_instrument
from surveys.sealing.separation import AnswerRow
from surveys.tabulation.wave import AnalyzedComment, Tabulated, WaveAnswers, tabulate_wave
from tests.surveys.factories import INSTRUMENT

FORM = read_instrument(INSTRUMENT, source="test")
DIMENSIONS = {"department": 12, "site": 5, "grade": 6, "contract": 3}
"""Reporting dimensions and their numbers of levels, of very unequal sizes."""
ITEMS = {"core": ("willing", "able"), "trust": ("rules", "fear")}


@dataclass(frozen=True)
class Person:
    """Who somebody is, and what they answered. Attackers in these tests know the levels of all."""

    name: str
    labels: Mapping[str, str]
    answers: Mapping[str, int]


def make_people(n: int, seed: int, *, nonresponse: float = 0.0) -> list[Person]:
    """People over four dimensions; each leaves out an item with the given probability."""
    draw = random.Random(seed)
    people = []
    for number in range(n):
        labels = {
            name: f"{name[0]}{min(int(draw.expovariate(3 / levels)), levels - 1)}"
            for name, levels in DIMENSIONS.items()
        }
        stance = draw.gauss(0.3, 0.8)
        answers = {}
        for item in ("willing", "able", "rules", "fear"):
            point = min(5, max(1, round(3 + stance + draw.gauss(0, 0.9))))
            if draw.random() >= nonresponse:
                answers[item] = 6 - point if item == "fear" else point
        people.append(Person(f"person {number}", labels, answers))
    return people


def tabulate(
    people: Sequence[Person],
    dimensions: Sequence[str],
    *,
    keeps_rows: bool = False,
    comments: Sequence[AnalyzedComment] = (),
    earlier_sets: Sequence[PeopleSet] = (),
) -> Tabulated:
    """Release what these people answered; everybody invited answered."""
    return tabulate_wave(
        WaveAnswers(
            instrument=FORM,
            rows=[AnswerRow(one.answers, one.labels) for one in people],
            comments=comments,
            expectations=[],
            earlier={},
            invited=len(people),
            reporting_dimensions=tuple(dimensions),
            thresholds=Thresholds(),
            keeps_rows=keeps_rows,
            invited_people=[Invited(one.name, one.labels) for one in people],
            earlier_sets=earlier_sets,
        )
    )


def cube_of(
    people: Sequence[Person], dimensions: Sequence[str], *, keeps_rows: bool = False
) -> Cube | None:
    """The published cube; None where the audit stopped it, so that nothing was published."""
    try:
        return tabulate(people, dimensions, keeps_rows=keeps_rows).cube
    except DisclosureRisk:
        return None

"""How many groups are shown, and what the disclosure audit costs. Figures are printed.

Processor time, so that others' load does not count. The floor is the row-space check alone, which
every rule on subtraction must make.

    ./run test tests/benchmarks/test_disclosure_speed.py -m slow -n0 -s
"""

import random
import time
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from surveys.disclosure.audit import exposed_sets
from surveys.disclosure.cohorts import declared_groups
from surveys.disclosure.cube import Candidate, CellAddress, Statistic, Subject, Thresholds
from surveys.disclosure.gate import publishable
from surveys.disclosure.layout import Layout
from surveys.disclosure.suppression import greedy_selection, select_groups
from tests.surveys.disclosure.organizations import make_organization

SIZES = (60, 200, 500, 2_000)
SEEDS = 3
CROSS = ("department", "site")
LEVELS = (12, 8, 6, 5, 4, 3)
"""Six attributes, the first of them twelve departments."""


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("cross", [None, CROSS], ids=["breakdowns", "with a cross"])
def test_integer_program_shows_at_least_as_many_groups_as_the_greedy_choice(
    cross: tuple[str, str] | None,
) -> None:
    print(f"\n{'people':>7} {'large enough':>13} {'greedy':>8} {'program':>8}")  # noqa: T201  # a figure to show
    for n in SIZES:
        may = greedy = best = 0.0
        for seed in range(SEEDS):
            organization = make_organization(n, seed, cross)
            layout = Layout(organization.declared.groups)
            counts = layout.counts_of([organization.counts()])
            may_show = (layout.sizes(counts) >= 5).all(axis=0)
            may += may_show.sum() / SEEDS
            greedy += greedy_selection(layout, may_show, counts, 5, 5).sum() / SEEDS
            chosen = select_groups(layout, [organization.counts()], floor=5, few=5)
            best += len(chosen.published) / SEEDS
        print(f"{n:>7} {may:>13.1f} {greedy:>8.1f} {best:>8.1f}")  # noqa: T201  # a figure to show
        assert best >= greedy


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "groups"), [(600, "12 departments and five more attributes"), (6_000, "500 groups")]
)
def test_gate_of_a_wave_with_forty_items_takes_seconds(people: int, groups: str) -> None:
    levels = LEVELS if people == 600 else (500,)
    draw = random.Random(1)
    names = tuple(f"attribute {place}" for place in range(len(levels)))
    labels = [tuple(f"{draw.randrange(size)}" for size in levels) for _ in range(people)]
    declared = declared_groups(names, labels)
    atoms = [declared.atom_by_labels[row] for row in labels]
    dimensions = [f"dimension {place}" for place in range(6)]
    items = [f"item {place}" for place in range(40)]
    subjects = [Subject("", dict(Counter(atoms)))]
    values: dict[str, dict[str, list[float]]] = {}
    for key in [*dimensions, *items]:
        given = [atom for atom in atoms if draw.random() < 0.95]
        subjects.append(Subject(key, dict(Counter(given))))
        values[key] = {}
        for atom in given:
            values[key].setdefault(atom, []).append(draw.choice((0, 25, 50, 75, 100)))
    candidates = [
        Candidate(
            CellAddress(Statistic.DIMENSION_MEAN, key, group.segment),
            len(given),
            float(np.mean(given)) if given else None,
        )
        for key in [*dimensions, *items]
        for group in declared.groups
        if key in dimensions or group.segment.is_whole
        for given in ([value for atom in group.atoms for value in values[key].get(atom, ())],)
    ]

    seconds = cpu_seconds(
        lambda: publishable(
            candidates, groups=declared.groups, subjects=subjects, thresholds=Thresholds()
        )
    )
    layout = Layout(declared.groups)
    shown = np.ones(len(layout.groups), dtype=np.bool_)
    counts = [layout.counts_of([subject.counts]) for subject in subjects]
    floor = cpu_seconds(lambda: [list(exposed_sets(layout, shown, one, 5)) for one in counts])

    print(  # noqa: T201  # a figure to show
        f"\n{groups}, {people:,} people, 6 dimensions and 40 items, {len(candidates):,} figures: "
        f"{seconds:.1f} s, {seconds / floor:.1f} times the row-space check of {floor:.1f} s"
    )
    assert len(candidates) > 40

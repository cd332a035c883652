"""Histograms that fit every figure of an item, where shares are told as bands. AT-30."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import ceil, floor

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from surveys.disclosure.cube import Bound, CellAddress, Cube, Published, Statistic, Thresholds
from surveys.instruments.format import Instrument
from surveys.instruments.reader import read_instrument
from surveys.scoring.bands import LOWER_EDGES
from surveys.sealing.separation import AnswerRow
from surveys.tabulation.wave import WaveAnswers, tabulate_wave
from surveys.tabulation.whole_wave import SCENARIO, TIPPING_DELTA
from tests.attacks.made_up_waves import Person, tabulate
from tests.attacks.test_cube_attacks import ends_of, fits
from tests.surveys.factories import INSTRUMENT

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

ADVICE = {"promoters": 9, "passives": 7, "detractors": 3}
"""An answer of each kind to whether one would recommend it, 0 to 10."""

Told = Mapping[CellAddress, Published]


def told_of(cube: Cube, subject: str) -> Told:
    return {
        cell.address: cell.outcome
        for cell in cube.cells
        if cell.address.subject == subject and isinstance(cell.outcome, Published)
    }


def advised(counts: Mapping[str, int]) -> Told:
    """What is told where so many would recommend it, hesitate, or would not."""
    draw = random.Random(sum(counts.values()))
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    people = [
        Person(
            f"person {number}",
            {},
            {"willing": draw.randint(1, 5), "rules": draw.randint(1, 5), "advice": ADVICE[kind]},
        )
        for number, kind in enumerate(kinds)
    ]
    return told_of(tabulate(people, []).cube, "advice")


def possible_advice(n: int, told: Told) -> Iterator[Mapping[str, int]]:
    """All numbers of promoters, passives and detractors that fit, the net's interval included."""
    for promoters in range(n + 1):
        for detractors in range(n + 1 - promoters):
            counts = {
                "promoters": promoters,
                "passives": n - promoters - detractors,
                "detractors": detractors,
            }
            if all(fits_advice(counts, address, figure) for address, figure in told.items()):
                yield counts


def fits_advice(counts: Mapping[str, int], address: CellAddress, figure: Published) -> bool:
    n = sum(counts.values())
    net = (counts["promoters"] - counts["detractors"]) / n
    if address.statistic is Statistic.ADVOCACY_SHARE:
        low, high = ends_of(figure, 1.0, 0.005)
        return low - 1e-9 <= counts[address.category] / n <= high + 1e-9
    if address.statistic is not Statistic.ADVOCACY_NET:
        return True
    if figure.low is not None and figure.high is not None:
        variance = (counts["promoters"] + counts["detractors"]) / n - net**2
        told = (figure.high - figure.low) / 2
        # normal or t, of n or n - 1: a reader knows which; either way within six percent
        half = 1.96 * (variance / n) ** 0.5
        if not 0.94 * half - 0.005 <= told <= 1.06 * half + 0.005:
            return False
    return abs(net - figure.value) <= 0.005 + 1e-9


@pytest.mark.parametrize("n", [12, 24, 40, 90, 150])
@pytest.mark.parametrize("promoters", [0, 1])
def test_at_30_net_of_advocacy_does_not_count_a_banded_share(n: int, promoters: int) -> None:
    """Promoters minus detractors, beside the detractors, would be the promoters."""
    detractors = round(0.6 * n)
    told = advised(
        {
            "promoters": promoters,
            "passives": n - promoters - detractors,
            "detractors": detractors,
        }
    )
    share = told[CellAddress(Statistic.ADVOCACY_SHARE, "advice", category="promoters")]
    net = CellAddress(Statistic.ADVOCACY_NET, "advice")

    possible = list(possible_advice(n, told))

    assert share.bound is Bound.AT_MOST
    assert net in told, "the headline is told"
    assert len({one["promoters"] for one in possible}) >= 3


# --- agreement, reliability and intervals of dimensions of one or two items -----------------------


def form_of(items: int) -> Instrument:
    """The tiny questionnaire with so many items on readiness."""
    head, *_items = INSTRUMENT.split("[[items]]")
    asked = [
        f'[[items]]\nkey = "i{place}"\ndimension = "core"\ntext = {{en = "One", de = "Eins"}}\n'
        for place in range(items)
    ]
    rest = '[[items]]\nkey = "rules"\ndimension = "trust"\ntext = {en = "Two", de = "Zwei"}\n'
    return read_instrument("".join([head, *asked, rest]), source="test")


def leaning_cube(items: int, n: int, seed: int) -> Cube:
    """Nearly all agree, a few do not."""
    draw = random.Random(seed)
    lean = ((1, 2, 5, 9, 4), (0.3, 1, 2, 9, 9), (0.2, 0.3, 0.5, 5, 9))[seed % 3]
    rows = []
    for _ in range(n):
        stance = draw.choices(range(1, 6), lean)[0]
        answers = {
            f"i{place}": min(5, max(1, stance + (draw.choice((-1, 0, 0, 1)) if place else 0)))
            for place in range(items)
        }
        rows.append({**answers, "rules": draw.randint(1, 5)})
    return cube_of_rows(rows, items)


def cube_of_rows(rows: Sequence[Mapping[str, int]], items: int, *, silent: int = 0) -> Cube:
    """What is published of these answers, and of so many people who gave none."""
    wave = WaveAnswers(
        instrument=form_of(items),
        rows=[AnswerRow(row, {}) for row in rows],
        comments=[],
        expectations=[],
        earlier={},
        invited=len(rows) + silent,
        reporting_dimensions=(),
        thresholds=Thresholds(),
        keeps_rows=False,
    )
    return tabulate_wave(wave).cube


def possible_counts(n: int, told: Told) -> Ints:
    """Histograms of an item that fit its shares and its mean, one a row."""
    least, most = [0] * 5, [n] * 5
    for address, figure in told.items():
        if address.statistic is Statistic.POINT_SHARE:
            low, high = ends_of(figure, 1.0, 0.005)
            place = int(address.category) - 1
            least[place], most[place] = ceil(low * n - 1e-6), floor(high * n + 1e-6)
    ranges = (range(low, high + 1) for low, high in zip(least[:4], most[:4], strict=True))
    four = np.array(list(product(*ranges)))
    counts = np.column_stack([four, n - four.sum(axis=1)])
    counts = counts[(counts[:, 4] >= least[4]) & (counts[:, 4] <= most[4])]
    return counts[[fits(tuple(map(int, row)), told) for row in counts]]


def deviation(counts: Ints) -> Floats:
    """Mean distance from the mean, scale points."""
    points, n = np.arange(1, 6), counts.sum(axis=1)
    mean = counts @ points / n
    return np.asarray((counts * np.abs(points - mean[:, None])).sum(axis=1) / n)


def variance(counts: Ints) -> Floats:
    """In squared points of 0 to 100."""
    points, n = 25 * np.arange(5), counts.sum(axis=1)
    mean = counts @ points / n
    return np.asarray((counts * (points - mean[:, None]) ** 2).sum(axis=1) / (n - 1))


def told_variance(n: int, items: int, core: Told) -> tuple[float, float]:
    """What interval and reliability tell of the variances of the items together.

    SE² = s²/n · (1 − α), as everybody answered; α = k/(k − 1) · (1 − Σ variances/(k² · s²)).
    """
    if items == 1:  # the interval of a single item is not held back: see what is not promised
        return 0.0, np.inf
    mean = core.get(CellAddress(Statistic.DIMENSION_MEAN, "core"))
    alpha = core.get(CellAddress(Statistic.RELIABILITY, "core"))
    if mean is None or mean.low is None or mean.high is None or alpha is None:
        return 0.0, np.inf
    half = (mean.high - mean.low) / 2
    quantile = float(stats.t.ppf(0.975, n - 1))
    found = []
    for end in (max(half - 0.05, 0.01), half + 0.05):
        squared = n * (end / quantile) ** 2
        for one in (alpha.value - 0.005, min(alpha.value + 0.005, 0.999)):
            whole = squared / (1 - max(0.0, one))
            found.append(items**2 * whole * (1 - one * (items - 1) / items))
    return min(found) - 1e-6, max(found) + 1e-6


def possible_pairs(n: int, items: int, cube: Cube) -> tuple[list[Ints], Mask]:
    """Histograms of each item, and which of them go together."""
    core = told_of(cube, "core")
    alone = [possible_counts(n, told_of(cube, f"i{place}")) for place in range(items)]
    if items == 1:
        alone.append(np.zeros((1, 5), dtype=np.int64))
    go = np.ones((len(alone[0]), len(alone[1])), dtype=bool)

    def together(of: Callable[[Ints], Floats]) -> Floats:
        parts = [of(one) if one.any() else np.zeros(1) for one in alone]
        return np.asarray(parts[0][:, None] + parts[1][None, :])

    for address, figure in core.items():
        if address.statistic is Statistic.DIMENSION_MEAN:
            low, high = ends_of(figure, 100.0, 0.05)
            total = together(lambda one: 25 * (one @ np.arange(5)) / n) / items
        elif address.statistic is Statistic.AGREEMENT_DISTANCE:
            low, high = ends_of(figure, 4.0, 0.005)
            total = together(deviation) / items
        else:
            continue
        go &= (total >= low - 1e-9) & (total <= high + 1e-9)
    low, high = told_variance(n, items, core)
    total = together(variance)
    return alone, go & (total >= low) & (total <= high)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("items", "n"), [(1, 30), (1, 60), (1, 80), (1, 120), (2, 30), (2, 60)])
def test_at_30_no_spread_counts_the_answers_in_a_band(items: int, n: int, seed: int) -> None:
    """Agreement, and reliability beside the interval, are sums over the histograms of the items."""
    cube = leaning_cube(items, n, seed)
    alone, go = possible_pairs(n, items, cube)
    bands = 0
    for place in range(items):
        rows = go.any(axis=1 - place)
        for address, figure in told_of(cube, f"i{place}").items():
            if address.statistic is not Statistic.POINT_SHARE or figure.bound is Bound.EXACT:
                continue
            column = int(address.category) - 1
            by_shares_alone = set(alone[place][:, column])
            left = set(alone[place][rows][:, column])
            bands += 1
            assert len(left) >= min(3, len(by_shares_alone)), (address, figure, left)
    assert bands > 0


@pytest.mark.parametrize("seed", range(3))
def test_at_30_no_band_probability_tells_an_interval_that_is_withheld(seed: int) -> None:
    """The probability of a band is where its edge lies in the interval."""
    core = told_of(leaning_cube(2, 20, seed), "core")
    mean = core[CellAddress(Statistic.DIMENSION_MEAN, "core")]

    assert mean.low is None
    assert not [address for address in core if address.statistic is Statistic.BAND_PROBABILITY]


# --- what follows from the score ------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_at_30_what_silent_people_could_change_follows_from_the_score_as_told(seed: int) -> None:
    """How far one silent person of sixty-one would have to be away is the score, sixty-one-fold."""
    draw = random.Random(seed)
    rows = [
        {"i0": draw.randint(3, 5), "i1": draw.randint(2, 5), "rules": draw.randint(2, 5)}
        for _ in range(60)
    ]
    cube = cube_of_rows(rows, 2, silent=1)
    score = cube.at(CellAddress(Statistic.ORGANIZATION_SCORE, "ors"))
    told = {
        category: cube.at(CellAddress(Statistic.NONRESPONSE, "ors", category=category))
        for category in (TIPPING_DELTA, SCENARIO)
    }

    assert isinstance(score, Published)
    edge = max(edge for edge in LOWER_EDGES.values() if edge <= score.value)
    reckoned = {TIPPING_DELTA: 61 * (score.value - edge), SCENARIO: score.value - 10 / 61}
    for category, figure in told.items():
        assert isinstance(figure, Published)
        assert figure.value == pytest.approx(reckoned[category], abs=0.051)

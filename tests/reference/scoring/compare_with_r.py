"""Prints how far this package's figures are from R's on the same answers; the docs show the table.

python -m tests.reference.scoring.compare_with_r
"""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from surveys.scoring.analysis import analyze_responses
from surveys.scoring.drivers import Drivers, rank_drivers
from surveys.scoring.effects import cliffs_delta, hedges_g
from surveys.scoring.multiplicity import benjamini_hochberg
from surveys.scoring.raking import Raked, rake
from surveys.scoring.record import analysis_record
from surveys.scoring.results import Effect
from surveys.scoring.shares import wilson_share
from surveys.scoring.shrinkage import share_between_groups, shrink_published
from tests.surveys.scoring.waves import (
    REFERENCE_DIMENSIONS,
    instrument,
    reference_answers,
    reference_values,
    value_of,
)

Pair = tuple[str, str, object, object]
"""Family, R package, ours, R's."""

OF_DIMENSIONS = {
    "mean": ("mean and standard deviation", "stats"),
    "sd": ("mean and standard deviation", "stats"),
    "alpha": ("α", "psych"),
    "omega": ("ω, one factor by maximum likelihood", "stats::factanal"),
    "rwg_j": ("r_wg(j)", "multilevel"),
    "rwg_j_star": ("r*_wg(j)", "multilevel"),
    "a_wg": ("a_wg", "multilevel"),
    "ad_mean": ("AD, mean and median", "multilevel"),
    "ad_median": ("AD, mean and median", "multilevel"),
}


def deviations() -> dict[tuple[str, str], float]:
    """Largest absolute deviation by family and R package."""
    largest: dict[tuple[str, str], float] = {}
    for family, package, ours, theirs in _pairs(reference_values()):
        difference = np.abs(np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float))
        largest[family, package] = max(largest.get((family, package), 0.0), float(difference.max()))
    return largest


def _pairs(expected: dict[str, Any]) -> Iterator[Pair]:
    answers = reference_answers()
    found: Any = analysis_record(analyze_responses(answers, instrument(REFERENCE_DIMENSIONS)))
    for key, theirs in expected["dimensions"].items():
        ours = found["dimensions"][key]
        for name, (family, package) in OF_DIMENSIONS.items():
            yield family, package, ours[name], theirs[name]
        yield "Feldt interval", "stats", [ours["alpha_low"], ours["alpha_high"]], theirs["feldt"]
        yield (
            "item-rest correlation",
            "psych",
            list(ours["item_rest"].values()),
            theirs["item_rest"],
        )
    composite, ors = expected["composite"], found["ors"]
    yield (
        "ORS and its interval",
        "stats",
        [ors["score"], ors["se"]],
        [composite["mean"], composite["se"]],
    )
    yield "ORS and its interval", "stats", [ors["low"], ors["high"]], composite["interval"]
    yield "Mosier's reliability", "stats", ors["reliability"], composite["reliability"]
    yield from _units(found["groups"]["team"]["dimensions"]["core"], expected["units"])
    yield from _shown_units(expected["units_shown"])
    yield from _two_groups(expected["two_groups"])
    yield from _others(expected)


def _units(ours: Any, theirs: dict[str, Any]) -> Iterator[Pair]:
    yield (
        "ICC(1), ICC(2)",
        "multilevel",
        [ours["icc1"], ours["icc2"]],
        [theirs["icc1"], theirs["icc2"]],
    )
    shrunken = [ours["units"][unit]["shrunken"] for unit in theirs["shrunken"]]
    yield "shrunken means", "lme4", shrunken, list(theirs["shrunken"].values())


def _shown_units(theirs: dict[str, Any]) -> Iterator[Pair]:
    """From what is published of shown teams: mean, n, and the spread of their answers."""
    answers = reference_answers()
    points = (answers.values[:, :4].mean(axis=1) - 1) * 25
    teams = answers.groups["team"]
    means = [float(points[teams == team].mean()) for team in theirs["shrunken"]]
    sizes = [int((teams == team).sum()) for team in theirs["shrunken"]]
    share = share_between_groups(means, sizes, theirs["spread"])
    drawn = shrink_published(means, sizes, value_of(share))
    yield "share between shown groups", "multilevel", value_of(share), theirs["icc1"]
    yield "shrunken means of shown groups", "lme4", drawn, list(theirs["shrunken"].values())


def _two_groups(theirs: dict[str, Any]) -> Iterator[Pair]:
    answers = reference_answers()
    points = (answers.values[:, :4].mean(axis=1) - 1) * 25
    is_first = np.isin(answers.groups["team"], ["t0", "t1", "t2"])
    first, second = points[is_first], points[~is_first]
    effect = hedges_g(
        (first.mean(), second.mean()),
        (first.var(ddof=1), second.var(ddof=1)),
        (len(first), len(second)),
    )
    assert isinstance(effect, Effect)
    ours = [effect.value, effect.low, effect.high]
    yield (
        "Hedges' g, exact interval",
        "stats",
        ours,
        [theirs["hedges_g"], *theirs["hedges_interval"]],
    )
    delta = cliffs_delta(
        *np.unique(first, return_counts=True), *np.unique(second, return_counts=True)
    )
    yield "Cliff's δ", "stats", value_of(delta), theirs["cliffs_delta"]


def _others(expected: dict[str, Any]) -> Iterator[Pair]:
    answers = reference_answers()
    theirs = expected["drivers"]
    drivers = rank_drivers(
        tuple(theirs["keys"]), answers.values[:, 4:], answers.values[:, :4].mean(axis=1), seed=1
    )
    assert isinstance(drivers, Drivers)
    by_key = {driver.key: driver for driver in drivers.drivers}
    for name, family in (("johnson", "Johnson's weights"), ("lmg", "LMG")):
        yield family, "stats", [getattr(by_key[key], name) for key in theirs["keys"]], theirs[name]
    share = wilson_share(37 / 120, 120)
    yield "Wilson interval", "stats", [share.low, share.high], expected["wilson_37_of_120"]
    p_values = {str(place): p for place, p in enumerate((0.001, 0.02, 0.03, 0.04, 0.5, 0.011))}
    adjusted = list(benjamini_hochberg(p_values).values())
    yield "Benjamini and Hochberg", "stats", adjusted, expected["benjamini_hochberg"]
    half = np.where(np.isin(answers.groups["team"], ["t0", "t1", "t2"]), "a", "b")
    role = np.where(np.arange(1, 121) % 3 == 0, "lead", "staff")
    headcounts = {"half": {"a": 70, "b": 80}, "role": {"lead": 30, "staff": 120}}
    raked = rake({"half": half, "role": role}, headcounts, floor=5)
    assert isinstance(raked, Raked)
    cells = np.char.add(np.char.add(half, " "), role)
    ours = [float(raked.weights[cells == cell][0]) for cell in expected["raking"]["weights"]]
    rs = [weight * 120 / 150 for weight in expected["raking"]["weights"].values()]
    yield "raking weights", "survey", ours, rs
    yield "Kish's effective n", "survey", raked.effective_n, expected["raking"]["effective"]


def main() -> None:
    """Print the table."""
    sys.stdout.write("| figure | R package | largest deviation |\n| --- | --- | --- |\n")
    for (family, package), deviation in deviations().items():
        sys.stdout.write(f"| {family} | {package} | {deviation:.0e} |\n")


if __name__ == "__main__":
    main()

"""A released wave in a few lines of text: shares with their bases, scores, groups."""

from collections.abc import Iterator

from surveys.disclosure.cube import WHOLE, Bound, CellAddress, Published, Statistic
from surveys.published import Estimate, Figure, PublishedItem, PublishedWave
from surveys.tabulation.reading import CubeReader

HIDDEN = "withheld"
_BOUND_SIGNS = {Bound.EXACT: "", Bound.AT_MOST: "≤ ", Bound.AT_LEAST: "≥ "}


def headline_lines(wave: PublishedWave, cube: CubeReader) -> Iterator[str]:
    """Lines for a terminal, read from published cells alone."""
    yield from _items(wave, cube)
    yield from _choices(wave, cube)
    yield from _dimensions(wave)
    yield from _groups(wave)
    published = sum(isinstance(outcome, Published) for outcome in cube.cells.values())
    yield f"{published:,} figures published, {len(cube.cells) - published:,} withheld"


def _items(wave: PublishedWave, cube: CubeReader) -> Iterator[str]:
    width = max([len(item.key) for item in wave.items], default=0)
    yield f"{'item':<{width}} {'n':>9} {'favorable':>10} {'neutral':>10} {'unfavorable':>12}"
    for item in wave.items:
        favorable, neutral, unfavorable = (
            _share(cube, Statistic.FAVORABILITY_SHARE, item.key, category)
            for category in ("favorable", "neutral", "unfavorable")
        )
        base = _base(item)
        yield f"{item.key:<{width}} {base:>9} {favorable:>10} {neutral:>10} {unfavorable:>12}"
    yield ""


def _base(item: PublishedItem) -> str:
    return "" if item.shares.n is None else f"{item.shares.n:,}"


def _share(cube: CubeReader, statistic: Statistic, subject: str, category: str) -> str:
    match cube.cells.get(CellAddress(statistic, subject, WHOLE, category)):
        case Published(bound=Bound.WITHIN, low=float(low), high=float(high)):
            return f"{low * 100:.0f} to {high * 100:.0f} %"
        case Published(value=value, bound=bound):
            return f"{_BOUND_SIGNS[bound]}{value * 100:.1f} %"
        case _:
            return HIDDEN


def _choices(wave: PublishedWave, cube: CubeReader) -> Iterator[str]:
    for choice in wave.choices:
        keys = [key for key, _text, _percent in choice.options]
        width = max(len(key) for key in keys)
        yield f"{choice.key}, n = {choice.n:,}"
        yield f"  {'':<{width}} {'share':>10} {'all others':>11}"
        for key in keys:
            share = _share(cube, Statistic.CHOICE_SHARE, choice.key, key)
            yield f"  {key:<{width}} {share:>10} {_others(cube, choice.key, key):>11}"
        yield ""


def _others(cube: CubeReader, item: str, option: str) -> str:
    """Share of those who chose any other option; nothing beside a band."""
    match cube.cells.get(CellAddress(Statistic.CHOICE_SHARE, item, WHOLE, option)):
        case Published(value=value, bound=Bound.EXACT):
            return f"{(1 - value) * 100:.1f} %"
        case _:
            return ""


def _dimensions(wave: PublishedWave) -> Iterator[str]:
    width = max([len(dimension.key) for dimension in wave.dimensions], default=0)
    yield "Scores, 0 to 100 with 95 % interval"
    for dimension in wave.dimensions:
        yield f"  {dimension.key:<{width}} {_score(dimension.score)}"
    yield ""


def _score(figure: Figure) -> str:
    if not isinstance(figure, Estimate):
        return HIDDEN
    interval = "" if figure.low is None else f" ({figure.low:.1f} to {figure.high:.1f})"
    return f"{_value(figure)}{interval}, n = {figure.n:,}"


def _groups(wave: PublishedWave) -> Iterator[str]:
    for dimension in dict.fromkeys(group.reporting_dimension for group in wave.groups):
        groups = [group for group in wave.groups if group.reporting_dimension == dimension]
        width = max(len(dimension), *(len(group.level) for group in groups))
        keys = [one.key for one in wave.dimensions]
        yield f"{dimension:<{width}} {'n':>9} " + " ".join(f"{key:>14.14}" for key in keys)
        for group in groups:
            count = HIDDEN if group.n is None else f"{group.n:,}"
            scores = " ".join(f"{_value(group.scores[key]):>14}" for key in keys)
            yield f"{group.level:<{width}} {count:>9} {scores}"
        yield ""


def _value(figure: Figure) -> str:
    if not isinstance(figure, Estimate):
        return HIDDEN
    return f"{_BOUND_SIGNS[figure.bound]}{figure.value:.1f}"

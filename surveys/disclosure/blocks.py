"""Merging the levels of two dimensions so that no crossing of the merged levels is small.

Each dimension keeps some levels as they are and merges the rest into one block. The choice keeps
as many levels as possible: exact where the smaller dimension has at most ten levels, else over
its levels from the largest down.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

MAX_LEVELS_ENUMERATED = 10  # 1,024 subsets of kept levels
MAX_EXTRA_MERGED = 3

Block = tuple[str, ...]
Table = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Blocks:
    """For each dimension: level to the sorted levels that it is reported with."""

    first: Mapping[str, Block]
    second: Mapping[str, Block]


def choose_blocks(table: Table, floor: int) -> Blocks:
    """Choose the levels that stand alone.

    Parameters
    ----------
    table
        Respondents by combination of levels; absent combinations have none.
    floor
        N: every crossing of two blocks has no respondent or at least this many.
    """
    firsts = {first for first, _ in table}
    seconds = {second for _, second in table}
    if len(firsts) < len(seconds):
        turned = {(second, first): n for (first, second), n in table.items()}
        swapped = choose_blocks(turned, floor)
        return Blocks(first=swapped.second, second=swapped.first)
    best: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    best_score = -1
    for kept_seconds in _subsets_from_large(table):
        most = len(firsts) + len(kept_seconds)
        if most <= best_score:
            continue
        second_of = _blocks(seconds, kept_seconds)
        kept_firsts = _kept_firsts(table, second_of, floor)
        score = -1 if kept_firsts is None else len(kept_firsts) + len(kept_seconds)
        if kept_firsts is not None and score > best_score:
            best, best_score = (kept_firsts, kept_seconds), score
    return Blocks(first=_blocks(firsts, best[0]), second=_blocks(seconds, best[1]))


def _subsets_from_large(table: Table) -> Iterator[frozenset[str]]:
    totals: Counter[str] = Counter()
    for (_, second), n in table.items():
        totals[second] += n
    by_size = sorted(totals, key=lambda level: (-totals[level], level))
    for size in range(len(by_size), -1, -1):
        if len(by_size) <= MAX_LEVELS_ENUMERATED:
            yield from (frozenset(kept) for kept in combinations(by_size, size))
        else:
            yield frozenset(by_size[:size])


def _blocks(levels: Iterable[str], kept: frozenset[str]) -> dict[str, Block]:
    merged = tuple(sorted(set(levels) - kept))
    return {level: (level,) if level in kept else merged for level in levels}


def _kept_firsts(table: Table, second_of: Mapping[str, Block], floor: int) -> frozenset[str] | None:
    """Levels of the first dimension that may stand alone; None where the rest stays small."""
    rows: dict[str, Counter[Block]] = {}
    for (first, second), n in table.items():
        rows.setdefault(first, Counter())[second_of[second]] += n
    large = sorted(first for first, row in rows.items() if _is_large(row, floor))
    small: Counter[Block] = Counter()
    for first in rows.keys() - set(large):
        small.update(rows[first])
    for extra in _extras(large, rows):
        merged = small.copy()
        for first in extra:
            merged.update(rows[first])
        if _is_large(merged, floor):
            return frozenset(large) - set(extra)
    return None


def _extras(large: list[str], rows: Mapping[str, Counter[Block]]) -> Iterator[tuple[str, ...]]:
    """Levels to merge though they could stand alone: few and small ones first, at last all."""
    by_size = sorted(large, key=lambda first: (rows[first].total(), first))
    for size in range(min(MAX_EXTRA_MERGED, len(by_size)) + 1):
        yield from combinations(by_size, size)
    yield tuple(by_size)


def _is_large(row: Counter[Block], floor: int) -> bool:
    return all(n >= floor for n in row.values() if n)

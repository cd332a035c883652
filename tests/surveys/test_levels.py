"""Levels that are too small to be invited under their own name."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.levels import OTHER_LEVEL, merge_small_levels


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ({"a": 5, "b": 5}, set()),
        ({"a": 9, "b": 4}, {"a", "b"}),
        ({"a": 9, "b": 4, "c": 1}, {"b", "c"}),
        ({"a": 9, "b": 6, "": 2}, {"b", ""}),
        ({"": 7, "a": 7}, {""}),
        ({"a": 3}, {"a"}),
        ({}, set()),
    ],
)
def test_levels_under_the_minimum_are_merged(counts: dict[str, int], merged: set[str]) -> None:
    levels = list(Counter(counts).elements())

    names = merge_small_levels(levels, minimum=5)

    assert names == {level: OTHER_LEVEL if level in merged else level for level in counts}


@given(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=60), st.integers(5, 12))
def test_every_level_that_remains_has_enough_people(levels: list[str], minimum: int) -> None:
    names = merge_small_levels(levels, minimum=minimum)

    sizes = Counter(names[level] for level in levels)
    assert len(sizes) <= 1 or min(sizes.values()) >= minimum

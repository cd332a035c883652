from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.disclosure.participation import (
    Bucket,
    ParticipationStep,
    Partition,
    participation_buckets,
    participation_step,
    partition_of,
    shown_answers,
)


def test_small_departments_share_a_bucket_of_twice_the_threshold() -> None:
    buckets = participation_buckets({"it": 30, "law": 6, "hr": 4}, floor=5)

    assert buckets == (Bucket(("it",), 30), Bucket(("hr", "law"), 10))


def test_one_small_department_takes_the_smallest_large_one_along() -> None:
    buckets = participation_buckets({"it": 30, "sales": 12, "hr": 4}, floor=5)

    assert buckets == (Bucket(("it",), 30), Bucket(("hr", "sales"), 16))


def test_small_company_shows_no_bucket_at_all() -> None:
    assert participation_buckets({"it": 5, "hr": 4}, floor=5) == ()


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=12), st.integers(5, 9))
def test_buckets_never_overlap_and_never_fall_below_twice_the_threshold(
    invited: dict[str, int], floor: int
) -> None:
    buckets = participation_buckets(invited, floor=floor)

    levels = [level for bucket in buckets for level in bucket.levels]
    assert len(levels) == len(set(levels))
    assert all(bucket.invited >= 2 * floor for bucket in buckets)
    assert all(bucket.invited == sum(invited[one] for one in bucket.levels) for bucket in buckets)
    left_out = sum(invited.values()) - sum(bucket.invited for bucket in buckets)
    assert left_out == 0 or not buckets


@pytest.mark.parametrize(
    ("answered", "low", "high"),
    [(0, 0, 10), (1, 0, 10), (9, 0, 10), (10, 10, 20), (99, 90, 100), (100, 90, 100)],
)
def test_rate_is_told_in_steps_of_ten_with_closed_ends(answered: int, low: int, high: int) -> None:
    assert participation_step(answered, 100) == ParticipationStep(low, high)


def test_more_answers_than_invitations_are_refused() -> None:
    with pytest.raises(ValueError, match="11 of 10"):
        participation_step(11, 10)


def test_every_change_of_the_shown_count_covers_at_least_n_answers() -> None:
    shown, series = 0, []
    for answered in range(41):
        shown = shown_answers(shown, answered, floor=5)
        series.append(shown)

    steps = {later - earlier for earlier, later in pairwise(series)}
    assert steps == {0, 5}


def test_first_dimension_with_two_buckets_is_the_only_one_told() -> None:
    people = [{"site": "Bonn", "level": str(place % 2)} for place in range(24)]

    partition = partition_of(people, ["site", "level"], floor=5)

    assert partition == Partition("level", (Bucket(("0",), 12), Bucket(("1",), 12)))
    assert [partition.place_of(one) for one in people[:2]] == [0, 1]


def test_without_two_buckets_the_whole_wave_is_one() -> None:
    assert partition_of([{}] * 10, [], floor=5) == Partition("", (Bucket((), 10),))
    assert partition_of([{}] * 9, [], floor=5) is None


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=10, max_size=80))
def test_buckets_of_the_partition_hold_everybody_once(levels: list[str]) -> None:
    people = [{"team": level} for level in levels]

    partition = partition_of(people, ["team"], floor=5)

    assert partition is not None
    places = [partition.place_of(one) for one in people]
    held = [places.count(place) for place in range(len(partition.buckets))]
    assert held == [bucket.invited for bucket in partition.buckets]
    assert min(held) >= 10

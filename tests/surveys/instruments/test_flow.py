"""Who is asked what, on which page, in which order; and what an author may not write."""

from collections import Counter

import pytest

from surveys.instruments.flow import asked_items, in_reading_order, pages
from surveys.instruments.problems import InstrumentInvalid
from surveys.instruments.reader import read_instrument, shipped_instruments
from surveys.instruments.writer import write_instrument

BRANCHING = """
key = "branching"
version = "1"
scale_points = 5
languages = ["en"]
[[dimensions]]
key = "core"
core = true
weight = 0.5
[[dimensions]]
key = "tools"
weight = 0.5
[[blocks]]
key = "mixed"
shuffled = true
[[items]]
key = "uses"
kind = "choice"
text = "Does your team use AI?"
options = ["yes", "no"]
[[items]]
key = "willing"
dimension = "core"
block = "mixed"
text = "People here want it."
[[items]]
key = "able"
dimension = "core"
block = "mixed"
text = "People here can do it."
[[items]]
key = "lasting"
dimension = "core"
block = "mixed"
text = "People here will go on."
[[items]]
key = "fit"
dimension = "tools"
show_if = { item = "uses", answers = ["yes"] }
text = "The tools fit the work."
[[items]]
key = "why_not"
kind = "open"
show_if = { item = "uses", answers = ["no"] }
text = "What keeps people from it?"
[[items]]
key = "advice"
kind = "advocacy"
show_if = { item = "fit", answers = [4, 5] }
text = "Would you recommend it?"
"""
INSTRUMENT = read_instrument(BRANCHING, source="branching.toml")


def keys(items: object) -> list[str]:
    return [item.key for item in items]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, ["uses", "willing", "able", "lasting"]),
        ({"uses": "yes"}, ["uses", "willing", "able", "lasting", "fit"]),
        ({"uses": "no"}, ["uses", "willing", "able", "lasting", "why_not"]),
        ({"uses": "yes", "fit": "4"}, ["uses", "willing", "able", "lasting", "fit", "advice"]),
        ({"uses": "yes", "fit": 5}, ["uses", "willing", "able", "lasting", "fit", "advice"]),
        ({"uses": "na"}, ["uses", "willing", "able", "lasting"]),
    ],
)
def test_answers_decide_what_is_asked(given: dict[str, object], asked: list[str]) -> None:
    assert keys(asked_items(INSTRUMENT, given)) == asked


def test_answer_left_on_a_branch_not_taken_asks_nothing() -> None:
    """Back and change: “fit” was answered before “uses” became “no”."""
    assert "advice" not in keys(asked_items(INSTRUMENT, {"uses": "no", "fit": "5"}))


def test_page_ends_where_a_condition_needs_its_answer() -> None:
    assert [keys(page) for page in pages(INSTRUMENT)] == [
        ["uses", "willing", "able", "lasting"],
        ["fit", "why_not"],
        ["advice"],
    ]


@pytest.mark.parametrize("instrument", shipped_instruments(), ids=lambda one: one.key)
def test_shipped_instruments_stand_on_one_page(instrument: object) -> None:
    assert len(pages(instrument)) == 1
    assert asked_items(instrument, {}) == instrument.items


def test_shuffled_block_stays_in_place_and_changes_its_order() -> None:
    orders = Counter(
        tuple(keys(in_reading_order(INSTRUMENT.items, INSTRUMENT, seed))) for seed in range(600)
    )

    assert len(orders) == 6
    assert all(order[0] == "uses" and order[4:] == ("fit", "why_not", "advice") for order in orders)
    assert min(orders.values()) > 60  # 100 expected, standard deviation 9


def test_same_seed_gives_the_same_order() -> None:
    first = in_reading_order(INSTRUMENT.items, INSTRUMENT, 17)

    assert in_reading_order(INSTRUMENT.items, INSTRUMENT, 17) == first


def test_branches_and_blocks_survive_writing() -> None:
    assert read_instrument(write_instrument(INSTRUMENT), source="again") == INSTRUMENT


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('item = "uses", answers = ["no"]', 'item = "nowhere", answers = ["no"]', "No earlier"),
        ('item = "uses", answers = ["no"]', 'item = "advice", answers = [3]', "No earlier item"),
        ('answers = ["no"]', 'answers = ["maybe"]', "'maybe' is no answer to 'uses'"),
        ('answers = ["no"]', "answers = []", "No answer is named"),
        ("answers = [4, 5]", "answers = [7]", "7 is no answer to 'fit'"),
        ('block = "mixed"\ntext = "People here can', 'text = "People here can', "is torn"),
        ('key = "mixed"', 'key = "other"', "There is no block 'mixed'"),
        (
            'dimension = "core"\nblock = "mixed"\ntext = "People here want',
            (
                'dimension = "core"\nblock = "mixed"\n'
                'show_if = { item = "uses", answers = ["yes"] }\n'
                'text = "People here want'
            ),
            "Only some of its items have a branch",
        ),
        ('kind = "choice"\n', 'kind = "choice"\nrotates = true\n', "The item 'uses' rotates"),
    ],
)
def test_what_would_break_flow_or_score_is_named(old: str, new: str, words: str) -> None:
    assert old in BRANCHING

    with pytest.raises(InstrumentInvalid, match=words):
        read_instrument(BRANCHING.replace(old, new, 1), source="broken.toml")


def test_core_dimension_is_asked_of_everybody() -> None:
    text = BRANCHING.replace(
        'dimension = "core"\n',
        'dimension = "core"\nshow_if = { item = "uses", answers = ["yes"] }\n',
    )

    with pytest.raises(InstrumentInvalid, match="The core dimension depends on an answer"):
        read_instrument(text, source="broken.toml")


def test_fingerprint_knows_branches() -> None:
    other = BRANCHING.replace("answers = [4, 5]", "answers = [5]")

    assert read_instrument(other, source="x").fingerprint != INSTRUMENT.fingerprint

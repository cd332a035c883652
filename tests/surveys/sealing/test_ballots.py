import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.sealing.ballots import Ballot, UnreadableBallot, decode_ballot, encode_ballot

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ANSWERS = st.none() | st.integers(0, 10) | TEXTS
BALLOTS = st.builds(
    Ballot,
    answers=st.dictionaries(TEXTS, ANSWERS, max_size=6),
    comments=st.dictionaries(TEXTS, TEXTS, max_size=3),
    labels=st.dictionaries(TEXTS, TEXTS, max_size=3),
)


@given(BALLOTS)
def test_any_ballot_is_read_back_as_it_was(ballot: Ballot) -> None:
    assert decode_ballot(encode_ballot(ballot)) == ballot


def test_order_of_answering_leaves_no_trace() -> None:
    forward = Ballot({"q1": 1, "q2": 2}, {}, {"level": "staff", "department": "law"})
    backward = Ballot({"q2": 2, "q1": 1}, {}, {"department": "law", "level": "staff"})

    assert encode_ballot(forward) == encode_ballot(backward)


def test_answers_are_not_printed() -> None:
    ballot = Ballot({"q1": 1}, {"open": "secret words"}, {"department": "law"})

    assert repr(ballot) == "Ballot()"


@pytest.mark.parametrize("answer", [1.5, True, ["a"], {"a": 1}, b"x"])
def test_answer_of_a_wrong_kind_is_refused(answer: object) -> None:
    ballot = Ballot({"q1": answer}, {}, {})  # type: ignore[dict-item]  # the fault under test

    with pytest.raises(UnreadableBallot):
        encode_ballot(ballot)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnreadableBallot, match="surrogate"):
        encode_ballot(Ballot({}, {"open": "\ud83d"}, {}))


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"answers":{},"comments":{}}',
        b'{"answers":{},"comments":{},"labels":{},"cast_at":"2026-01-01"}',
        b'{"answers":{"q1":1.0},"comments":{},"labels":{}}',
        b'{"answers":{}, "comments":{},"labels":{}}',
        b'{"answers":[],"comments":{},"labels":{}}',
        b'{"answers":{},"comments":{"open":1},"labels":{}}',
    ],
)
def test_bytes_that_are_no_canonical_ballot_are_refused(encoded: bytes) -> None:
    with pytest.raises(UnreadableBallot):
        decode_ballot(encoded)

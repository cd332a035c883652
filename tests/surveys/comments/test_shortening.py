"""A reviewer can only take words out, and every gap shows."""

import pytest

from surveys.comments.shortening import AddsText, NothingLeft, shortened

COMMENT = "In Kiel the tool is not good, ask the two of us."


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        (COMMENT, COMMENT),
        ("In Kiel the tool is good, ask the two of us.", None),
        ("the tool is not good,", "[…] the tool is not good, […]"),
        ("In [place] the tool is not good,", "In [place] the tool is not good, […]"),
        ("In [place], the tool is not good, […]", "In [place], the tool is not good, […]"),
        ("In Kiel the tool is ask the two of us.", "In Kiel the tool is […] ask the two of us."),
        ("  In\n Kiel   the tool ", "In Kiel the tool […]"),
    ],
)
def test_words_are_left_out_and_gaps_are_marked(edited: str, expected: str | None) -> None:
    expected = expected or "In Kiel the tool is […] good, ask the two of us."

    assert shortened(COMMENT, edited) == expected


@pytest.mark.parametrize(
    "edited",
    [
        "In Kiel the tool is very good.",
        "good, is the tool",
        "In Kiel the tool is excellent",
        "In Hamburg the tool is not good,",
        "[hacked] In Kiel",
    ],
)
def test_nothing_can_be_put_in(edited: str) -> None:
    with pytest.raises(AddsText):
        shortened(COMMENT, edited)


@pytest.mark.parametrize("edited", ["", "   ", "[…]", "[name] [place]"])
def test_something_of_the_comment_must_stay(edited: str) -> None:
    with pytest.raises(NothingLeft):
        shortened(COMMENT, edited)


def test_placeholder_that_redaction_put_there_stays_a_word_of_the_comment() -> None:
    assert shortened("Ask [name] about it.", "Ask [name] about it.") == "Ask [name] about it."


def test_missing_not_cannot_be_hidden() -> None:
    assert shortened("I do not like it", "I do like it") == "I do […] like it"

"""What the typesetter adds to a text, and what it leaves alone."""

import pytest

from reports.rendering.typesetting import typeset


@pytest.mark.parametrize(
    ("typed", "set_text"),
    [
        ("the people&#x27;s score", "the people’s score"),
        ("l'organisation", "l’organisation"),
        ("&#x27;quoted&#x27;", "&#x27;quoted&#x27;"),
        ("after 820 ms, each", "after 820\N{NO-BREAK SPACE}ms, each"),
        ("49 % der Antworten", "49\N{NO-BREAK SPACE}% der Antworten"),
        ("USD 812 over 4 years", "USD\N{NO-BREAK SPACE}812 over 4 years"),
        ("8 × NVIDIA H100 SXM 80 GB", "8 × NVIDIA H100 SXM 80\N{NO-BREAK SPACE}GB"),
        ("5 messages", "5 messages"),
    ],
)
def test_text_between_tags_is_set(typed: str, set_text: str) -> None:
    assert typeset(f"<p>{typed}</p>") == f"<p>{set_text}</p>"


def test_tags_stay_as_they_are() -> None:
    tag = "<img alt=\"the people's 8 ms\" src='a'>"

    assert typeset(f"<p>{tag}</p>") == f"<p>{tag}</p>"

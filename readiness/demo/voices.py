"""What people of the demo company write: comments of known tone and theme, in two languages."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

COMMENT_SHARE = 0.3
"""Share of the respondents who write something under an open question."""


@dataclass(frozen=True)
class Voice:
    """One comment. `theme` is a key of the codebook, empty where the text speaks of none."""

    item: str
    language: str
    tone: str
    theme: str
    text: str


@cache
def voices() -> tuple[Voice, ...]:
    """Every comment that the demo knows."""
    text = resources.files("readiness.demo").joinpath("comments.tsv").read_text("utf-8")
    return tuple(Voice(**row) for row in csv.DictReader(text.splitlines(), delimiter="\t"))


CRY_FOR_HELP = (
    "My manager yelled at me in front of everybody when my prototype failed. Since then I keep "
    "quiet about what does not work."
)
"""One person of a wave writes this; it goes to the person of trust and nowhere else."""


def draw_comments(
    items: Sequence[str], languages: Sequence[str], rng: np.random.Generator
) -> list[dict[str, str]]:
    """Comments by open item, one dictionary per person, in the person's language."""
    drawn: list[dict[str, str]] = [{} for _language in languages]
    for item in items:
        known = {language: _texts(item, language) for language in sorted(set(languages))}
        for comments, language in zip(drawn, languages, strict=True):
            texts = known[language]
            if texts and rng.random() < COMMENT_SHARE:
                comments[item] = texts[int(rng.integers(len(texts)))]
    return drawn


def _texts(item: str, language: str) -> list[str]:
    return [voice.text for voice in voices() if voice.item == item and voice.language == language]

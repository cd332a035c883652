"""The glossary has every word of the house once, in the order of the alphabet."""

import pytest

from tests.docs.pages import page

WORDS = """
agreement (within group), air-gapped, alignment, answer, assessment, audience, break-even, CapEx,
cell, cohort, comment, complementary suppression, cube, data residency, decode, dimension, envelope,
expectation, favorability, gap, GPU pool, initiative, instrument, invitation, item, KV cache, OpEx,
organizational readiness (ORS), participation, placement, prefill, release, reliability, respondent,
response, reversed, scale point, segment, site, sovereignty, suppression, survey, TCO,
technical readiness, theme, throughput, tone, TPOT, TTFT, verdict, VRAM, wave, weights, workload
"""
HEADERS = {"term", "---"}


def sections() -> dict[str, list[str]]:
    """Terms by heading."""
    found: dict[str, list[str]] = {}
    for part in page("reference/glossary.md").prose.split("\n## ")[1:]:
        cells = [line.split("|")[1].strip() for line in part.splitlines() if line.startswith("|")]
        found[part.splitlines()[0]] = [cell for cell in cells if cell not in HEADERS]
    return found


def test_every_word_of_the_house_is_explained() -> None:
    explained = {term for terms in sections().values() for term in terms}

    assert {word.strip() for word in WORDS.replace("\n", " ").split(",")} - explained == set()


def test_every_term_is_explained_once() -> None:
    explained = [term for terms in sections().values() for term in terms]

    assert [term for term in explained if explained.count(term) > 1] == []


@pytest.mark.parametrize("heading", sections())
def test_terms_stand_in_alphabetical_order(heading: str) -> None:
    terms = sections()[heading]

    assert terms
    assert terms == sorted(terms, key=str.casefold)

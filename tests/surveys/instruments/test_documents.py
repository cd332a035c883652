"""The reference pages say what the code does."""

import re
from pathlib import Path

from surveys.instruments.codebook import render_codebook
from surveys.instruments.reader import read_instrument, shipped_instruments

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def test_codebook_page_is_current():
    page = (REFERENCE / "codebook.md").read_text(encoding="utf-8")

    assert page == render_codebook(shipped_instruments())


def test_example_of_the_format_page_is_a_valid_instrument():
    page = (REFERENCE / "instrument_format.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)

    assert [item.key for item in read_instrument(example, source="page").items] == ["rules", "why"]

"""The page of `score_responses` names every field that the command writes, and no other."""

import io
import json
import re
from collections.abc import Iterator

import numpy as np
import pytest
from django.core.management import call_command

from surveys.instruments.format import Instrument, ItemKind
from surveys.instruments.reader import read_instrument
from surveys.instruments.shipped import shipped_source
from tests.docs.pages import page

KEYED = {
    "band_probabilities": "<band>",
    "dimensions": "<key>",
    "items": "<key>",
    "item_rest": "<item>",
    "groups": "<column>",
    "units": "<name>",
    "advocacy": "<item>",
    "choices": "<item>",
    "counts": "<option>",
}
"""Objects whose names come from the input, and how the page writes them."""

CHOICE = """
[[items]]
key = "use"
kind = "choice"
text = { en = "Site", de = "Standort", fr = "Site", es = "Sede", it = "Sede", pt = "Local" }
options = ["1", "2", "3", "4", "5"]
"""
"""The shipped questionnaires have no choice item."""


@pytest.fixture(name="written", scope="module")
def fixture_written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("score_responses")
    source = f"{shipped_source('ai_readiness')}\n{CHOICE}"
    form = read_instrument(source, source="form.toml")
    (folder / "form.toml").write_text(source, encoding="utf-8")
    (folder / "answers.csv").write_text(made_up(form, 150), encoding="utf-8")
    (folder / "leaders.csv").write_text(made_up(form, 12), encoding="utf-8")
    out = io.StringIO()
    call_command(
        "score_responses",
        str(folder / "answers.csv"),
        f"--instrument={folder / 'form.toml'}",
        "--invited=400",
        f"--leaders={folder / 'leaders.csv'}",
        "--groups=site",
        "--json",
        stdout=out,
    )
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def made_up(form: Instrument, respondents: int) -> str:
    """Low answers that differ: intervals, gates, drivers, groups."""
    random = np.random.default_rng(3)
    items = [item for item in form.items if item.kind is not ItemKind.OPEN]
    lines = [",".join([*(item.key for item in items), "site"])]
    for row in range(respondents):
        stance = random.normal(1.8, 0.7)
        answers = np.clip(np.rint(random.normal(stance, 0.8, len(items))), 1, 5).astype(int)
        turned = [
            6 - answer if item.is_reversed else answer
            for item, answer in zip(items, answers, strict=True)
        ]
        lines.append(",".join([*map(str, turned), "ns"[row % 2]]))
    return "\n".join(lines) + "\n"


def names(value: object, path: str = "", parent: str = "") -> Iterator[str]:
    """Dotted names of all leaves, as the page writes them; reasons stand for their figure."""
    if isinstance(value, dict) and value:
        for name, part in value.items():
            written = KEYED.get(parent, str(name))
            inner = "" if parent in KEYED else str(name)
            yield from names(part, f"{path}.{written}" if path else written, inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from names(value[0], f"{path}[]")
    else:
        yield path.removesuffix("_reason")


def test_page_names_every_field_and_no_other(written: dict[str, object]) -> None:
    told = {
        name
        for row in page("reference/score_responses.md").rows()
        for name in re.findall(r"`([^`]+)`", row[0])
        if not name.startswith("--") and not name.endswith(".csv")
    }
    of_one_dimension = "groups.<column>.dimensions.<key>"
    found = {of_one_dimension if of_one_dimension in name else name for name in names(written)}

    assert sorted(told - found) == []
    assert sorted(found - told) == []

"""Made-up waves for the tests: a small instrument, and answers with known roles."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Dimension, Instrument, Item, ItemKind
from surveys.scoring.outcomes import Estimate, Figure
from surveys.scoring.responses import Responses

REFERENCE = Path(__file__).parents[2] / "reference" / "scoring"

READINESS = {
    "core": (0.2, 4),
    "direction": (0.1, 3),
    "ownership": (0.1, 3),
    "experimentation": (0.1, 3),
    "collaboration": (0.1, 3),
    "recognition": (0.1, 3),
    "safety": (0.1, 3),
    "capability": (0.1, 3),
    "trust": (0.1, 3),
}
"""Dimension to weight and number of items, as in the readiness instrument."""


def instrument(
    dimensions: dict[str, tuple[float, int]] = READINESS,
    *,
    core: str = "core",
    reversed_items: tuple[str, ...] = (),
    scale_points: int = 5,
    extra: tuple[Item, ...] = (),
) -> Instrument:
    """Instrument with items `core_1`, `core_2` and so on."""
    return Instrument(
        key="made_up",
        version="1",
        title={"en": "Made up"},
        scale_points=scale_points,
        languages=("en",),
        scale_labels={},
        dimensions=tuple(
            Dimension(key=key, weight=weight, is_core=key == core, name={"en": key})
            for key, (weight, _) in dimensions.items()
        ),
        items=(
            *(
                Item(
                    key=f"{key}_{number}",
                    kind=ItemKind.AGREEMENT,
                    text={"en": f"{key} {number}"},
                    dimension=key,
                    is_reversed=f"{key}_{number}" in reversed_items,
                )
                for key, (_, items) in dimensions.items()
                for number in range(1, items + 1)
            ),
            *extra,
        ),
        fingerprint="0" * 64,
    )


def answered(
    form: Instrument,
    rows: npt.ArrayLike,
    *,
    invited: int | None = None,
    groups: dict[str, list[str]] | None = None,
) -> Responses:
    """Responses to all agreement items of the instrument, one row per respondent."""
    keys = tuple(item.key for item in form.items_of(ItemKind.AGREEMENT))
    values = np.asarray(rows, dtype=np.float64).reshape(-1, len(keys))
    return Responses(
        items=keys,
        values=values,
        invited=len(values) if invited is None else invited,
        groups={name: np.array(labels) for name, labels in (groups or {}).items()},
    )


def random_answers(
    form: Instrument,
    n: int,
    *,
    mean: float = 3.2,
    seed: int = 1,
    missing: float = 0.0,
    shared: float = 0.5,
) -> npt.NDArray[np.float64]:
    """Rows of correlated answers around a mean; reversed items are answered the other way."""
    rng = np.random.default_rng(seed)
    climate = rng.normal(0.0, shared, n)
    columns = []
    for dimension in form.dimensions:
        facet = climate + rng.normal(0.0, 0.4, n)
        for item in form.scored_items(dimension.key):
            answer = np.round(mean + facet + rng.normal(0.0, 0.8, n))
            answer = np.clip(answer, 1, form.scale_points)
            columns.append(form.scale_points + 1 - answer if item.is_reversed else answer)
    rows = np.stack(columns, axis=1)
    rows[rng.random(rows.shape) < missing] = np.nan
    return rows


def reference_values() -> dict[str, Any]:
    """What R says of `reference_answers` (script and versions stand beside the file)."""
    values: dict[str, Any] = json.loads((REFERENCE / "reference.json").read_text())
    return values


def value_of(outcome: object) -> float:
    """The number of an outcome that must have one."""
    assert isinstance(outcome, Figure | Estimate)
    return outcome.value


REFERENCE_DIMENSIONS = {"core": (0.5, 4), "direction": (0.3, 3), "safety": (0.2, 3)}


def reference_answers(*, invited: int = 150) -> Responses:
    """The 120 made-up respondents in 8 teams that R has scored, too."""
    with (REFERENCE / "answers.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    form = instrument(REFERENCE_DIMENSIONS)
    keys = [item.key for item in form.items]
    return answered(
        form,
        [[float(row[key]) for key in keys] for row in rows],
        invited=invited,
        groups={"team": [row["team"] for row in rows]},
    )

"""Writes the page of methods from the docstrings: what is computed, by whose formula, an example.

python -m surveys.scoring.method_page > docs/reference/scoring_methods.md
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterator

from surveys.scoring import (
    agreement,
    alignment,
    alignment_index,
    band_probabilities,
    bands,
    careless,
    drivers,
    effects,
    favorability,
    gates,
    intervals,
    multiplicity,
    nonresponse,
    raking,
    reliability,
    shares,
    shrinkage,
    trends,
    units,
    weights,
)

_INTRODUCTION = """# Methods of the score

Written by `surveys/scoring/method_page.py` from the docstrings; a test compares. Figures in the
examples are run as tests. How to read the results stands in
[How to read this score](../explanation/how_to_read_the_score.md), what was checked against other
programs in [How the organization is scored](../explanation/scoring.md#checked-against-others).
"""

METHODS: tuple[tuple[str, tuple[Callable[..., object], ...]], ...] = (
    (
        "Intervals",
        (
            intervals.remaining_variance,
            intervals.mean_estimate,
            shares.wilson_share,
            shares.newcombe_difference,
            intervals.welch_df,
        ),
    ),
    ("Favorable answers", (favorability.favorability,)),
    (
        "Reliability",
        (
            reliability.cronbach_alpha,
            reliability.omega_total,
            reliability.item_rest_correlations,
            reliability.composite_reliability,
        ),
    ),
    (
        "Agreement",
        (agreement.rwg_j, agreement.rwg_j_star, agreement.a_wg, agreement.average_deviation),
    ),
    ("Groups", (units.score_units, shrinkage.share_between_groups, shrinkage.shrink_published)),
    ("Bands and gates", (bands.band_of, band_probabilities.read_band, gates.find_gates)),
    (
        "Leaders and workforce",
        (
            alignment.align,
            alignment.label_gap,
            alignment_index.alignment_index,
            effects.hedges_g,
            effects.cliffs_delta,
        ),
    ),
    ("Several comparisons at once", (multiplicity.benjamini_hochberg,)),
    ("Change between waves", (trends.compare_waves, trends.judge_changes)),
    ("Who did not answer", (nonresponse.assess_nonresponse, raking.rake)),
    ("Weights of the dimensions", (weights.weight_sensitivity, weights.geometric_mean)),
    ("Drivers", (drivers.rank_drivers, drivers.johnson_weights, drivers.lmg_shares)),
    ("Careless answers", (careless.find_careless, careless.longstring)),
)
"""Functions of the page by heading; the first line of a docstring names the figure."""

_SECTION = re.compile(r"^(Parameters|Returns|Raises|References|Examples)\n-+$", re.MULTILINE)


def render_methods() -> str:
    """The page as Markdown."""
    parts = [_INTRODUCTION]
    for heading, functions in METHODS:
        parts.append(f"## {heading}\n")
        for function in functions:
            parts += _method(function)
    return "\n".join(parts)


def _method(function: Callable[..., object]) -> Iterator[str]:
    """Name and place, what it is, who says so, an example."""
    module = function.__module__.rpartition(".")[2]
    description, sections = _sections(inspect.getdoc(function) or "")
    yield f"### `{module}.{function.__name__}`\n"
    yield f"{_in_lines(description)}\n"
    if "References" in sections:
        yield f"Source: {_in_lines(sections['References'])}\n"
    if "Examples" in sections:
        example = f"{_imports(function, sections['Examples'])}\n{sections['Examples']}"
        yield f"```python\n{example}\n\n```\n"


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    description, *rest = _SECTION.split(docstring)
    sections = dict(zip(rest[::2], (text.strip() for text in rest[1::2]), strict=True))
    return description.strip(), sections


def _imports(function: Callable[..., object], example: str) -> str:
    """What the example takes for granted inside its module."""
    module = sys.modules[function.__module__]
    used = sorted(set(re.findall(r"[A-Za-z_]\w*", example)) & vars(module).keys() - {"np"})
    lines = [f">>> from {module.__name__} import {', '.join(used)}"]
    return "\n".join([">>> import numpy as np", *lines] if "np." in example else lines)


def _in_lines(text: str) -> str:
    """Without the reST marks that Markdown does not know, and safe for it."""
    return text.replace("``", "`").replace("*", "\\*").replace("_", "\\_").replace("\\_\\_", "__")


if __name__ == "__main__":
    sys.stdout.write(render_methods())

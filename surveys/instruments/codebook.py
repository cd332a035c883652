"""Writes the codebook of the shipped instruments: what each item is meant to cover."""

from collections.abc import Iterable

from surveys.instruments.format import Instrument, Item

_INTRODUCTION = """# Codebook of the shipped instruments

Written by `surveys/instruments/codebook.py` from the instrument files; a test compares.

**Theory-based, not yet validated.** The items are our own wording. Facets follow published theory:
commitment and efficacy as readiness for change (Weiner 2009), psychological safety (Edmondson
1999), procedural justice for say and recognition (Colquitt 2001), climate for innovation (Anderson
and West 1998). No factor structure, no norms and no invariance across languages have been shown
yet; bands rest on the wording of the answers, not on a benchmark.

Referent of all agreement items is the group ("people here", "my team"), never the respondent alone.
Items marked (R) are reversed before scoring. Three items give screening values (reliability about
.40 to .70); the composite is the figure to use. Advocacy (0 to 10) and open questions stay outside
the score.
"""


def render_codebook(instruments: Iterable[Instrument]) -> str:
    """The codebook as Markdown, with English and German wording side by side."""
    return "\n".join([_INTRODUCTION, *(_instrument(instrument) for instrument in instruments)])


def _instrument(instrument: Instrument) -> str:
    rows = [_row(item, instrument) for item in instrument.items]
    return "\n".join(
        [
            f"## {instrument.title['en']} (`{instrument.key}`, version {instrument.version})",
            "",
            "| item | dimension (weight) | facet | English | German |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _row(item: Item, instrument: Instrument) -> str:
    weights = {dimension.key: dimension.weight for dimension in instrument.dimensions}
    dimension = (
        f"{item.dimension} ({weights[item.dimension]:.2f})"
        if item.dimension
        else f"none: {item.kind.value}"
    )
    mark = " (R)" if item.is_reversed else ""
    cells = (f"`{item.key}`{mark}", dimension, item.facet, item.text["en"], item.text["de"])
    return f"| {' | '.join(cells)} |"

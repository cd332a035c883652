"""Writes the codebook of the shipped instruments: what each item is meant to cover."""

from collections.abc import Iterable, Sequence

from surveys.instruments.format import Instrument, Item, ItemKind

_INTRODUCTION = """# Codebook of the shipped instruments

Written by `surveys/instruments/codebook.py` from the instrument files; a test compares.

**Theory-based, not yet validated.** The items are our own wording. Facets follow published theory:
commitment and efficacy as readiness for change (Weiner 2009), psychological safety (Edmondson
1999), procedural justice for say and recognition (Colquitt 2001), climate for innovation (Anderson
and West 1998). No factor structure, no norms and no invariance across languages have been shown
yet; bands rest on the wording of the answers, not on a benchmark. English is the source. The other
languages say the same in their own idiom; they have not been translated back by a second person.

Referent of all agreement items is the group ("people here", "my team"), never the respondent alone.
Items marked (R) are reversed before scoring. Items marked (T) take turns: each wave of a pulse asks
one of them, the next wave the next one. They stay outside the score, so that score and dimensions
compare the same items from wave to wave. Three items give screening values (reliability about
.40 to .70); the composite is the figure to use. Advocacy (0 to 10) and open questions stay outside
the score. Labels of the scale are idiomatic in each language: two disagree, one is in the middle,
two agree.
"""
_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
}
_BESIDE_THE_FACETS = ("en", "de")


def render_codebook(instruments: Iterable[Instrument]) -> str:
    """The codebook as Markdown: facets with two languages, then the others."""
    return "\n".join([_INTRODUCTION, *(_instrument(instrument) for instrument in instruments)])


def _instrument(instrument: Instrument) -> str:
    others = tuple(code for code in instrument.languages if code not in _BESIDE_THE_FACETS)
    return "\n".join(
        [
            f"## {instrument.title['en']} (`{instrument.key}`, version {instrument.version})",
            "",
            *_table(
                ("item", "dimension (weight)", "facet", *_named(_BESIDE_THE_FACETS)),
                (_facet_cells(item, instrument) for item in instrument.items),
            ),
            "",
            *_table(
                ("item", *_named(others)),
                ((f"`{item.key}`", *_texts(item, others)) for item in instrument.items),
            ),
            "",
            *_options(instrument),
            *_table(
                ("language", "title", "labels of the scale"),
                (
                    (
                        _NAMES[code],
                        instrument.title[code],
                        " · ".join(instrument.scale_labels[code]),
                    )
                    for code in instrument.languages
                ),
            ),
            "",
        ]
    )


def _options(instrument: Instrument) -> list[str]:
    """Options of the choice items, in every language; empty where there are none."""
    choices = instrument.items_of(ItemKind.CHOICE)
    if not choices:
        return []
    rows = [
        (
            f"`{item.key}`",
            *(" · ".join(one.text[code] for one in item.options) for code in instrument.languages),
        )
        for item in choices
    ]
    return [*_table(("options of", *_named(instrument.languages)), rows), ""]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def _named(languages: Sequence[str]) -> list[str]:
    return [_NAMES[code] for code in languages]


def _texts(item: Item, languages: Sequence[str]) -> list[str]:
    return [item.text[code] for code in languages]


def _facet_cells(item: Item, instrument: Instrument) -> tuple[str, ...]:
    weights = {dimension.key: dimension.weight for dimension in instrument.dimensions}
    dimension = (
        f"{item.dimension} ({weights[item.dimension]:.2f})"
        if item.dimension
        else f"none: {item.kind.value}"
    )
    mark = (" (R)" if item.is_reversed else "") + (" (T)" if item.rotates else "")
    return (f"`{item.key}`{mark}", dimension, item.facet, *_texts(item, _BESIDE_THE_FACETS))

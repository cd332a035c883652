"""Changes to an instrument as values: each gives a new one, which the reader checks as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.instruments.format import Block, Condition, Dimension, Instrument, Item, ItemKind

SHUFFLED = Block("shuffled", is_shuffled=True)
"""The block into which the editor puts items whose order changes by chance."""


def derived(base: Instrument, *, key: str, title: Mapping[str, str]) -> Instrument:
    """A copy under a key of its own, to be changed."""
    return replace(base, key=key, version="1", title=dict(title), import_mapping=None)


def blank(*, key: str, language: str, labels: Sequence[str]) -> Instrument:
    """The smallest questionnaire: one core dimension with one statement."""
    return Instrument(
        key=key,
        version="1",
        title={language: key},
        scale_points=len(labels),
        languages=(language,),
        scale_labels={language: tuple(labels)},
        dimensions=(Dimension("core", 1.0, is_core=True, name={language: "core"}),),
        items=(Item("item_1", ItemKind.AGREEMENT, {language: "…"}, dimension="core"),),
        fingerprint="",
    )


def with_item(instrument: Instrument, item: Item, *, instead_of: str = "") -> Instrument:
    """The item added at the end, or in the place of another; conditions follow a new key."""
    if not instead_of:
        return _tidy(replace(instrument, items=(*instrument.items, item)))
    items = [item if one.key == instead_of else one for one in instrument.items]
    if item.key != instead_of:
        items = [_following(one, instead_of, item.key) for one in items]
    return _tidy(replace(instrument, items=tuple(items)))


def without_item(instrument: Instrument, key: str) -> Instrument:
    """The item left out, and the conditions that named it."""
    items = tuple(
        replace(item, show_if=None) if item.show_if and item.show_if.item == key else item
        for item in instrument.items
        if item.key != key
    )
    return _tidy(replace(instrument, items=items))


def moved_item(instrument: Instrument, key: str, step: int) -> Instrument:
    """The item one place up (-1) or down (1), as far as there is one."""
    items = list(instrument.items)
    place = next(index for index, item in enumerate(items) if item.key == key)
    target = place + step
    if 0 <= target < len(items):
        items[place], items[target] = items[target], items[place]
    return _tidy(replace(instrument, items=tuple(items)))


def with_dimensions(instrument: Instrument, dimensions: Sequence[Dimension]) -> Instrument:
    """Other dimensions; weights are brought to a sum of one."""
    total = sum(dimension.weight for dimension in dimensions) or 1.0
    even = tuple(
        replace(dimension, weight=round(dimension.weight / total, 9)) for dimension in dimensions
    )
    return replace(instrument, dimensions=even)


def with_languages(
    instrument: Instrument, title: Mapping[str, str], labels: Mapping[str, Sequence[str]]
) -> Instrument:
    """The instrument in the languages of its title.

    Texts of a new language begin as copies of the first language, for the author to translate.
    """
    languages = tuple(title)
    first = instrument.languages[0]

    def texts(known: Mapping[str, str]) -> dict[str, str]:
        return {code: known.get(code) or known[first] for code in languages}

    return replace(
        instrument,
        languages=languages,
        title=dict(title),
        scale_labels={
            code: tuple(labels.get(code) or instrument.scale_labels[first]) for code in languages
        },
        dimensions=tuple(replace(one, name=texts(one.name)) for one in instrument.dimensions),
        items=tuple(
            replace(
                item,
                text=texts(item.text),
                end_labels={
                    code: item.end_labels.get(code) or item.end_labels[first] for code in languages
                }
                if item.end_labels
                else {},
                options=tuple(replace(option, text=texts(option.text)) for option in item.options),
            )
            for item in instrument.items
        ),
    )


def _following(item: Item, old: str, new: str) -> Item:
    if item.show_if and item.show_if.item == old:
        return replace(item, show_if=Condition(new, item.show_if.answers))
    return item


def _tidy(instrument: Instrument) -> Instrument:
    """Blocks that items name, and no other."""
    named = {item.block for item in instrument.items if item.block}
    known = {block.key: block for block in instrument.blocks} | {SHUFFLED.key: SHUFFLED}
    return replace(instrument, blocks=tuple(known[key] for key in sorted(named & set(known))))

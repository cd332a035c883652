"""Reads the `[[items]]` of an instrument file."""

from surveys.instruments.format import Condition, Dimension, Item, ItemKind, Option
from surveys.instruments.nodes import Node

_ENTRIES = (
    *("key", "dimension", "reversed", "kind", "text", "options", "end_labels", "facet", "help"),
    *("block", "show_if", "rotates"),
)
_FEWEST_OPTIONS = 2
LONGEST_OPTION = 100
"""The key of an option is stored with every published share."""


def read_items(
    root: Node, languages: tuple[str, ...], dimensions: tuple[Dimension, ...]
) -> tuple[Item, ...]:
    """Read all items, noting faults on the way."""
    declared = {dimension.key for dimension in dimensions}
    items: dict[str, Item] = {}
    for node in root.tables("items"):
        item = _read_item(node, languages, declared)
        if item.key in items:
            remedy = "Give each item its own key."
            node.note("key", f"The key {item.key!r} is used twice.", remedy)
        items[item.key] = item
    if not items:
        root.note("items", "The instrument has no items.", "Add at least one [[items]] table.")
    _note_empty_dimensions(root, items, dimensions)
    return tuple(items.values())


def _read_item(node: Node, languages: tuple[str, ...], declared: set[str]) -> Item:
    node.expect(_ENTRIES)
    kind = _read_kind(node)
    return Item(
        key=node.key(),
        kind=kind,
        text=node.texts("text", languages),
        dimension=_read_dimension(node, kind, declared),
        is_reversed=_read_reversed(node, kind),
        options=_read_options(node, kind, languages),
        end_labels=_read_end_labels(node, kind, languages),
        facet=node.string("facet", default=""),
        help=_read_help(node, languages),
        block=node.string("block", default=""),
        show_if=_read_condition(node),
        rotates=node.boolean("rotates"),
    )


def _read_help(node: Node, languages: tuple[str, ...]) -> dict[str, str]:
    """Texts for leaders, in as many languages as there are."""
    if isinstance(node.raw("help"), str):
        return dict.fromkeys(languages[:1], node.string("help"))
    table = node.table("help")
    if table is None:
        return {}
    return {language: table.string(language) for language, _text in table.entries()}


def _read_condition(node: Node) -> Condition | None:
    table = node.table("show_if")
    if table is None:
        return None
    table.expect(("item", "answers"))
    answers = table.raw("answers")
    if not isinstance(answers, list) or not answers:
        table.note("answers", "No answer is named.", 'Write answers = ["yes"] or answers = [4, 5].')
        return None
    known = tuple(answer for answer in answers if isinstance(answer, int | str))
    return Condition(table.string("item"), known)


def _read_kind(node: Node) -> ItemKind:
    name = node.string("kind", default=ItemKind.AGREEMENT)
    try:
        return ItemKind(name)
    except ValueError:
        known = ", ".join(f'"{kind}"' for kind in ItemKind)
        node.note("kind", f"{name!r} is not a kind of item.", f"Use one of {known}.")
        return ItemKind.OPEN


def _read_dimension(node: Node, kind: ItemKind, declared: set[str]) -> str:
    dimension = node.string("dimension", default="")
    if dimension and dimension not in declared:
        remedy = f"Declare it in [[dimensions]], or use one of: {', '.join(sorted(declared))}."
        node.note("dimension", f"The dimension {dimension!r} is not declared.", remedy)
    if not dimension and kind is ItemKind.AGREEMENT:
        node.note("dimension", "An agreement item needs a dimension.", "Name its dimension.")
    return dimension


def _read_reversed(node: Node, kind: ItemKind) -> bool:
    is_reversed = node.boolean("reversed")
    if is_reversed and kind is not ItemKind.AGREEMENT:
        node.note(
            "reversed",
            f"Only an agreement item can be reversed, not one of kind {kind.value!r}.",
            "Remove the entry.",
        )
    return is_reversed


def _read_options(node: Node, kind: ItemKind, languages: tuple[str, ...]) -> tuple[Option, ...]:
    if kind is not ItemKind.CHOICE:
        if node.raw("options"):
            node.note("options", "Only a choice item has options.", 'Write kind = "choice".')
        return ()
    raw = node.raw("options")
    if isinstance(raw, list) and all(isinstance(entry, str) for entry in raw):
        options = [_plain_option(text, languages) for text in node.strings("options")]
    elif isinstance(raw, dict):
        options = _options_by_language(node, languages)
    else:
        options = [_read_option(option, languages) for option in node.tables("options")]
    if len(options) < _FEWEST_OPTIONS or not all(option.key for option in options):
        remedy = 'Write options = ["yes", "no"] or [[items.options]] tables with key and text.'
        node.note("options", "A choice item needs at least two options.", remedy)
    if long := [option.key for option in options if len(option.key) > LONGEST_OPTION]:
        message = f"The key {long[0][:40]!r}… has more than {LONGEST_OPTION} characters."
        remedy = "Write [[items.options]] tables with a short key and the text."
        node.note("options", message, remedy)
    if len({option.key for option in options}) < len(options):
        node.note("options", "Two options have the same key.", "Give each option its own key.")
    return tuple(options)


def _plain_option(text: str, languages: tuple[str, ...]) -> Option:
    return Option(text, dict.fromkeys(languages, text))


def _read_option(node: Node, languages: tuple[str, ...]) -> Option:
    node.expect(("key", "text"))
    key = node.string("key")
    return Option(key, node.texts("text", languages, default=key))


def _options_by_language(node: Node, languages: tuple[str, ...]) -> list[Option]:
    """Options as one list per language; the texts of the first language serve as keys."""
    table = node.table("options")
    if table is None or not languages:
        return []
    lists = {language: table.strings(language) for language in languages}
    if len({len(texts) for texts in lists.values()}) > 1:
        remedy = "List the same options in every language."
        node.note("options", "The languages have different numbers of options.", remedy)
        return []
    return [
        Option(key, {language: lists[language][place] for language in languages})
        for place, key in enumerate(lists[languages[0]])
    ]


def _read_end_labels(
    node: Node, kind: ItemKind, languages: tuple[str, ...]
) -> dict[str, tuple[str, str]]:
    table = node.by_language("end_labels", languages)
    if table is None:
        return {}
    if kind is not ItemKind.ADVOCACY:
        node.note("end_labels", "Only an advocacy item has end labels.", "Remove the entry.")
    labels: dict[str, tuple[str, str]] = {}
    for language in languages:
        match table.strings(language):
            case (low, high) if low and high:
                labels[language] = (low, high)
            case _:
                remedy = 'Write ["lowest", "highest"].'
                table.note(language, "Two labels are needed here.", remedy)
    return labels


def _note_empty_dimensions(
    root: Node, items: dict[str, Item], dimensions: tuple[Dimension, ...]
) -> None:
    asked = {item.dimension for item in items.values() if item.kind is ItemKind.AGREEMENT}
    for number, dimension in enumerate(dimensions, start=1):
        if dimension.weight > 0 and dimension.key not in asked:
            root.note(
                f"dimensions[{number}]",
                f"No agreement item belongs to the weighted dimension {dimension.key!r}.",
                "Add one, set its weight to 0, or remove the dimension.",
            )

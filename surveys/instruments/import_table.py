"""Reads the optional `[import]` table: where answers collected elsewhere stand in their file."""

from surveys.instruments.format import ColumnMapping, ImportMapping, Item, ItemKind
from surveys.instruments.nodes import Node

LONGEST_GROUPING = 100
"""Characters in the name of a reporting dimension."""
ADVOCACY_POINTS = range(11)
"""Advocacy is asked on 0..10."""

_NUMERIC_KINDS = (ItemKind.AGREEMENT, ItemKind.ADVOCACY)


def read_import_table(
    root: Node, items: tuple[Item, ...], scale_points: int
) -> ImportMapping | None:
    """Read the mapping, noting faults on the way; None when the file has none."""
    table = root.table("import")
    if table is None:
        return None
    table.expect(("columns", "groups", "missing"))
    by_key = {item.key: item for item in items}
    columns = [_read_column(node, by_key, scale_points) for node in table.tables("columns")]
    if not columns:
        table.note("columns", "No column is mapped.", "Add [[import.columns]] tables.")
    if len({column.item for column in columns}) < len(columns):
        table.note("columns", "An item is mapped twice.", "Map each item from one column.")
    missing = table.strings("missing") if table.has("missing") else ImportMapping.missing
    return ImportMapping(tuple(columns), _read_groups(table), missing)


def _read_groups(table: Node) -> dict[str, str]:
    node = table.table("groups")
    if node is None:
        return {}
    for name, _ in node.entries():
        node.note_length(name, name, LONGEST_GROUPING)
    return {name: node.string(name) for name, _ in node.entries()}


def _read_column(node: Node, items: dict[str, Item], scale_points: int) -> ColumnMapping:
    node.expect(("item", "column", "values", "no_answer"))
    key = node.string("item")
    item = items.get(key)
    if key and item is None:
        node.note("item", f"The instrument has no item {key!r}.", "Use the key of an item.")
    values: dict[str, int | str | None] = dict.fromkeys(node.strings("no_answer"))
    table = node.table("values")
    if table is not None:
        for text, value in table.entries():
            if item is None:
                continue
            answer = _answer(item, value, scale_points)
            if answer is not None:
                values[text.strip()] = answer
            else:
                remedy = _expected(item, scale_points)
                table.note(text, f"{value!r} is not an answer to {key!r}.", remedy)
    return ColumnMapping(key, node.string("column"), values)


def answer_range(item: Item, scale_points: int) -> range:
    """The whole numbers that answer an agreement or advocacy item."""
    return ADVOCACY_POINTS if item.kind is ItemKind.ADVOCACY else range(1, scale_points + 1)


def _answer(item: Item, value: object, scale_points: int) -> int | str | None:
    """The value if it answers the item, otherwise None."""
    if item.kind is ItemKind.CHOICE and isinstance(value, str):
        return value if value in {option.key for option in item.options} else None
    if item.kind in _NUMERIC_KINDS and isinstance(value, int) and not isinstance(value, bool):
        return value if value in answer_range(item, scale_points) else None
    return None


def _expected(item: Item, scale_points: int) -> str:
    match item.kind:
        case ItemKind.OPEN:
            return "An open item takes the text as it is; remove its values."
        case ItemKind.CHOICE:
            return f"Use one of: {', '.join(option.key for option in item.options)}."
        case _:
            points = answer_range(item, scale_points)
            return f"Use a whole number from {points[0]} to {points[-1]}."

"""Reads blocks and checks branches: what may depend on what, so that scores stay comparable."""

from collections.abc import Mapping

from surveys.instruments.format import Block, Condition, Dimension, Item, ItemKind
from surveys.instruments.import_table import answer_range
from surveys.instruments.nodes import Node
from surveys.instruments.problems import Problem


def read_blocks(root: Node) -> tuple[Block, ...]:
    """Read `[[blocks]]`, noting faults on the way."""
    blocks: dict[str, Block] = {}
    for node in root.tables("blocks"):
        node.expect(("key", "shuffled"))
        key = node.key()
        if key in blocks:
            node.note("key", f"The key {key!r} is used twice.", "Give each block its own key.")
        blocks[key] = Block(key, node.boolean("shuffled"))
    return tuple(blocks.values())


def check_flow(
    root: Node,
    items: tuple[Item, ...],
    dimensions: tuple[Dimension, ...],
    blocks: tuple[Block, ...],
    scale_points: int,
) -> None:
    """Note branches that point forward or nowhere, torn blocks, and dimensions asked by halves.

    A dimension is asked of a respondent whole or not at all: its mean needs two thirds of its
    items. The core dimension is asked of everybody, because without it there is no score.
    """
    _check_blocks(root, items, {block.key for block in blocks})
    earlier: dict[str, Item] = {}
    for number, item in enumerate(items, start=1):
        if item.show_if:
            _check_condition(root, number, item.show_if, earlier, scale_points)
        earlier[item.key] = item
    for dimension in dimensions:
        _check_dimension(root, items, dimension)


def _check_blocks(root: Node, items: tuple[Item, ...], known: set[str]) -> None:
    left: set[str] = set()
    before = ""
    for number, item in enumerate(items, start=1):
        if item.block and item.block not in known:
            remedy = f'Add [[blocks]] with key = "{item.block}".'
            root.note(f"items[{number}].block", f"There is no block {item.block!r}.", remedy)
        if item.block != before:
            left.add(before)
        if item.block and item.block in left:
            remedy = "Put the items of a block next to each other."
            root.note(f"items[{number}].block", f"The block {item.block!r} is torn.", remedy)
        before = item.block


def _check_condition(
    root: Node,
    number: int,
    condition: Condition,
    earlier: Mapping[str, Item],
    scale_points: int,
) -> None:
    place = f"items[{number}].show_if"
    asked = earlier.get(condition.item)
    if asked is None:
        remedy = "Name an item that stands before this one."
        root.note(place, f"No earlier item has the key {condition.item!r}.", remedy)
        return
    possible = _possible_answers(asked, scale_points)
    for answer in condition.answers:
        if answer not in possible:
            shown = ", ".join(str(one) for one in possible) or "an item that is not an open one"
            root.note(place, f"{answer!r} is no answer to {asked.key!r}.", f"Use {shown}.")
    if asked.rotates:
        remedy = "Let an item decide that every wave asks."
        root.note(place, f"The item {asked.key!r} rotates.", remedy)


def _possible_answers(item: Item, scale_points: int) -> tuple[int | str, ...]:
    match item.kind:
        case ItemKind.OPEN:
            return ()
        case ItemKind.CHOICE:
            return tuple(option.key for option in item.options)
        case _:
            return tuple(answer_range(item, scale_points))


def _check_dimension(root: Node, items: tuple[Item, ...], dimension: Dimension) -> None:
    scored = [item for item in items if _is_scored(item, dimension.key)]
    conditions = {item.show_if for item in scored}
    problems: list[Problem] = []
    place = f"dimensions.{dimension.key}"
    if len(conditions) > 1:
        remedy = "Give all its items the same show_if, or none."
        problems.append(Problem(place, "Only some of its items have a branch.", remedy))
    if dimension.is_core and conditions - {None}:
        remedy = "Ask the core dimension of everybody."
        problems.append(Problem(place, "The core dimension depends on an answer.", remedy))
    if scored and all(item.rotates for item in scored) and dimension.is_core:
        remedy = "Ask at least one core item in every wave."
        problems.append(Problem(place, "All core items rotate.", remedy))
    for problem in problems:
        root.note(problem.place, problem.message, problem.remedy)


def _is_scored(item: Item, dimension: str) -> bool:
    return item.kind is ItemKind.AGREEMENT and item.dimension == dimension

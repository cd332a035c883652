"""Writes an instrument as the TOML file that the reader takes, so that it can be exported."""

import json
from collections.abc import Iterable, Iterator, Mapping

from surveys.instruments.format import Block, Dimension, Instrument, Item, ItemKind

_DELETE = "\x7f"  # JSON leaves it as it is, TOML refuses it


def write_instrument(instrument: Instrument, *, comment: str = "") -> str:
    r"""The file of an instrument, without its import mapping.

    Parameters
    ----------
    instrument
        What is written. Reading the result gives the same instrument.
    comment
        Lines that stand above everything else.

    Examples
    --------
    >>> from surveys.instruments.reader import read_instrument
    >>> source = '''
    ... key = "two_questions"
    ... version = "1"
    ... scale_points = 5
    ... languages = ["en"]
    ... [[dimensions]]
    ... key = "trust"
    ... [[items]]
    ... key = "rules"
    ... dimension = "trust"
    ... text = "People here know the rules."
    ... '''
    >>> instrument = read_instrument(source, source="two_questions.toml")
    >>> read_instrument(write_instrument(instrument), source="copy") == instrument
    True
    """
    blocks = [
        _head(instrument, comment),
        _table("title", instrument.title),
        _lists("scale_labels", instrument.scale_labels),
        *(_dimension(dimension) for dimension in instrument.dimensions),
        *(_block(block) for block in instrument.blocks),
        *(_item(item) for item in instrument.items),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(instrument: Instrument, comment: str) -> str:
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    if lines:
        lines.append("")
    lines += [
        f"key = {_text(instrument.key)}",
        f"version = {_text(instrument.version)}",
        f"scale_points = {instrument.scale_points}",
        f"languages = {_list(instrument.languages)}",
    ]
    return "\n".join(lines)


def _dimension(dimension: Dimension) -> str:
    lines = [
        "[[dimensions]]",
        f"key = {_text(dimension.key)}",
        f"weight = {dimension.weight!r}",
    ]
    if dimension.is_core:
        lines.append("core = true")
    return "\n".join([*lines, _table("dimensions.name", dimension.name)])


def _block(block: Block) -> str:
    lines = ["[[blocks]]", f"key = {_text(block.key)}"]
    return "\n".join([*lines, "shuffled = true"] if block.is_shuffled else lines)


def _item(item: Item) -> str:
    return "\n".join(["[[items]]", *_item_lines(item)])


def _item_lines(item: Item) -> Iterator[str]:
    yield f"key = {_text(item.key)}"
    if item.kind is not ItemKind.AGREEMENT:
        yield f"kind = {_text(item.kind.value)}"
    if item.dimension:
        yield f"dimension = {_text(item.dimension)}"
    if item.is_reversed:
        yield "reversed = true"
    if item.facet:
        yield f"facet = {_text(item.facet)}"
    yield from _flow_lines(item)
    yield _table("items.text", item.text)
    if item.end_labels:
        yield _lists("items.end_labels", item.end_labels)
    if item.help:
        yield _table("items.help", item.help)
    for option in item.options:
        yield "[[items.options]]"
        yield f"key = {_text(option.key)}"
        yield _table("items.options.text", option.text)


def _flow_lines(item: Item) -> Iterator[str]:
    if item.block:
        yield f"block = {_text(item.block)}"
    if item.rotates:
        yield "rotates = true"
    if item.show_if:
        answers = ", ".join(
            _text(answer) if isinstance(answer, str) else str(answer)
            for answer in item.show_if.answers
        )
        yield f"show_if = {{ item = {_text(item.show_if.item)}, answers = [{answers}] }}"


def _table(name: str, texts: Mapping[str, str]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_text(text)}" for key, text in texts.items())])


def _lists(name: str, lists: Mapping[str, Iterable[str]]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_list(texts)}" for key, texts in lists.items())])


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")

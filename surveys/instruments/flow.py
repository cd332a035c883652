"""Which items a respondent is asked, on which page, in which order. Nothing here is stored."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from surveys.instruments.format import Instrument, Item


def asked_items(instrument: Instrument, given: Mapping[str, object]) -> tuple[Item, ...]:
    """Items for somebody who has given these answers, in the order of the file.

    An item whose condition names an item that was not asked is not asked either.

    Parameters
    ----------
    instrument
        The questionnaire.
    given
        Item key to answer, as text or number; what is missing was not answered.
    """
    asked: dict[str, Item] = {}
    for item in instrument.items:
        if item.show_if is None or (
            item.show_if.item in asked
            and _text(given.get(item.show_if.item)) in map(_text, item.show_if.answers)
        ):
            asked[item.key] = item
    return tuple(asked.values())


def pages(instrument: Instrument) -> tuple[tuple[Item, ...], ...]:
    """The items page by page: a new page begins where a condition needs an answer of this one.

    Without branches everything stands on one page, so that nothing has to be loaded twice.
    """
    found: list[list[Item]] = [[]]
    for item in instrument.items:
        here = {one.key for one in found[-1]}
        if item.show_if and item.show_if.item in here:
            found.append([])
        found[-1].append(item)
    return tuple(tuple(page) for page in found)


def in_reading_order(items: Sequence[Item], instrument: Instrument, seed: int) -> tuple[Item, ...]:
    """The items with each shuffled block in an order of its own.

    Parameters
    ----------
    items
        Some of the instrument's items, in the order of the file.
    instrument
        It says which blocks are shuffled.
    seed
        Travels in the form, so that a page shown again has the same order.
    """
    shuffled = {block.key for block in instrument.blocks if block.is_shuffled}
    return tuple(_ordered(items, shuffled, seed))


def _ordered(items: Iterable[Item], shuffled: set[str], seed: int) -> Iterator[Item]:
    for block, members in groupby(items, key=lambda item: item.block):
        if block in shuffled:
            yield from sorted(members, key=lambda item: _lot(seed, item))
        else:
            yield from members


def _lot(seed: int, item: Item) -> bytes:
    """A place drawn by lot: neighboring seeds give unlike orders, one seed always the same."""
    return hashlib.sha256(f"{seed} {item.key}".encode()).digest()


def _text(answer: object) -> str:
    return "" if answer is None else str(answer)

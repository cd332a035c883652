"""Which items a wave of a pulse asks: the fixed ones always, those that rotate in turn."""

from collections import defaultdict

from surveys.instruments.format import Instrument


def items_of_turn(instrument: Instrument, turn: int) -> tuple[str, ...] | None:
    """Keys of the items that a wave asks; None where nothing rotates.

    Of the rotating items of a dimension (or of those outside the score) one is asked per wave, the
    next one in the next wave, and the first again after the last.

    Parameters
    ----------
    instrument
        The questionnaire with its pool.
    turn
        Number of the wave, from 1.

    Examples
    --------
    >>> from surveys.instruments.reader import read_instrument
    >>> pool = read_instrument('''
    ... key = "pulse"
    ... version = "1"
    ... scale_points = 5
    ... languages = ["en"]
    ... [[dimensions]]
    ... key = "trust"
    ... [[items]]
    ... key = "always"
    ... dimension = "trust"
    ... text = "a"
    ... [[items]]
    ... key = "odd"
    ... dimension = "trust"
    ... rotates = true
    ... text = "b"
    ... [[items]]
    ... key = "even"
    ... dimension = "trust"
    ... rotates = true
    ... text = "c"
    ... ''', source="pulse.toml")
    >>> [items_of_turn(pool, turn) for turn in (1, 2, 3)]
    [('always', 'odd'), ('always', 'even'), ('always', 'odd')]
    """
    pools: dict[str, list[str]] = defaultdict(list)
    for item in instrument.items:
        if item.rotates:
            pools[item.dimension].append(item.key)
    if not pools:
        return None
    drawn = {keys[(turn - 1) % len(keys)] for keys in pools.values()}
    return tuple(item.key for item in instrument.items if not item.rotates or item.key in drawn)

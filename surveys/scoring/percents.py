"""Counts as whole percents that sum to 100."""


def whole_percents(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Counts as whole percents that sum to 100, by largest remainder.

    Equal remainders are rounded up in the order given. All zero where there is no count.

    Examples
    --------
    >>> whole_percents((1, 1, 1))
    (34, 33, 33)
    """
    total = sum(counts)
    if total == 0:
        return tuple(0 for _ in counts)
    floors = [count * 100 // total for count in counts]
    by_remainder = sorted(
        range(len(counts)), key=lambda position: (-(counts[position] * 100 % total), position)
    )
    for position in by_remainder[: 100 - sum(floors)]:
        floors[position] += 1
    return tuple(floors)

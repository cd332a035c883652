"""Processor time of two pieces of work, measured side by side."""

import math
import time
from collections.abc import Callable

Work = Callable[[], object]


def best_seconds_in_turn(rounds: int, *works: Work) -> tuple[float, ...]:
    """Processor time of the fastest of several rounds of each, taken in turn.

    Others' load only ever adds, and in turn it falls on all of them.
    """
    best = [math.inf] * len(works)
    for _ in range(rounds):
        best = [min(least, _seconds(work)) for least, work in zip(best, works, strict=True)]
    return tuple(best)


def _seconds(work: Work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start

"""Bands of one width for shares that are few in kind and coarse by nature, such as tone.

The width follows from the number of comments alone, never from what they say: nobody learns
anything from which width was chosen. Counts are measured in halves, because a mixed comment
counts half to either side.
"""

from dataclasses import dataclass

from surveys.disclosure.rounding import POSSIBLE_COUNTS

STEPS = (10, 5, 4, 2)
"""Into how many equal steps 0..1 may be cut."""


@dataclass(frozen=True)
class StepBand:
    """One of `steps` equal parts of 0..1, by its place from 0.

    A share on the border of two steps belongs to the lower one: were it to the upper one, shares
    that all lie on borders would be known exactly, because they add up to 1.
    """

    place: int
    steps: int

    @property
    def low(self) -> float:
        """Where the step begins, 0..1."""
        return self.place / self.steps

    @property
    def high(self) -> float:
        """Where the step ends, 0..1."""
        return (self.place + 1) / self.steps

    def halves(self, answers: int) -> tuple[int, int]:
        """Fewest and most half answers, of so many whole ones, that lie in the step.

        Examples
        --------
        >>> StepBand(2, 10).halves(30), StepBand(0, 10).halves(30)
        ((13, 18), (0, 6))
        """
        below = self.place * 2 * answers // self.steps
        return (below + 1 if self.place else 0), (self.place + 1) * 2 * answers // self.steps


def steps_of(answers: int, told: int) -> int | None:
    """Number of steps for so many answers, or None where even halves are too fine.

    Of a partition into `told` shares and a rest, every share and the rest keep at least three
    possible counts, whatever the counts are: at most one whole answer is lost at the lower end of
    each share that is told, so a step of more than `told + 1` answers is wide enough.

    Examples
    --------
    >>> [steps_of(answers, told=2) for answers in (5, 10, 13, 16, 31, 500)]
    [None, 2, 4, 5, 10, 10]
    """
    least = POSSIBLE_COUNTS + told - 2
    return next((steps for steps in STEPS if answers > least * steps), None)


def band_in_steps(halves: int, answers: int, steps: int) -> StepBand:
    """Place a share, given in half answers, into its step.

    Examples
    --------
    >>> [band_in_steps(halves, 30, 10).place for halves in (0, 6, 7, 60)]
    [0, 0, 1, 9]
    """
    return StepBand(max(-(-halves * steps // (2 * answers)) - 1, 0), steps)

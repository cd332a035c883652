"""Random organizations for tests that attack the cube."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.disclosure.cohorts import Declaration, declared_groups

DIMENSIONS = ("department", "site", "grade", "contract")
LEVELS = (12, 5, 6, 3)


@dataclass(frozen=True)
class Organization:
    labels: tuple[tuple[str, ...], ...]
    declared: Declaration

    def counts(self, answered: Sequence[bool] | None = None) -> dict[str, int]:
        atoms = [self.declared.atom_by_labels[row] for row in self.labels]
        present = [True] * len(atoms) if answered is None else answered
        return dict(Counter(atom for atom, is_in in zip(atoms, present, strict=True) if is_in))


def make_organization(
    n: int, seed: int, cross: tuple[str, str] | None = ("department", "site")
) -> Organization:
    """People over four dimensions whose levels have very unequal sizes."""
    draw = random.Random(seed)
    labels = tuple(
        tuple(
            f"{dimension[0]}{min(int(draw.expovariate(3 / levels)), levels - 1)}"
            for dimension, levels in zip(DIMENSIONS, LEVELS, strict=True)
        )
        for _ in range(n)
    )
    return Organization(labels, declared_groups(DIMENSIONS, labels, cross=cross))

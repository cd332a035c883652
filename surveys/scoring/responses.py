"""The answers of one wave as an array: what every calculation of this package starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Responses:
    """Answers of one audience, respondents in rows and items in columns.

    Parameters
    ----------
    items
        Item keys, one per column.
    values
        Array of shape (respondents, items). Scale points as they were given (1..k, reversed
        items not yet turned), 0..10 for an advocacy item, the position (0, 1, ...) of the chosen
        option for a choice item; NaN where there is no answer.
    invited
        Number of people who could have answered, at least 0.
    groups
        Reporting dimension (for example `department`) to one label per respondent;
        the empty label means "not known".
    """

    items: tuple[str, ...]
    values: npt.NDArray[np.float64]
    invited: int
    groups: Mapping[str, npt.NDArray[np.str_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape[1] != len(self.items):
            raise ValueError(f"{len(self.items)} items do not fit an array {self.values.shape}.")
        if self.invited < 0:
            raise ValueError(f"Invited is {self.invited}; it cannot be negative.")
        for name, labels in self.groups.items():
            if labels.shape != (self.values.shape[0],):
                raise ValueError(f"Group {name} needs one label for each respondent.")

    @property
    def n(self) -> int:
        """Number of respondents, those who left every item out included."""
        return int(self.values.shape[0])

    @property
    def answered(self) -> int:
        """Number of respondents with at least one answer."""
        blank = np.arange(self.n)
        for column in self.values.T:
            blank = blank[np.isnan(column[blank])]
        return self.n - len(blank)

    def columns(self, keys: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """Answers to these items, in this order; an item that was not asked is all NaN."""
        index = {key: position for position, key in enumerate(self.items)}
        places = [index.get(key, -1) for key in keys]
        if places and -1 not in places and places == list(range(places[0], places[-1] + 1)):
            return self.values[:, places[0] : places[-1] + 1]
        picked = self.values[:, places]
        picked[:, [place == -1 for place in places]] = np.nan
        return picked

    def of(self, selected: npt.NDArray[np.bool_], *, invited: int) -> "Responses":
        """The selected respondents, as an audience of their own."""
        return Responses(
            items=self.items,
            values=self.values[selected],
            invited=invited,
            groups={name: labels[selected] for name, labels in self.groups.items()},
        )

"""What stands behind the score: drivers, how far scores spread, and careless answers.

All are figures of the whole wave from 100 respondents on.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from surveys.disclosure.cube import (
    Candidate,
    CellAddress,
    RespondentSet,
    Statistic,
    Thresholds,
)
from surveys.instruments.format import Instrument
from surveys.scoring.careless import find_careless
from surveys.scoring.dimensions import DimensionAnswers, read_dimensions
from surveys.scoring.drivers import drivers_of_readiness
from surveys.scoring.groups import respondent_scores
from surveys.scoring.outcomes import Figure, Undefined
from surveys.scoring.responses import Responses
from surveys.tabulation.whole_wave import ORGANIZATION

MOST_DRIVERS = 12
"""LMG fits every subset of the dimensions: 4,096 of twelve."""


def background_candidates(
    responses: Responses, instrument: Instrument, thresholds: Thresholds, *, seed: int
) -> Iterator[Candidate]:
    """Figures that explain or qualify the score."""
    if responses.n < thresholds.whole_wave:
        return
    answers = read_dimensions(responses, instrument)
    yield from _drivers(answers, seed)
    yield from _without_careless(responses, instrument, thresholds.distributions)
    composite = respondent_scores(answers, instrument)
    if not isinstance(composite, Undefined):
        yield from _spread(composite)


def _drivers(answers: Sequence[DimensionAnswers], seed: int) -> Iterator[Candidate]:
    if len(answers) > MOST_DRIVERS + 1:
        return
    found = drivers_of_readiness(answers, seed=seed)
    if isinstance(found, Undefined):
        return
    for driver in found.drivers:
        address = CellAddress(Statistic.DRIVER_WEIGHT, driver.key)
        yield Candidate(address, found.n, driver.lmg, driver.low, driver.high)


def _without_careless(
    responses: Responses, instrument: Instrument, smallest: int
) -> Iterator[Candidate]:
    """Nothing where those flagged, or those left, are too few to be told apart."""
    found = find_careless(responses, instrument)
    if isinstance(found, Undefined) or not isinstance(found.score_without, Figure):
        return
    if min(found.flagged, found.score_without.n) < smallest:
        return
    address = CellAddress(
        Statistic.ORGANIZATION_SCORE, ORGANIZATION, respondents=RespondentSet.UNFLAGGED
    )
    yield Candidate(address, found.score_without.n, found.score_without.value)


def _spread(composite: npt.NDArray[np.float64]) -> Iterator[Candidate]:
    """With the means of groups it tells how much of the differences lies between them."""
    given = composite[~np.isnan(composite)]
    if len(given) > 1:
        address = CellAddress(Statistic.SCORE_SPREAD, ORGANIZATION)
        yield Candidate(address, len(given), float(given.std(ddof=1)))

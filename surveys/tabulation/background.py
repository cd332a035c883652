"""What stands behind the score: drivers, the share of groups in it, and careless answers.

All are figures of the whole wave from 100 respondents on. Groups are the declared ones alone, so
that no finer label enters a published figure.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from surveys.disclosure.cube import (
    Candidate,
    CellAddress,
    Group,
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
from surveys.scoring.units import UNKNOWN_LABEL, score_units
from surveys.tabulation.whole_wave import ORGANIZATION

MOST_DRIVERS = 12
"""LMG fits every subset of the dimensions: 4,096 of twelve."""


def background_candidates(
    responses: Responses,
    instrument: Instrument,
    groups: Sequence[Group],
    atoms: Sequence[str],
    thresholds: Thresholds,
    *,
    seed: int,
) -> Iterator[Candidate]:
    """Figures that explain or qualify the score; `atoms` as in `group_candidates`."""
    if responses.n < thresholds.whole_wave:
        return
    answers = read_dimensions(responses, instrument)
    yield from _drivers(answers, seed)
    yield from _without_careless(responses, instrument, thresholds.distributions)
    composite = respondent_scores(answers, instrument)
    if not isinstance(composite, Undefined):
        yield from _shares_of_groups(composite, groups, atoms, thresholds.distributions)


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


def _shares_of_groups(
    composite: npt.NDArray[np.float64],
    groups: Sequence[Group],
    atoms: Sequence[str],
    smallest: int,
) -> Iterator[Candidate]:
    """ICC(1) by reporting dimension: the part of the score's variance that lies between groups."""
    atom_of_row = np.array(atoms, dtype=object)
    for dimension in dict.fromkeys(group.segment.dimension for group in groups):
        if not dimension:
            continue
        labels = np.full(len(composite), UNKNOWN_LABEL, dtype=object)
        for group in groups:
            members = np.isin(atom_of_row, list(group.atoms)) & ~np.isnan(composite)
            if group.segment.dimension == dimension and members.sum() >= smallest:
                labels[members] = group.segment.level
        found = score_units(composite, labels.astype(np.str_))
        if not isinstance(found, Undefined) and isinstance(found.icc1, Figure):
            address = CellAddress(Statistic.UNIT_VARIANCE, ORGANIZATION, category=dimension)
            yield Candidate(address, found.icc1.n, found.icc1.value)

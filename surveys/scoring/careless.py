"""Signs of answers given without reading. Nobody is dropped; the effect on the score is shown."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Instrument, ItemKind
from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.distributions import asked_items
from surveys.scoring.organization import compose, find_obstacle
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.responses import Responses

LONGSTRING_SHARE = 0.5
"""One same answer to half of all items in a row is a sign (Curran 2016)."""

FEWEST_ITEMS = 8
"""On a shorter form a row of equal answers is nothing unusual."""


@dataclass(frozen=True)
class Careless:
    """How many answered in one long row, and what the score would be without them.

    `longstring_limit` is the run length, in items, from which a respondent is counted;
    `mean_irv` is the mean standard deviation of a respondent's answers, in scale points.
    """

    n: int
    flagged: int
    longstring_limit: int
    mean_irv: Figure | Undefined
    score_without: Figure | Undefined
    difference: Figure | Undefined
    """Score without them minus score of all, points."""


def find_careless(responses: Responses, instrument: Instrument) -> Careless | Undefined:
    """Count respondents with long rows of one answer, and score the others.

    Parameters
    ----------
    responses, instrument
        The wave and its questionnaire. Items are taken in the instrument's order and as
        answered: whoever agrees with an item and with its reverse has not read them.

    References
    ----------
    Curran, P. G. (2016). Methods for the detection of carelessly invalid responses in survey
    data. Journal of Experimental Social Psychology 66, 4–19.
    """
    items = asked_items(responses, instrument, ItemKind.AGREEMENT)
    if len(items) < FEWEST_ITEMS:
        return Undefined(Reason.TOO_FEW_ITEMS, responses.n)
    answers = responses.columns(tuple(item.key for item in items))
    answered = ~np.isnan(answers).all(axis=1)
    if not answered.any():
        return Undefined(Reason.NO_ANSWERS, 0)
    limit = int(np.ceil(LONGSTRING_SHARE * len(items)))
    flagged = longstring(answers) >= limit
    variability = individual_variability(answers)
    varied = variability[~np.isnan(variability)]
    everyone = _score(responses, instrument)
    others = _score(responses.of(~flagged, invited=responses.invited), instrument)
    return Careless(
        n=int(answered.sum()),
        flagged=int(flagged.sum()),
        longstring_limit=limit,
        mean_irv=Figure(float(varied.mean()), len(varied))
        if len(varied)
        else Undefined(Reason.TOO_FEW_ANSWERS, int(answered.sum())),
        score_without=others,
        difference=_difference(others, everyone),
    )


def longstring(answers: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Longest row of equal answers of each respondent; a gap ends a row.

    Examples
    --------
    >>> longstring(np.array([[3.0, 3.0, 3.0, 1.0], [1.0, 2.0, np.nan, 2.0]])).tolist()
    [3, 1]
    """
    run = np.zeros(len(answers), dtype=np.int64)
    longest = run.copy()
    for position in range(answers.shape[1]):
        column = answers[:, position]
        given = ~np.isnan(column)
        repeats = given & (column == answers[:, position - 1]) if position else False
        run = np.where(repeats, run + 1, given)
        longest = np.maximum(longest, run)
    return longest


def individual_variability(answers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Standard deviation (n − 1) of each respondent's answers; NaN for fewer than two.

    References
    ----------
    Dunn, A. M. et al. (2018). Intra-individual response variability as an indicator of
    insufficient effort responding. Journal of Business and Psychology 33, 105–121.

    Examples
    --------
    >>> individual_variability(np.array([[1.0, 3.0, np.nan]])).round(4).tolist()
    [1.4142]
    """
    given = ~np.isnan(answers)
    count = given.sum(axis=1)
    mean = np.nansum(answers, axis=1) / np.maximum(count, 1)
    squares = np.nansum((answers - mean[:, np.newaxis]) ** 2, axis=1)
    variability = np.full(len(answers), np.nan)
    several = count > 1
    variability[several] = np.sqrt(squares[several] / (count[several] - 1))
    return variability


def _score(responses: Responses, instrument: Instrument) -> Figure | Undefined:
    dimensions = read_dimensions(responses, instrument)
    obstacle = find_obstacle(dimensions, instrument)
    if obstacle is not None:
        return obstacle
    composite = compose([part for part in dimensions if part.n])
    return Figure(composite.mean, composite.n)


def _difference(others: Figure | Undefined, everyone: Figure | Undefined) -> Figure | Undefined:
    if isinstance(everyone, Undefined):
        return everyone
    if isinstance(others, Undefined):
        return others
    return Figure(others.value - everyone.value, others.n)

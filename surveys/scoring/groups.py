"""Scores of the groups of one reporting dimension."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Instrument
from surveys.scoring.agreement import group_agreement
from surveys.scoring.dimensions import DimensionAnswers
from surveys.scoring.organization import MOST_MISSING_DIMENSIONS
from surveys.scoring.outcomes import Reason, Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import Agreement, GroupScores
from surveys.scoring.units import UNKNOWN_LABEL, score_units


def score_groups(
    column: str,
    responses: Responses,
    instrument: Instrument,
    dimensions: Sequence[DimensionAnswers],
) -> GroupScores:
    """All groups of one reporting dimension, by the whole score and by each dimension.

    Parameters
    ----------
    column
        Reporting dimension, a key of `responses.groups`.
    responses, instrument, dimensions
        The wave, its questionnaire and its answers by dimension.
    """
    labels = responses.groups[column]
    composite = respondent_scores(dimensions, instrument)
    return GroupScores(
        column=column,
        composite=composite if isinstance(composite, Undefined) else score_units(composite, labels),
        dimensions={
            answers.dimension.key: score_units(answers.of_respondents(), labels)
            for answers in dimensions
        },
        agreement=_agreement_by_label(labels, dimensions),
    )


def respondent_scores(
    dimensions: Sequence[DimensionAnswers], instrument: Instrument
) -> npt.NDArray[np.float64] | Undefined:
    """Weighted score of each respondent, points 0..100, for sums over groups only.

    The rule is that of the organization: the core must be answered and no more than two
    dimensions may be missing; the weights of the others are scaled to sum to 1.
    """
    core = {dimension.key for dimension in instrument.dimensions if dimension.is_core}
    if not core:
        return Undefined(Reason.NO_CORE_DIMENSION, 0)
    if not core <= {answers.dimension.key for answers in dimensions}:
        return Undefined(Reason.CORE_NOT_ANSWERED, 0)
    scores = np.stack([answers.of_respondents() for answers in dimensions], axis=1)
    weights = np.array([answers.dimension.weight for answers in dimensions])
    is_core = np.array([answers.dimension.key in core for answers in dimensions])
    given = ~np.isnan(scores)
    missing = len(instrument.dimensions) - given.sum(axis=1)
    total = given @ weights
    counts = given[:, is_core].all(axis=1) & (missing <= MOST_MISSING_DIMENSIONS) & (total > 0)
    weighted = np.nan_to_num(scores, nan=0.0) @ weights
    composite = np.full(len(total), np.nan)
    np.divide(weighted, total, out=composite, where=counts)
    return composite


def _agreement_by_label(
    labels: npt.NDArray[np.str_], dimensions: Sequence[DimensionAnswers]
) -> dict[str, Agreement | Undefined]:
    found: dict[str, Agreement | Undefined] = {}
    for label in np.unique(labels):
        if label == UNKNOWN_LABEL:
            continue
        members = labels == label
        histograms = [answers.patterns.of(members).histograms() for answers in dimensions]
        found[str(label)] = group_agreement(np.concatenate(histograms))
    return found

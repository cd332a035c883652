"""Tells whether a comment has good and bad beside each other."""

import math

from surveys.comments.results import ToneProbabilities
from surveys.comments.tone import Reading

MIXED_FROM = 0.6
"""Cross-validated on our corpus: precision .93, recall .73 (at .5: .87 and .79)."""
CLAUSE_CONFIDENCE = 0.6
"""Without a trained head, a clause takes part only from this probability of its tone."""

_INTERCEPT = -0.58
_LIKELIHOOD_WEIGHT = 1.38
_DISAGREEMENT_WEIGHT = 2.02
_SPLIT_WEIGHT = 1.89
_CONFIDENCE_WEIGHT = -2.62
"""Fitted by logistic regression on held-out readings of our corpus: of the head's logit, of the
disagreement of clauses, of there being several clauses, and of the confidence in one tone."""
_LEAST_LIKELIHOOD = 1e-6


def mixed_probability(whole: Reading, clauses: list[ToneProbabilities]) -> float:
    """Probability (0..1) that a comment is mixed; clauses alone decide without a trained head.

    Examples
    --------
    >>> praise, blame = ToneProbabilities(0.0, 0.1, 0.9), ToneProbabilities(0.8, 0.1, 0.1)
    >>> mixed_probability(Reading(praise, {}), [praise, blame])
    0.8
    """
    disagreement = _disagreement(clauses)
    if whole.mixed_likelihood is None:
        return disagreement if disagreement >= CLAUSE_CONFIDENCE else 0.0
    return _joined(whole, whole.mixed_likelihood, disagreement, is_split=len(clauses) > 1)


def may_be_mixed(whole: Reading) -> bool:
    """Whether clauses in full disagreement would make the comment mixed."""
    if whole.mixed_likelihood is None:
        return True
    return _joined(whole, whole.mixed_likelihood, 1.0, is_split=True) >= MIXED_FROM


def _joined(whole: Reading, likelihood: float, disagreement: float, *, is_split: bool) -> float:
    bounded = min(max(likelihood, _LEAST_LIKELIHOOD), 1 - _LEAST_LIKELIHOOD)
    logit = _INTERCEPT + _LIKELIHOOD_WEIGHT * math.log(bounded / (1 - bounded))
    logit += _CONFIDENCE_WEIGHT * whole.tone.largest[1]
    if is_split:
        logit += _SPLIT_WEIGHT + _DISAGREEMENT_WEIGHT * disagreement
    return 1 / (1 + math.exp(-logit))


def _disagreement(clauses: list[ToneProbabilities]) -> float:
    """How surely one clause is positive and another negative: the smaller of the two maxima."""
    return min(
        max(clause.positive for clause in clauses), max(clause.negative for clause in clauses)
    )

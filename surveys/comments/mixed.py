"""Tells whether a comment has good and bad beside each other."""

import math

from surveys.comments.results import ToneProbabilities
from surveys.comments.tone import Reading

MIXED_FROM = 0.7
"""Chosen on held-out readings of our corpus: precision above .9 first, then recall."""
CLAUSE_CONFIDENCE = 0.6
"""Without a trained head, a clause takes part only from this probability of its tone."""

_LEAST_LIKELIHOOD = 1e-6


def mixed_probability(
    whole: Reading, clauses: list[ToneProbabilities], *, is_contrasted: bool
) -> float:
    """Probability (0..1) that a comment is mixed; clauses alone decide without a trained head.

    Parameters
    ----------
    whole
        What the engine says about the whole comment.
    clauses
        Tones of its clauses, at least one.
    is_contrasted
        Whether a word of contrast stands in it.

    Examples
    --------
    >>> praise, blame = ToneProbabilities(0.0, 0.1, 0.9), ToneProbabilities(0.8, 0.1, 0.1)
    >>> mixed_probability(Reading(praise, {}), [praise, blame], is_contrasted=True)
    0.8
    """
    disagreement = disagreement_of(clauses)
    if whole.mixed_likelihood is None:
        return disagreement if disagreement >= CLAUSE_CONFIDENCE else 0.0
    if len(clauses) == 1:
        disagreement = 0.0
    return _joined(whole, whole.mixed_likelihood, disagreement, is_contrasted=is_contrasted)


def may_be_mixed(whole: Reading) -> bool:
    """Whether clauses in full disagreement would make the comment mixed."""
    if whole.mixed_likelihood is None:
        return True
    return _joined(whole, whole.mixed_likelihood, 1.0, is_contrasted=True) >= MIXED_FROM


def _joined(
    whole: Reading, likelihood: float, disagreement: float, *, is_contrasted: bool
) -> float:
    rule = whole.mixed_rule
    likelihood_logit, confidence = mixed_features(whole.tone, likelihood)
    logit = rule.intercept + rule.likelihood * likelihood_logit + rule.confidence * confidence
    logit += rule.contrast * is_contrasted + rule.disagreement * disagreement
    return 1 / (1 + math.exp(-logit))


def mixed_features(tone: ToneProbabilities, likelihood: float) -> tuple[float, float]:
    """What the rule weighs of a whole comment: the head's logit, the confidence in one tone."""
    bounded = min(max(likelihood, _LEAST_LIKELIHOOD), 1 - _LEAST_LIKELIHOOD)
    return math.log(bounded / (1 - bounded)), tone.largest[1]


def disagreement_of(clauses: list[ToneProbabilities]) -> float:
    """How surely one clause is positive and another negative: the smaller of the two maxima."""
    return min(
        max(clause.positive for clause in clauses), max(clause.negative for clause in clauses)
    )

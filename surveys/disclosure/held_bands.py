"""Withholding groups so that bands of other groups hold, and what is known of means at all."""

from collections import defaultdict
from collections.abc import Mapping

from surveys.disclosure.bounds import KnownMean, known_mean
from surveys.disclosure.cube import (
    CellAddress,
    Published,
    RespondentSet,
    Segment,
    Statistic,
    Suppressed,
    SuppressionReason,
    Thresholds,
    Weighting,
)
from surveys.disclosure.one_sided import one_sided_sets
from surveys.disclosure.plan import PublicationPlan
from surveys.disclosure.rounding import mean_step_points

MEANS = frozenset({Statistic.DIMENSION_MEAN, Statistic.ITEM_MEAN, Statistic.ORGANIZATION_SCORE})


def known_means(
    outcomes: Mapping[CellAddress, Published | Suppressed],
    plan: PublicationPlan,
    thresholds: Thresholds,
) -> dict[str, dict[int, KnownMean]]:
    """What a reader knows of means: by subject, and by position of the group."""
    means: dict[str, dict[int, KnownMean]] = defaultdict(dict)
    for address, outcome in outcomes.items():
        if (
            isinstance(outcome, Published)
            and address.statistic in MEANS
            and _is_mean_of_people(address, plan)
        ):
            step = mean_step_points(outcome.n, thresholds)
            place = plan.layout.position[address.segment]
            means[address.subject][place] = known_mean(outcome, step=step)
    return means


def hold_bands(
    told: Mapping[CellAddress, Published | Suppressed],
    plan: PublicationPlan,
    thresholds: Thresholds,
) -> dict[CellAddress, Published | Suppressed]:
    """Withhold groups, with all that follows from them, until no band is had by subtraction."""
    held = dict(told)
    for subject in sorted(known_means(held, plan, thresholds)):
        while (segment := _telling(subject, held, plan, thresholds)) is not None:
            held |= {
                address: Suppressed(SuppressionReason.PROTECTS_OTHERS, outcome.n)
                for address, outcome in held.items()
                if isinstance(outcome, Published)
                and address.segment == segment
                and (address.subject == subject or subject in plan.subjects[address.subject].parts)
            }
    return held


def _telling(
    subject: str,
    held: Mapping[CellAddress, Published | Suppressed],
    plan: PublicationPlan,
    thresholds: Thresholds,
) -> Segment | None:
    """The group to withhold so that a one-sided set is known less well; None where none is."""
    known = known_means(held, plan, thresholds)[subject]
    (row,) = plan.layout.counts_of([plan.subjects[subject].counts])
    sets = one_sided_sets(plan.layout, known, row, thresholds.scores)
    first = next((one for one in sets if one.groups), None)
    return None if first is None else plan.layout.groups[first.groups[0]].segment


def _is_mean_of_people(address: CellAddress, plan: PublicationPlan) -> bool:
    """Whether a figure is the plain mean of what its people score.

    A score is a sum of means; it is the mean of people only where all of them have all its parts.
    """
    if address.respondents is not RespondentSet.ALL or address.weighting is not Weighting.EQUAL:
        return False
    subject = plan.subjects[address.subject]
    return all(plan.subjects[part].counts == subject.counts for part in subject.parts)

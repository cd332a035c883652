"""From calculated figures to the audited cube: the one call that a release makes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from surveys.disclosure.audit import findings
from surveys.disclosure.bands import band_shares
from surveys.disclosure.bounds import bounded_findings
from surveys.disclosure.comment_cells import tell_tones, tone_findings
from surveys.disclosure.cube import (
    RULES,
    Bound,
    Candidate,
    Cell,
    CellAddress,
    Cube,
    Group,
    Published,
    RespondentSet,
    Segment,
    Statistic,
    Subject,
    Suppressed,
    SuppressionReason,
    Thresholds,
    Tier,
    Unit,
    Weighting,
)
from surveys.disclosure.derived import derived_findings
from surveys.disclosure.finding import Attack, Finding
from surveys.disclosure.held_bands import MEANS, hold_bands, known_means
from surveys.disclosure.implied import implied_shares
from surveys.disclosure.membership import PeopleSet
from surveys.disclosure.one_sided import one_sided_sets
from surveys.disclosure.plan import PublicationPlan
from surveys.disclosure.repeats import NO_REPEATS, Repeats, find_repeats
from surveys.disclosure.rounding import (
    round_band,
    round_exact,
    round_mean,
)
from surveys.disclosure.shown_groups import shares_of_shown_groups
from surveys.disclosure.spreads import coarse_spreads, spreads_beside_bands

DETAIL_BESIDE_BANDS_FROM = 30
"""From this many people, intervals and agreement leave a band as wide as it is."""

TREND_READING = "trend:"
"""Words about a change begin with this."""
FREE_READINGS = ("engine:", "expectation:")
"""Words that say nothing of how people answered begin with these."""
BAND_READINGS = ("band:", "gate:")
"""Words that a mean told as a band gives away itself begin with these."""
ONE_SIDED = (
    "Answers to one part of the survey are so much alike that, beside the figures of the other "
    "groups, those of a one-sided group would be known better than its band tells."
)
MOST_SENTENCES = 3
"""One way is enough to stop; a list of hundreds would help nobody."""

_FROM_MEANS = frozenset({Statistic.LEADERSHIP_GAP, Statistic.TREND_CHANGE})


class DisclosureRisk(Exception):
    """The finished cube still gives too few people away: nothing may be published."""

    def __init__(self, found: Sequence[Finding]) -> None:
        sentences = dict.fromkeys(finding.sentence for finding in found)
        super().__init__(" ".join(list(sentences)[:MOST_SENTENCES]))
        self.findings = tuple(found)


def publishable(
    candidates: Sequence[Candidate],
    *,
    groups: Sequence[Group],
    subjects: Sequence[Subject],
    thresholds: Thresholds,
    repeats: Repeats = NO_REPEATS,
) -> Cube:
    """Suppress, band and round; then audit the finished cube once more from its cells alone.

    Parameters
    ----------
    candidates
        Every figure that will ever be published, with its true value and n.
    groups
        The declared reporting groups, the whole wave among them (`cohorts.CohortPlan.groups` or
        `cohorts.declared_groups`).
    subjects
        Counts per atom for every subject that a candidate names; the wave as such has key "".
    thresholds
        Frozen at launch.
    repeats
        What earlier waves over the same people keep hidden.

    Raises
    ------
    DisclosureRisk
        When the audit of the finished cube finds anything.
    """
    plan = PublicationPlan(groups, subjects, thresholds, repeats.hidden, _asked(candidates))
    hidden = {
        one.address: _withheld(one, plan, thresholds) or _repeated(one, repeats)
        for one in candidates
    }
    open_candidates = [one for one in candidates if hidden[one.address] is None]
    tones = [one for one in open_candidates if _is_tone(one)]
    others = [one for one in open_candidates if not _is_tone(one)]
    told = hold_bands(_told(others, plan.subjects, thresholds), plan, thresholds)
    outcomes = told | tell_tones(tones, plan.subjects)
    cells = [Cell(one.address, hidden[one.address] or outcomes[one.address]) for one in candidates]
    cube = Cube((*cells, *shares_of_shown_groups(cells)))
    if found := audit_cube(cube, plan, thresholds):
        raise DisclosureRisk(found)
    return cube


def refuse_repeated_whole(
    parallel: Sequence[PeopleSet], now: Sequence[PeopleSet], thresholds: Thresholds
) -> None:
    """Refuse a wave beside another survey that asked nearly everybody of it the same questions.

    Raises
    ------
    DisclosureRisk
        The two results, subtracted, would be those of the few who differ.
    """
    if find_repeats(parallel, now, thresholds).is_whole_repeated:
        sentence = "Another survey asked the same questions of the same people but for a few."
        raise DisclosureRisk([Finding(Attack.REPEATED, thresholds.scores - 1, (), sentence)])


def audit_cube(cube: Cube, plan: PublicationPlan, thresholds: Thresholds) -> tuple[Finding, ...]:
    """Audit what the cells of a cube show, whatever decided it."""
    shown: dict[tuple[str, Tier], set[Segment]] = defaultdict(set)
    for cell in cube.cells:
        if isinstance(cell.outcome, Published):
            address = cell.address
            shown[address.subject, RULES[address.statistic].tier].add(address.segment)
    means = known_means({cell.address: cell.outcome for cell in cube.cells}, plan, thresholds)
    found: list[Finding] = []
    for (subject, tier), segments in sorted(shown.items()):
        mask = np.zeros(len(plan.layout.groups), dtype=np.bool_)
        mask[[plan.layout.position[segment] for segment in segments]] = True
        counts = plan.layout.counts_of([plan.subjects[subject].counts])
        few = None if tier is Tier.COMMENT else thresholds.scores
        found += findings(plan.layout, mask, counts, thresholds.of(tier), few)
    for subject, known in sorted(means.items()):
        (row,) = plan.layout.counts_of([plan.subjects[subject].counts])
        found += bounded_findings(plan.layout, known, row, thresholds.scores)
        found += [
            Finding(Attack.BOUNDS, one.people, (), ONE_SIDED)
            for one in one_sided_sets(plan.layout, known, row, thresholds.scores)
        ]
    found += derived_findings(cube, plan.layout, plan.subjects, thresholds)
    found += tone_findings(cube.cells, plan.subjects)
    return tuple(found)


def _asked(candidates: Iterable[Candidate]) -> Mapping[str, frozenset[Segment]]:
    """Subject to the segments of which it has a figure."""
    asked: dict[str, set[Segment]] = defaultdict(set)
    for candidate in candidates:
        asked[candidate.address.subject].add(candidate.address.segment)
    return {subject: frozenset(segments) for subject, segments in asked.items()}


def _withheld(
    candidate: Candidate, plan: PublicationPlan, thresholds: Thresholds
) -> Suppressed | None:
    """Why a figure is not shown for reasons of counts alone."""
    address = candidate.address
    tier = RULES[address.statistic].tier
    needs_whole = (
        tier is Tier.WHOLE_WAVE
        or address.weighting is Weighting.RAKED
        or address.respondents is RespondentSet.UNFLAGGED
    )
    reason = plan.reason(address.subject, _planned_tier(tier), address.segment)
    count_tier = Tier.COMMENT if tier is Tier.COMMENT else Tier.SCORE
    is_count_public = plan.reason(address.subject, count_tier, address.segment) is None
    if reason is SuppressionReason.TOO_FEW and is_count_public:
        reason = SuppressionReason.SMALL_GROUP_DETAIL
    if needs_whole and not _may_tell_whole(candidate, plan, thresholds):
        reason = reason or SuppressionReason.SMALL_GROUP_DETAIL
    if candidate.value is None:
        reason = reason or SuppressionReason.UNDEFINED
    if reason is None:
        return None
    return Suppressed(reason, candidate.n if is_count_public else None)


def _repeated(candidate: Candidate, repeats: Repeats) -> Suppressed | None:
    """A change since a wave that nearly the same people answered would be theirs who differ."""
    address = candidate.address
    is_change = address.statistic is Statistic.TREND_CHANGE or (
        address.statistic is Statistic.READING and address.category.startswith(TREND_READING)
    )
    if is_change and repeats.is_whole_repeated:
        return Suppressed(SuppressionReason.PROTECTS_OTHERS, candidate.n)
    return None


def _planned_tier(tier: Tier) -> Tier:
    return Tier.DETAIL if tier is Tier.WHOLE_WAVE else tier


def _may_tell_whole(candidate: Candidate, plan: PublicationPlan, thresholds: Thresholds) -> bool:
    """Figures over all people: enough of them, and no small difference to everybody's figure."""
    address = candidate.address
    if not address.segment.is_whole:
        return False
    if address.weighting is Weighting.RAKED:
        cells = [n for n in plan.subjects[address.subject].counts.values() if n]
        if min(cells, default=0) < thresholds.scores:
            return False
    if address.respondents is RespondentSet.UNFLAGGED:
        flagged = sum(plan.subjects[address.subject].counts.values()) - candidate.n
        return flagged == 0 or min(flagged, candidate.n) >= thresholds.distributions
    return candidate.n >= thresholds.whole_wave


def _told(
    candidates: Iterable[Candidate], subjects: Mapping[str, Subject], thresholds: Thresholds
) -> dict[CellAddress, Published | Suppressed]:
    """Round and band, one segment and respondent set at a time."""
    together: dict[object, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        address = candidate.address
        together[address.segment, address.respondents, address.weighting].append(candidate)
    told: dict[CellAddress, Published | Suppressed] = {}
    for segment_candidates in together.values():
        told |= _told_segment(segment_candidates, subjects, thresholds)
    return told


def _told_segment(
    candidates: Sequence[Candidate], subjects: Mapping[str, Subject], thresholds: Thresholds
) -> dict[CellAddress, Published | Suppressed]:
    bounds = band_shares(one for one in candidates if _is_share(one) or one.bins).bounds
    banded = {
        address.subject
        for address, bound in bounds.items()
        if bound is not Bound.EXACT and RULES[address.statistic].unit is Unit.SHARE
    }
    clipped = {
        one.address.subject
        for one in candidates
        if one.address.statistic in MEANS
        and round_mean(one, _value(one), thresholds).bound is not Bound.EXACT
    }
    withheld = {
        address.subject
        for address, bound in bounds.items()
        if bound is None and address.statistic in MEANS
    }
    spreads = spreads_beside_bands(candidates, banded | clipped)
    unsaid = clipped | withheld
    parts = unsaid & {
        one.address.subject
        for one in candidates
        if one.address.statistic is Statistic.DIMENSION_MEAN
    }
    told = {
        one.address: _tell(
            one,
            bounds.get(one.address, Bound.EXACT),
            thresholds,
            is_beside_band=one.address.subject in clipped
            or (one.address.subject in banded and one.n < DETAIL_BESIDE_BANDS_FROM),
            is_mean_unsaid=one.address.subject in unsaid or _sums_up(one, parts, subjects),
        )
        for one in candidates
        if one.address.statistic is not Statistic.READING
    }
    told |= coarse_spreads(told, spreads)
    told |= {
        one.address: _tell_reading(
            one,
            is_mean_withheld=one.address.subject in withheld or _sums_up(one, parts, subjects),
            is_mean_clipped=one.address.subject in clipped,
        )
        for one in candidates
        if one.address.statistic is Statistic.READING
    }
    return told | implied_shares([one for one in candidates if _is_share(one)], told)


def _tell(
    candidate: Candidate,
    bound: Bound | None,
    thresholds: Thresholds,
    *,
    is_beside_band: bool,
    is_mean_unsaid: bool,
) -> Published | Suppressed:
    statistic, value = candidate.address.statistic, _value(candidate)
    hides_band = is_beside_band and _is_detail_of_answers(statistic)
    tells_mean = statistic in _FROM_MEANS or _is_sum(statistic)
    if bound is None or hides_band or (is_mean_unsaid and tells_mean):
        return Suppressed(SuppressionReason.PROTECTS_OTHERS, candidate.n)
    if _is_share(candidate) and bound is not Bound.EXACT:
        return round_band(candidate, bound)
    if statistic in MEANS:
        told = round_mean(candidate, value, thresholds)
        return Published(told.value, told.n, bound=told.bound) if is_beside_band else told
    return round_exact(candidate, value)


def _tell_reading(
    candidate: Candidate, *, is_mean_withheld: bool, is_mean_clipped: bool
) -> Published | Suppressed:
    """A word, unless it follows from a mean that is withheld or says more of it than its band."""
    word = candidate.address.category
    is_free = word.startswith(FREE_READINGS) or (
        not is_mean_withheld and word.startswith(BAND_READINGS)
    )
    if is_free or not (is_mean_withheld or is_mean_clipped):
        return round_exact(candidate, _value(candidate))
    return Suppressed(SuppressionReason.PROTECTS_OTHERS, candidate.n)


def _sums_up(candidate: Candidate, parts: set[str], subjects: Mapping[str, Subject]) -> bool:
    """Whether a figure is a sum of dimensions, one of which is told as a band alone or withheld."""
    subject = subjects[candidate.address.subject]
    return bool(parts.intersection(subject.parts)) or (subject.key == "" and bool(parts))


def _is_sum(statistic: Statistic) -> bool:
    """A mean of dimensions, or what follows from one: minus the others it gives each of them."""
    return statistic in {
        Statistic.ORGANIZATION_SCORE,
        Statistic.BAND_PROBABILITY,
        Statistic.NONRESPONSE,
        Statistic.WEIGHT_SENSITIVITY,
        Statistic.ALIGNMENT_INDEX,
        Statistic.SCORE_SPREAD,
    }


def _is_detail_of_answers(statistic: Statistic) -> bool:
    """How answers scatter: near the end of a scale this tells how many stand there."""
    return statistic in {
        Statistic.AGREEMENT_DISTANCE,
        Statistic.AGREEMENT_INDEX,
        Statistic.RELIABILITY,
        Statistic.ITEM_MEAN,
        Statistic.SCORE_SPREAD,
        Statistic.BAND_PROBABILITY,
    }


def _is_tone(candidate: Candidate) -> bool:
    return candidate.address.statistic is Statistic.TONE_SHARE


def _is_share(candidate: Candidate) -> bool:
    return RULES[candidate.address.statistic].unit is Unit.SHARE


def _value(candidate: Candidate) -> float:
    if candidate.value is None:
        raise ValueError(f"{candidate.address} has no value.")
    return candidate.value

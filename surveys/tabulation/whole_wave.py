"""The figures of the whole wave, as candidates for its cube."""

from collections.abc import Iterator
from dataclasses import replace

from surveys.disclosure.cube import Candidate, CellAddress, Statistic
from surveys.instruments.format import Instrument
from surveys.scoring.nonresponse import assess_nonresponse
from surveys.scoring.outcomes import Estimate, Figure, Share, Undefined
from surveys.scoring.results import (
    Advocacy,
    Agreement,
    Alignment,
    AlignmentIndex,
    Alpha,
    BandReading,
    ChoiceDistribution,
    DimensionScore,
    Favorability,
    ItemDistribution,
    OrganizationScore,
    WaveScore,
)
from surveys.tabulation.bins import NO_BINS, Bins, bin_of, dimension_bins, item_bins

ORGANIZATION = "ors"
"""Subject of the organizational score."""
SIGNED_MEAN_GAP = "signed_mean"
BORDERLINE = "borderline"
CONFIRMED = "confirmed"
POLARIZED = "polarized"
SCENARIO = "scenario"
TIPPING_DELTA = "tipping_delta"


def whole_wave_candidates(score: WaveScore, instrument: Instrument) -> Iterator[Candidate]:
    """Every figure that is given for all respondents together."""
    yield _count("", score.n)
    for dimension in score.dimensions.values():
        items = [score.items[key] for key in dimension.items if key in score.items]
        yield from _dimension(dimension, dimension_bins(dimension, items, instrument))
    for item in score.items.values():
        yield from _item(item, item_bins(item, instrument))
    for choice in score.choices.values():
        yield from _choice(choice)
    for key, advocacy in score.advocacy.items():
        if isinstance(advocacy, Advocacy):
            yield from _advocacy(key, advocacy)
    if isinstance(score.organization, OrganizationScore):
        yield from _organization(score.organization)
        yield from _nonresponse(score, score.organization)
    if isinstance(score.alignment, Alignment):
        yield from _alignment(score.alignment)


def estimate_candidate(
    statistic: Statistic,
    subject: str,
    outcome: Estimate | Figure | Alpha | Undefined,
    *,
    category: str = "",
) -> Candidate:
    """A candidate from whatever a calculation returned; without a value where it is undefined."""
    address = CellAddress(statistic, subject, category=category)
    match outcome:
        case Undefined():
            return Candidate(address, outcome.n, None)
        case Figure():
            return Candidate(address, outcome.n, outcome.value)
        case Estimate() | Alpha():
            return Candidate(address, outcome.n, outcome.value, outcome.low, outcome.high)


def _count(subject: str, n: int) -> Candidate:
    return Candidate(CellAddress(Statistic.RESPONDENTS, subject), n, n)


def _share(
    statistic: Statistic, subject: str, category: str, share: Share, bins: Bins = NO_BINS
) -> Candidate:
    address = CellAddress(statistic, subject, category=category)
    weights = bins.shares.get(category, {})
    base = bins.base if weights else None
    return Candidate(address, share.n, share.share, share.low, share.high, weights, base)


def _reading(subject: str, category: str, n: int) -> Candidate:
    """A word that follows from figures: a band, a gate, a label. Its value is always 1."""
    return Candidate(CellAddress(Statistic.READING, subject, category=category), n, 1.0)


def _band(subject: str, reading: BandReading, n: int) -> Iterator[Candidate]:
    yield _reading(subject, f"band:{reading.band}", n)
    for band, probability in reading.probabilities.items():
        address = CellAddress(Statistic.BAND_PROBABILITY, subject, category=band)
        yield Candidate(address, n, probability)
    if reading.is_borderline:
        yield _reading(subject, BORDERLINE, n)


def _favorability(
    subject: str, favorability: Favorability | Undefined, bins: Bins
) -> Iterator[Candidate]:
    if isinstance(favorability, Undefined):
        return
    for category, share in (
        ("favorable", favorability.favorable),
        ("neutral", favorability.neutral),
        ("unfavorable", favorability.unfavorable),
    ):
        yield _share(Statistic.FAVORABILITY_SHARE, subject, category, share, bins)


def _dimension(score: DimensionScore, bins: Bins) -> Iterator[Candidate]:
    mean = score.mean if isinstance(score.estimate, Undefined) else score.estimate
    told = estimate_candidate(Statistic.DIMENSION_MEAN, score.key, mean)
    yield replace(told, bins=bins.mean, base=bins.base) if bins.mean else told
    yield estimate_candidate(Statistic.RELIABILITY, score.key, score.alpha)
    yield from _favorability(score.key, score.favorability, bins)
    if isinstance(score.band, BandReading):
        yield from _band(score.key, score.band, score.n)
    if isinstance(score.agreement, Agreement):
        yield estimate_candidate(Statistic.AGREEMENT_DISTANCE, score.key, score.agreement.ad_mean)
        if score.agreement.is_polarized:
            yield _reading(score.key, POLARIZED, score.n)


def _item(item: ItemDistribution, bins: Bins) -> Iterator[Candidate]:
    mean = estimate_candidate(Statistic.ITEM_MEAN, item.item, item.mean)
    yield replace(mean, bins=bins.mean)
    yield from _favorability(item.item, item.favorability, bins)
    for point, count in enumerate(item.counts, start=1):
        address = CellAddress(Statistic.POINT_SHARE, item.item, category=str(point))
        one = {bin_of(item.item, point): 1.0}
        yield Candidate(address, item.n, count / item.n if item.n else None, bins=one)


def _choice(choice: ChoiceDistribution) -> Iterator[Candidate]:
    for option, share in choice.shares.items():
        yield _share(Statistic.CHOICE_SHARE, choice.item, option, share)


def _advocacy(key: str, advocacy: Advocacy) -> Iterator[Candidate]:
    """The net figure is a difference of two of the shares: beside one it gives the other."""
    net = estimate_candidate(Statistic.ADVOCACY_NET, key, advocacy.net)
    yield replace(net, bins={f"{key}=promoters": 1.0, f"{key}=detractors": -1.0})
    for category, share in (
        ("promoters", advocacy.promoters),
        ("passives", advocacy.passives),
        ("detractors", advocacy.detractors),
    ):
        one = _share(Statistic.ADVOCACY_SHARE, key, category, share)
        yield replace(one, bins={f"{key}={category}": 1.0})


def _organization(score: OrganizationScore) -> Iterator[Candidate]:
    mean = score.mean if isinstance(score.estimate, Undefined) else score.estimate
    yield estimate_candidate(Statistic.ORGANIZATION_SCORE, ORGANIZATION, mean)
    yield estimate_candidate(Statistic.RELIABILITY, ORGANIZATION, score.reliability)
    if isinstance(score.reading, BandReading):
        yield from _band(ORGANIZATION, score.reading, score.n)
    if not isinstance(score.band, Undefined):
        yield _reading(ORGANIZATION, f"gated_band:{score.band}", score.n)
    for gate in score.gates:
        for dimension in gate.dimensions:
            yield _reading(dimension, f"gate:{gate.kind}:{gate.cap}", score.n)


def _nonresponse(score: WaveScore, organization: OrganizationScore) -> Iterator[Candidate]:
    """From the score as it is told: over the few who are missing it would be told far finer."""
    if isinstance(organization.mean, Undefined):
        return
    answered = score.nonresponse.response_rate.n
    nonresponse = assess_nonresponse(answered, score.invited, round(organization.mean.value, 1))
    for category, figure in (
        (SCENARIO, nonresponse.scenario),
        (TIPPING_DELTA, nonresponse.tipping_delta),
    ):
        yield estimate_candidate(Statistic.NONRESPONSE, ORGANIZATION, figure, category=category)


def _alignment(alignment: Alignment) -> Iterator[Candidate]:
    n = alignment.n_workforce
    yield _index(alignment.cai, n)
    yield _reading("", f"alignment:{alignment.label}", n)
    yield _reading("", f"expectation:{alignment.source}", n)
    yield Candidate(
        CellAddress(Statistic.LEADERSHIP_GAP, "", category=SIGNED_MEAN_GAP),
        n,
        alignment.signed_mean_gap,
    )
    for key, gap in alignment.gaps.items():
        yield Candidate(
            CellAddress(Statistic.LEADERSHIP_GAP, key),
            n,
            gap.estimate.value,
            gap.estimate.low,
            gap.estimate.high,
        )
        yield Candidate(CellAddress(Statistic.LEADERSHIP_EXPECTATION, key), n, gap.expected)
        yield _reading(key, f"gap:{gap.label}", n)
        if gap.is_confirmed:
            yield _reading(key, CONFIRMED, n)


def _index(index: AlignmentIndex | Undefined, n: int) -> Candidate:
    address = CellAddress(Statistic.ALIGNMENT_INDEX, "")
    if isinstance(index, Undefined):
        return Candidate(address, n, None)
    return Candidate(address, n, index.value, index.low, index.high)

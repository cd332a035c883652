"""Puts a released wave together for its readers: from cells and the questionnaire, nothing else."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.disclosure.cube import Bound, Segment, Statistic
from surveys.disclosure.rounding import TENTHS_OF_PERCENT_FROM
from surveys.instruments.format import Dimension, Instrument, Item, ItemKind
from surveys.published import (
    CulturalAlignment,
    EarlierWave,
    Estimate,
    Figure,
    NoExpectation,
    NoIndex,
    OrganizationIndex,
    PublishedChoice,
    PublishedDimension,
    PublishedGap,
    PublishedGate,
    PublishedGroup,
    PublishedItem,
    PublishedWave,
    Share,
    Shares,
    TrendChange,
    Withheld,
    WithheldReason,
)
from surveys.scoring.percents import whole_percents
from surveys.tabulation.background_results import background_results
from surveys.tabulation.comment_results import comment_results
from surveys.tabulation.group_results import group_score, with_shrunken
from surveys.tabulation.reading import CubeReader
from surveys.tabulation.whole_wave import (
    BORDERLINE,
    CONFIRMED,
    ORGANIZATION,
    POLARIZED,
    SCENARIO,
    SIGNED_MEAN_GAP,
    TIPPING_DELTA,
)


@dataclass(frozen=True)
class WaveFacts:
    """What is known of a released wave besides its cells."""

    wave_id: str
    initiative: str
    survey: str
    number: int
    opened_date: dt.date | None
    closed_date: dt.date | None
    released_date: dt.date
    is_imported: bool
    invited: int
    answered: int
    leaders: int
    min_group_size: int
    min_distribution_size: int
    min_comment_size: int
    retention_mode: str
    cube_fingerprint: str
    receipts_root: str = ""


def wave_results(
    facts: WaveFacts, instrument: Instrument, cube: CubeReader, earlier: Sequence[EarlierWave]
) -> PublishedWave:
    """Everything the wave publishes."""
    background = background_results(instrument, cube)
    return PublishedWave(
        wave_id=facts.wave_id,
        initiative=facts.initiative,
        survey=facts.survey,
        number=facts.number,
        instrument_key=instrument.key,
        instrument_version=instrument.version,
        instrument_fingerprint=instrument.fingerprint,
        opened_date=facts.opened_date,
        closed_date=facts.closed_date,
        released_date=facts.released_date,
        is_imported=facts.is_imported,
        invited=facts.invited,
        answered=facts.answered,
        min_group_size=facts.min_group_size,
        min_distribution_size=facts.min_distribution_size,
        min_comment_size=facts.min_comment_size,
        retention_mode=facts.retention_mode,
        scale_labels=instrument.scale_labels,
        index=_index(facts, cube),
        dimensions=tuple(_dimension(dimension, cube) for dimension in instrument.dimensions),
        items=tuple(
            _item(item, instrument, cube) for item in instrument.items_of(ItemKind.AGREEMENT)
        ),
        choices=tuple(_choices(instrument, cube)),
        advocacy=_advocacy(instrument, cube),
        alignment=_alignment(facts, instrument, cube),
        groups=with_shrunken(
            [_group(segment, instrument, facts, cube) for segment in cube.segments()],
            background.score_spread,
        ),
        comments=comment_results(instrument, cube),
        earlier=tuple(earlier),
        changes=_changes(instrument, cube),
        cube_fingerprint=facts.cube_fingerprint,
        receipts_root=facts.receipts_root,
        background=background,
    )


def _index(facts: WaveFacts, cube: CubeReader) -> OrganizationIndex | NoIndex:
    score = cube.figure(Statistic.ORGANIZATION_SCORE, ORGANIZATION)
    if isinstance(score, Withheld):
        return NoIndex(score.reason, facts.answered)
    scenario = cube.value(Statistic.NONRESPONSE, ORGANIZATION, category=SCENARIO)
    return OrganizationIndex(
        score=score,
        reliability=cube.figure(Statistic.RELIABILITY, ORGANIZATION),
        band=cube.reading(ORGANIZATION, "gated_band:"),
        ungated_band=cube.reading(ORGANIZATION, "band:"),
        band_probabilities={
            address.category: probability
            for address in cube.cells
            if address.statistic is Statistic.BAND_PROBABILITY
            and address.subject == ORGANIZATION
            and (
                probability := cube.value(
                    Statistic.BAND_PROBABILITY, ORGANIZATION, category=address.category
                )
            )
            is not None
        },
        is_borderline=BORDERLINE in cube.readings(ORGANIZATION, ""),
        gates=_gates(cube),
        nonresponse_scenario=score.value if scenario is None else scenario,
        tipping_delta=cube.value(Statistic.NONRESPONSE, ORGANIZATION, category=TIPPING_DELTA),
    )


def _gates(cube: CubeReader) -> tuple[PublishedGate, ...]:
    fired: dict[tuple[str, str], list[str]] = {}
    for subject in cube.subjects(Statistic.READING):
        for reading in cube.readings(subject, "gate:"):
            kind, cap = reading.split(":")
            fired.setdefault((kind, cap), []).append(subject)
    return tuple(PublishedGate(kind, cap, tuple(keys)) for (kind, cap), keys in fired.items())


def _shares(cube: CubeReader, subject: str) -> Shares | Withheld:
    told = [
        cube.share(Statistic.FAVORABILITY_SHARE, subject, category)
        for category in ("favorable", "neutral", "unfavorable")
    ]
    interval = cube.figure(Statistic.FAVORABILITY_SHARE, subject, category="favorable")
    shown = _all_shown(told)
    if isinstance(shown, Withheld):
        return shown
    favorable, neutral, unfavorable = _summing_to_100(shown, interval.n or 0)
    low, high = _interval(interval)
    return Shares(favorable, neutral, unfavorable, low * 100, high * 100, interval.n or 0)


def _all_shown(told: Sequence[Share | Withheld]) -> tuple[Share, ...] | Withheld:
    """The shares, or why the first that is withheld is."""
    hidden = next((share for share in told if isinstance(share, Withheld)), None)
    return hidden or tuple(share for share in told if isinstance(share, Share))


def _summing_to_100(shares: Sequence[Share], n: int) -> Sequence[Share]:
    """Exact shares in whole percents; in tenths where they are published so finely."""
    counts = tuple(round(share.low_percent * 10) for share in shares)
    are_tenths = n >= TENTHS_OF_PERCENT_FROM and sum(counts) == 1_000
    if are_tenths or not all(share.is_exact for share in shares):
        return shares
    return [Share.exact(percent) for percent in whole_percents(counts)]


def _interval(figure: Figure) -> tuple[float, float]:
    if isinstance(figure, Withheld) or figure.low is None or figure.high is None:
        return (0.0, 1.0)
    if figure.bound is not Bound.EXACT:
        return (0.0, 1.0)
    return (figure.low, figure.high)


def _dimension(dimension: Dimension, cube: CubeReader) -> PublishedDimension:
    return PublishedDimension(
        key=dimension.key,
        name=dimension.name,
        weight=dimension.weight,
        is_core=dimension.is_core,
        score=cube.figure(Statistic.DIMENSION_MEAN, dimension.key),
        shares=_shares(cube, dimension.key),
        reliability=cube.figure(Statistic.RELIABILITY, dimension.key),
        agreement_distance=cube.figure(Statistic.AGREEMENT_DISTANCE, dimension.key),
        is_polarized=POLARIZED in cube.readings(dimension.key, ""),
        band=cube.reading(dimension.key, "band:"),
    )


def _item(item: Item, instrument: Instrument, cube: CubeReader) -> PublishedItem:
    points = [
        cube.share(Statistic.POINT_SHARE, item.key, str(point))
        for point in range(1, instrument.scale_points + 1)
    ]
    return PublishedItem(
        key=item.key,
        dimension=item.dimension,
        is_reversed=item.is_reversed,
        text=item.text,
        shares=_shares(cube, item.key),
        points=_all_shown(points),
    )


def _choices(instrument: Instrument, cube: CubeReader) -> list[PublishedChoice]:
    found = []
    for item in instrument.items_of(ItemKind.CHOICE):
        told = [
            (option, cube.share(Statistic.CHOICE_SHARE, item.key, option.key))
            for option in item.options
        ]
        shown = tuple(
            (option.key, option.text, share) for option, share in told if isinstance(share, Share)
        )
        if shown:
            n = cube.figure(Statistic.CHOICE_SHARE, item.key, category=shown[0][0]).n
            found.append(PublishedChoice(item.key, item.text, shown, n or 0))
    return found


def _advocacy(instrument: Instrument, cube: CubeReader) -> Figure:
    """In percent; the cube holds a share."""
    items = instrument.items_of(ItemKind.ADVOCACY)
    if not items:
        return Withheld(WithheldReason.NOT_ASKED)
    net = cube.figure(Statistic.ADVOCACY_NET, items[0].key)
    if isinstance(net, Withheld):
        return net
    low, high = (None if end is None else 100 * end for end in (net.low, net.high))
    return Estimate(100 * net.value, net.n, low, high)


def _alignment(
    facts: WaveFacts, instrument: Instrument, cube: CubeReader
) -> CulturalAlignment | NoExpectation:
    mean = cube.figure(Statistic.LEADERSHIP_GAP, "", category=SIGNED_MEAN_GAP)
    if isinstance(mean, Withheld) and mean.reason is WithheldReason.NOT_ASKED:
        return NoExpectation()
    return CulturalAlignment(
        leaders=facts.leaders,
        index=cube.figure(Statistic.ALIGNMENT_INDEX, ""),
        band=cube.reading("", "alignment:"),
        signed_mean_gap=mean.value if isinstance(mean, Estimate) else None,
        gaps=tuple(_gaps(instrument, cube)),
        is_declared_target=cube.reading("", "expectation:") == "declared_targets",
    )


def _gaps(instrument: Instrument, cube: CubeReader) -> list[PublishedGap]:
    gaps = []
    for dimension in instrument.dimensions:
        gap = cube.figure(Statistic.LEADERSHIP_GAP, dimension.key)
        expected = cube.value(Statistic.LEADERSHIP_EXPECTATION, dimension.key)
        perceived = cube.value(Statistic.DIMENSION_MEAN, dimension.key)
        if not isinstance(gap, Estimate) or expected is None or perceived is None:
            continue
        gaps.append(
            PublishedGap(
                dimension=dimension.key,
                expected=expected,
                perceived=perceived,
                gap=gap.value,
                low=gap.value if gap.low is None else gap.low,
                high=gap.value if gap.high is None else gap.high,
                label=cube.reading(dimension.key, "gap:"),
                is_confirmed=CONFIRMED in cube.readings(dimension.key, ""),
            )
        )
    return gaps


def _changes(instrument: Instrument, cube: CubeReader) -> tuple[TrendChange, ...]:
    keys = [ORGANIZATION, *(dimension.key for dimension in instrument.dimensions)]
    changes = []
    for key in keys:
        change = cube.figure(Statistic.TREND_CHANGE, key)
        if isinstance(change, Estimate) and change.low is not None and change.high is not None:
            verdict = cube.reading(key, "trend:")
            changes.append(TrendChange(key, change.value, change.low, change.high, verdict))
    return tuple(changes)


def _group(
    segment: Segment, instrument: Instrument, facts: WaveFacts, cube: CubeReader
) -> PublishedGroup:
    count = cube.figure(Statistic.RESPONDENTS, "", segment=segment)
    scores = {
        dimension.key: cube.figure(Statistic.DIMENSION_MEAN, dimension.key, segment=segment)
        for dimension in instrument.dimensions
    }
    index = cube.figure(Statistic.ORGANIZATION_SCORE, ORGANIZATION, segment=segment)
    if isinstance(index, Withheld) and index.reason is not WithheldReason.NOT_ASKED:
        weights = {dimension.key: dimension.weight for dimension in instrument.dimensions}
        least = facts.min_distribution_size
        index = group_score(scores, weights, n=count.n, whole_points_below=least)
    return PublishedGroup(
        reporting_dimension=segment.dimension,
        level=segment.level,
        n=count.n,
        index=index,
        scores=scores,
    )

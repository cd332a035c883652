"""The one entry of the package: all figures of a wave from its answers."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Instrument, ItemKind
from surveys.scoring.alignment import Audience, align
from surveys.scoring.dimensions import DimensionAnswers, read_dimensions, score_dimension
from surveys.scoring.distributions import (
    advocacy,
    asked_items,
    choice_distribution,
    item_distribution,
)
from surveys.scoring.groups import score_groups
from surveys.scoring.nonresponse import assess_nonresponse
from surveys.scoring.organization import compose, find_obstacle, score_organization
from surveys.scoring.outcomes import Undefined
from surveys.scoring.patterns import encode_answers, find_patterns
from surveys.scoring.reliability import single_item_reliability
from surveys.scoring.responses import Responses
from surveys.scoring.results import (
    Alignment,
    DimensionScore,
    ItemDistribution,
    NonResponse,
    OrganizationScore,
    WaveScore,
)


def score_responses(
    responses: Responses,
    instrument: Instrument,
    *,
    leaders: Responses | None = None,
    targets: Mapping[str, float] | None = None,
    seed: int = 0,
) -> WaveScore:
    """Score one wave by model ORS-1.

    Nothing is suppressed for privacy here: that is the task of `surveys.disclosure`.

    Parameters
    ----------
    responses
        Answers of the workforce, leaders not among them.
    instrument
        The questionnaire they answered.
    leaders
        What leaders expect the workforce to say, on the same items.
    targets
        The sponsor's declared expectation by dimension, points 0..100; used in place of
        `leaders` where fewer than five answered.
    seed
        Seed of the weight sensitivity's draws.

    Raises
    ------
    ValueError
        An answer is no scale point of its item.
    """
    answers = read_dimensions(responses, instrument)
    dimensions = {
        part.dimension.key: score_dimension(part, invited=responses.invited) for part in answers
    }
    alignment = align(
        _audience(answers, responses.invited),
        _audience(read_dimensions(leaders, instrument), leaders.invited) if leaders else None,
        targets=targets,
    )
    organization, nonresponse = _organization(
        responses, instrument, answers, dimensions, alignment, seed
    )
    return WaveScore(
        n=responses.n,
        invited=responses.invited,
        nonresponse=nonresponse,
        dimensions=dimensions,
        items=_items(responses, instrument, answers),
        organization=organization,
        alignment=alignment,
        advocacy={
            item.key: advocacy(responses, item)
            for item in asked_items(responses, instrument, ItemKind.ADVOCACY)
        },
        choices={
            item.key: choice_distribution(responses, item)
            for item in asked_items(responses, instrument, ItemKind.CHOICE)
        },
        groups={
            column: score_groups(column, responses, instrument, answers)
            for column in responses.groups
        },
    )


def _audience(answers: Sequence[DimensionAnswers], invited: int) -> Audience:
    return Audience({part.dimension.key: part for part in answers}, invited)


def _organization(
    responses: Responses,
    instrument: Instrument,
    answers: Sequence[DimensionAnswers],
    dimensions: Mapping[str, DimensionScore],
    alignment: Alignment | Undefined,
    seed: int,
) -> tuple[OrganizationScore | Undefined, NonResponse]:
    answered = responses.answered
    obstacle = find_obstacle(answers, instrument)
    if obstacle is not None:
        return obstacle, assess_nonresponse(answered, responses.invited, None)
    present = [part for part in answers if part.n]
    composite = compose(present)
    nonresponse = assess_nonresponse(answered, responses.invited, composite.mean)
    scored = {part.dimension.key for part in present}
    organization = score_organization(
        composite,
        dimensions,
        invited=responses.invited,
        nonresponse=nonresponse,
        alignment=alignment,
        missing=tuple(
            dimension.key for dimension in instrument.dimensions if dimension.key not in scored
        ),
        seed=seed,
    )
    return organization, nonresponse


def _items(
    responses: Responses, instrument: Instrument, answers: Sequence[DimensionAnswers]
) -> dict[str, ItemDistribution]:
    """Items of a dimension from its patterns; those outside the score from their answers."""
    counts: dict[str, npt.NDArray[np.int64]] = {}
    reliability: dict[str, float] = {}
    for part in answers:
        single = single_item_reliability(part.reliability, len(part.items))
        counts |= zip(part.items, part.patterns.histograms(), strict=True)
        reliability |= dict.fromkeys(part.items, single)
    asked = asked_items(responses, instrument, ItemKind.AGREEMENT)
    for item in asked:
        if item.key not in counts:
            codes = encode_answers(responses.columns((item.key,)), instrument.scale_points)
            patterns = find_patterns(codes, (item.is_reversed,), instrument.scale_points)
            counts[item.key] = patterns.histograms()[0]
    return {
        item.key: item_distribution(
            item,
            counts[item.key],
            respondents=responses.n,
            invited=responses.invited,
            reliability=reliability.get(item.key, 0.0),
        )
        for item in asked
    }

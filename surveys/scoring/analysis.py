"""One wave analyzed in full: its score, its drivers and the signs of careless answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.instruments.format import Instrument
from surveys.scoring.careless import Careless, find_careless
from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.drivers import Drivers, drivers_of_readiness
from surveys.scoring.index import score_responses
from surveys.scoring.outcomes import Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import WaveScore


@dataclass(frozen=True)
class Analysis:
    """Everything the model says about one file of answers, nothing suppressed for privacy."""

    score: WaveScore
    drivers: Drivers | Undefined
    careless: Careless | Undefined


def analyze_responses(
    responses: Responses,
    instrument: Instrument,
    *,
    leaders: Responses | None = None,
    targets: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Analysis:
    """Score one wave and look behind the score; parameters as in `score_responses`."""
    return Analysis(
        score=score_responses(responses, instrument, leaders=leaders, targets=targets, seed=seed),
        drivers=drivers_of_readiness(read_dimensions(responses, instrument), seed=seed),
        careless=find_careless(responses, instrument),
    )

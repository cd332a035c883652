"""The one entry of the package: all figures of a wave from its answers."""

from collections.abc import Mapping

from surveys.instruments.format import Instrument
from surveys.scoring.responses import Responses
from surveys.scoring.results import WaveScore


def score_responses(
    responses: Responses,
    instrument: Instrument,
    *,
    leaders: Responses | None = None,
    targets: Mapping[str, float] | None = None,
    seed: int = 0,
) -> WaveScore:
    """Score one wave (interface; the body follows).

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
    """
    raise NotImplementedError

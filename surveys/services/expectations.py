"""Open the leaders' sealed expectations, at release."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from surveys.models import Expectation, Wave
from surveys.sealed_wave import ballot_hmac_key, expectation_context, questionnaire_of
from surveys.sealing.envelopes import open_bytes


@dataclass(frozen=True)
class OpenedExpectation:
    """What one named leader stated before the launch: scale points by item key."""

    id: uuid.UUID
    leader: str
    answers: Mapping[str, int]


def open_expectations(wave: Wave, private_key: bytes) -> list[OpenedExpectation]:
    """Open every expectation of the wave.

    Raises
    ------
    InvalidEnvelope
        One was altered, or sealed for another wave.
    """
    context = expectation_context(wave, questionnaire_of(wave.survey.instrument))
    opened = []
    for expectation in Expectation.objects.filter(wave=wave).order_by("pk"):
        content = json.loads(
            open_bytes(
                bytes(expectation.sealed),
                private_key=private_key,
                context=context,
                hmac_key=ballot_hmac_key(),
            )
        )
        opened.append(OpenedExpectation(expectation.pk, content["leader"], content["answers"]))
    return opened

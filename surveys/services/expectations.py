"""Open the leaders' sealed expectations, at release."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.models import Expectation, Wave
from surveys.obstacles import ReleaseStopped
from surveys.sealed_wave import asked_questionnaire, ballot_hmac_key, expectation_context
from surveys.sealing.envelopes import EnvelopeContext, open_bytes


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
    ReleaseStopped
        One is not what its leader committed to.
    """
    context = expectation_context(wave, asked_questionnaire(wave))
    return [
        _opened(expectation, private_key, context)
        for expectation in Expectation.objects.filter(wave=wave).order_by("pk")
    ]


def _opened(
    expectation: Expectation, private_key: bytes, context: EnvelopeContext
) -> OpenedExpectation:
    sealed = bytes(expectation.sealed)
    content = json.loads(
        open_bytes(sealed, private_key=private_key, context=context, hmac_key=ballot_hmac_key())
    )
    is_committed = hashlib.sha256(sealed).hexdigest() == expectation.commitment
    if not is_committed or content["leader_id"] != expectation.leader_id:
        raise ReleaseStopped(
            _(
                "The release was stopped, nothing was changed: the expectation of %(leader)s is "
                "not the one that was sealed. Restore it from the backup of the launch day."
            )
            % {"leader": content["leader"]}
        )
    return OpenedExpectation(expectation.pk, content["leader"], content["answers"])

"""Open what a wave's envelopes hold, whichever way they were cast."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from jobs.obstacles import Obstacle
from surveys.models import BlindSignature, CohortKey, Envelope, Invitation, InvitationState, Wave
from surveys.partitions import lock_partition
from surveys.sealed_wave import asked_questionnaire, ballot_context, ballot_hmac_key
from surveys.sealing.ballots import Ballot
from surveys.sealing.envelopes import EnvelopeCountMismatch, InvalidEnvelope, open_all
from surveys.sealing.receipts import published_order, receipt_of
from surveys.sealing.verified import InvalidCast, check_signature, open_cast, read_cast
from surveys.services.ballots import ballots_context, is_verified, public_keys
from surveys.services.responding import check_answer, check_branches, check_comments


@dataclass(frozen=True)
class OpenedBallots:
    """All ballots of a wave, how many envelopes there were, and how many there could be.

    Of verified ballots `receipts` are all that were cast, `spoiled` those that hold no answer to
    this survey: whoever has a signed token can fill in anything.
    """

    ballots: Sequence[Ballot]
    envelope_count: int
    issued_count: int
    receipts: tuple[str, ...] = ()
    spoiled: int = 0


def open_ballots(wave: Wave, private_key: bytes) -> OpenedBallots:
    """Open every envelope of a closed wave, in memory.

    Raises
    ------
    EnvelopeError
        Envelopes and invitations disagree, or one was not made as the wave demands.
    """
    with transaction.atomic():
        lock_partition(wave.pk)
        stored = [
            bytes(content)
            for content in Envelope.objects.filter(wave=wave).values_list("sealed", flat=True)
        ]
        issued = issued_count(wave)
    if is_verified(wave):
        return _open_verified(wave, stored, issued, private_key)
    ballots = open_all(
        stored,
        expected_count=issued,
        private_key=private_key,
        context=ballot_context(wave, asked_questionnaire(wave)),
        hmac_key=ballot_hmac_key(),
    )
    return OpenedBallots(ballots, len(stored), issued)


def issued_count(wave: Wave) -> int:
    """How many answers there can be: invitations used, or tokens signed."""
    if is_verified(wave):
        return BlindSignature.objects.filter(invitation__wave=wave).count()
    return Invitation.objects.filter(wave=wave, state=InvitationState.DONE).count()


def _open_verified(
    wave: Wave, stored: Sequence[bytes], issued: int, private_key: bytes
) -> OpenedBallots:
    if len(stored) > issued:
        raise EnvelopeCountMismatch(len(stored), issued)
    context = ballots_context(wave)
    keys = public_keys(wave)
    levels = list(
        CohortKey.objects.filter(wave=wave).order_by("place").values_list("levels", flat=True)
    )
    ballots = []
    tokens = set()
    for encoded in stored:
        try:
            cast = read_cast(encoded, sealed_bytes=context.envelope_bytes)
            check_signature(cast, keys)
        except InvalidCast as error:  # the web process takes no such ballot: somebody put it in
            raise InvalidEnvelope(str(error)) from error
        tokens.add(cast.prepared)
        try:
            ballot = open_cast(cast, private_key=private_key, context=context)
            _check(wave, ballot)
        except (InvalidCast, Obstacle):
            continue
        ballots.append(replace(ballot, labels=levels[cast.cohort]))
    if len(tokens) != len(stored):
        raise InvalidEnvelope("A token was spent twice.")
    receipts = published_order([receipt_of(encoded) for encoded in stored])
    return OpenedBallots(ballots, len(stored), issued, receipts, len(stored) - len(ballots))


def _check(wave: Wave, ballot: Ballot) -> None:
    """Refuse answers that a page would have refused."""
    questionnaire = asked_questionnaire(wave)
    for key, answer in ballot.answers.items():
        check_answer(questionnaire, key, answer)
    check_comments(questionnaire, ballot.comments)
    check_branches(questionnaire, ballot.answers, ballot.comments)

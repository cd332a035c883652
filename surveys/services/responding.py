"""Take one answer: flip the invitation, seal, insert, in one transaction and with no trace else."""

import re
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from surveys.instruments.flow import asked_items
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import Item, ItemKind
from surveys.instruments.import_table import answer_range
from surveys.models import Envelope, Invitation, InvitationState, VerifiedWave, Wave, WaveState
from surveys.obstacles import (
    AlreadyAnswered,
    AnswersTooLong,
    CastInBrowser,
    UnknownAnswer,
    WaveNotOpen,
    WrongCode,
    WrongToken,
)
from surveys.partitions import enter_partition
from surveys.sealed_wave import asked_questionnaire, ballot_context, ballot_hmac_key
from surveys.sealing.ballots import Answer, Ballot, UnreadableBallot
from surveys.sealing.codes import is_code
from surveys.sealing.envelopes import BallotTooLarge, seal_envelope
from surveys.sealing.tokens import hash_token
from surveys.services.code_guard import code_hash, note_wrong_code, require_calm

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters but line breaks and tabs: the database or a document would refuse them."""


def invitation_of(token: str) -> Invitation:
    """The unused invitation of an open wave behind a token, or the obstacle that says why not."""
    invitations = Invitation.objects.select_related(
        "wave__survey__instrument", "wave__survey__initiative"
    )
    if is_code(token):
        require_calm()
        invitation = invitations.filter(links__token_hash=code_hash(token)).first()
        if invitation is None:
            note_wrong_code()
            raise WrongCode
    else:
        invitation = invitations.filter(links__token_hash=hash_token(token)).first()
    if invitation is None:
        raise WrongToken
    if invitation.state == InvitationState.DONE:
        raise AlreadyAnswered
    if invitation.wave.state != WaveState.OPEN:
        raise WaveNotOpen
    return invitation


def submit_response(
    *, token: str, answers: Mapping[str, Answer], comments: Mapping[str, str]
) -> None:
    """Seal and store one response. Nothing else is written: no time, no address, no draft.

    Raises
    ------
    WrongToken, AlreadyAnswered, WaveNotOpen, UnknownAnswer, AnswersTooLong
        Nothing was stored; the invitation is as before.
    """
    invitation = invitation_of(token)
    wave = invitation.wave
    if VerifiedWave.objects.filter(wave=wave).exists():
        raise CastInBrowser
    questionnaire = asked_questionnaire(wave)
    for key, answer in answers.items():
        check_answer(questionnaire, key, answer)
    check_comments(questionnaire, comments)
    check_branches(questionnaire, answers, comments)
    sealed = _sealed(wave, questionnaire, Ballot(answers, comments, invitation.labels))
    with transaction.atomic():
        enter_partition(wave.pk)
        spend(invitation)
        Envelope.objects.create(wave=wave, sealed=sealed)


def check_answer(questionnaire: Questionnaire, key: str, answer: Answer) -> None:
    """Refuse an answer to an unknown item or out of its item's scale."""
    item = next((item for item in questionnaire.items if item.key == key), None)
    if item is None or not _fits(questionnaire, item, answer):
        raise UnknownAnswer(
            _("The answer to “%(item)s” does not fit it. Answer it again.") % {"item": key}
        )


def _fits(questionnaire: Questionnaire, item: Item, answer: Answer) -> bool:
    if answer is None:
        return item.kind is not ItemKind.OPEN
    match item.kind:
        case ItemKind.AGREEMENT | ItemKind.ADVOCACY:
            points = answer_range(item, questionnaire.scale_points)
            return isinstance(answer, int) and not isinstance(answer, bool) and answer in points
        case ItemKind.CHOICE:
            return answer in {option.key for option in item.options}
        case ItemKind.OPEN:
            return False


def check_comments(questionnaire: Questionnaire, comments: Mapping[str, str]) -> None:
    """Refuse a comment on no open item, with characters nobody types, or over the limit."""
    open_items = {item.key for item in questionnaire.items_of(ItemKind.OPEN)}
    for key, text in comments.items():
        if key not in open_items:
            raise UnknownAnswer(_("The survey has no open question “%(item)s”.") % {"item": key})
        if _UNSTORABLE.search(text):
            raise UnknownAnswer(_("A text has characters that cannot be stored."))
        if len(text) > settings.COMMENT_MAX_CHARACTERS:
            raise AnswersTooLong


def check_branches(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], comments: Mapping[str, str]
) -> None:
    """Refuse an answer to an item that the other answers leave out: it would count for a score."""
    asked = {item.key for item in asked_items(questionnaire, answers)}
    given = {key for key, answer in answers.items() if answer is not None} | set(comments)
    for key in sorted(given - asked):
        raise UnknownAnswer(
            _("The item “%(item)s” is not asked after these answers. Answer again.") % {"item": key}
        )


def _sealed(wave: Wave, questionnaire: Questionnaire, ballot: Ballot) -> bytes:
    if wave.public_key is None:  # a wave opens only with its key
        raise WaveNotOpen
    try:
        return seal_envelope(
            ballot,
            public_key=bytes(wave.public_key),
            context=ballot_context(wave, questionnaire),
            hmac_key=ballot_hmac_key(),
        )
    except BallotTooLarge as obstacle:
        raise AnswersTooLong from obstacle
    except UnreadableBallot as obstacle:
        raise UnknownAnswer(_("A text has characters that cannot be stored.")) from obstacle


def spend(invitation: Invitation) -> None:
    """Use the invitation up. One statement on one row: of two at once, one wins."""
    flipped = Invitation.objects.filter(pk=invitation.pk, state=InvitationState.OPEN).update(
        state=InvitationState.DONE
    )
    if flipped != 1:
        raise AlreadyAnswered
    if not Wave.objects.filter(pk=invitation.wave_id, state=WaveState.OPEN).exists():
        raise WaveNotOpen

"""Verified ballots: keys at launch, blind signatures for invitations, ballots without a person."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from surveys.models import (
    BlindSignature,
    CohortKey,
    Envelope,
    Invitation,
    RetentionMode,
    VerifiedWave,
    Wave,
    WaveState,
)
from surveys.obstacles import (
    AlreadyAnswered,
    NotABallot,
    NotReadyToLaunch,
    TokenSpent,
    WaveNotOpen,
    WrongToken,
)
from surveys.partitions import enter_partition
from surveys.sealed_wave import asked_questionnaire, ballot_context
from surveys.sealing.blind_signatures import (
    InvalidBlindedMessage,
    make_signing_key_pair,
    sign_blinded,
)
from surveys.sealing.envelopes import EnvelopeContext
from surveys.sealing.keys import unwrap_private_key, wrap_private_key
from surveys.sealing.receipts import receipt_of
from surveys.sealing.tokens import hash_token
from surveys.sealing.verified import (
    VERIFIED_PURPOSE,
    InvalidCast,
    ManifestCohort,
    check_signature,
    fingerprint_of,
    manifest_text,
    read_cast,
)
from surveys.services.responding import spend


def is_verified(wave: Wave) -> bool:
    """Whether answers of the wave are cast as verified ballots."""
    return VerifiedWave.objects.filter(wave=wave).exists()


def manifest_fingerprint(wave: Wave) -> str:
    """Fingerprint of a launched wave's keys; empty where ballots are not verified."""
    verified = VerifiedWave.objects.filter(wave=wave).first()
    return verified.fingerprint if verified else ""


@transaction.atomic
def choose_verified_mode(*, wave: Wave, is_wanted: bool) -> None:
    """Decide for or against verified ballots while the wave is a draft."""
    if wave.state != WaveState.DRAFT:
        raise NotReadyToLaunch(_("How answers are cast is fixed at the launch."))
    if is_wanted:
        VerifiedWave.objects.get_or_create(wave=wave)
    else:
        VerifiedWave.objects.filter(wave=wave).delete()


def make_ballot_keys(*, wave: Wave, labels: Sequence[Mapping[str, str]]) -> None:
    """Make a signing key per cohort and fix the manifest, in the launch's transaction.

    Raises
    ------
    NotReadyToLaunch
        A cohort is too small to hide in, or other labels than the cohort would be published.
    """
    verified = VerifiedWave.objects.filter(wave=wave).first()
    if verified is None:
        return
    if wave.retention_mode != RetentionMode.COHORT:
        raise NotReadyToLaunch(
            _("Verified ballots know their cohort alone. Choose “Answers by cohort”.")
        )
    if asked_questionnaire(wave).is_branching:
        raise NotReadyToLaunch(
            _(
                "Verified ballots show all items on one page. Choose a questionnaire without "
                "branches."
            )
        )
    sizes = Counter(tuple(row[name] for name in wave.reporting_dimensions) for row in labels)
    _require_large(wave, sizes)
    cohorts = []
    for place, (levels, invited) in enumerate(sorted(sizes.items())):
        pair = make_signing_key_pair()
        named = dict(zip(wave.reporting_dimensions, levels, strict=True))
        CohortKey.objects.create(
            wave=wave,
            place=place,
            levels=named,
            invited=invited,
            public_key=pair.public_key,
            wrapped_private_key=wrap_private_key(
                pair.private_key, wave_id=wave.pk, wrapping_secret=signing_secret()
            ),
        )
        cohorts.append(ManifestCohort(named, invited, pair.public_key))
    verified.manifest = manifest_text(
        context=ballots_context(wave),
        sealing_key=bytes(wave.public_key or b""),
        cohorts=cohorts,
        min_group_size=wave.min_group_size,
        script_hash=script_hash(),
    )
    verified.fingerprint = fingerprint_of(verified.manifest)
    verified.save()


def script_hash() -> str:
    """SHA-256 of the script that casts ballots, as it was built; empty where it was not."""
    script = settings.BASE_DIR / "frontend" / "dist" / "scripts" / "ballot.js"
    return hashlib.sha256(script.read_bytes()).hexdigest() if script.is_file() else ""


def sign_ballot(*, token: str, blinded: bytes) -> bytes:
    """Sign a blinded token for an invitation, once. The same token again gives the same signature.

    Raises
    ------
    WrongToken, WaveNotOpen, AlreadyAnswered
        Nothing was signed.
    NotABallot
        What was sent does not fit the key.
    """
    invitation = (
        Invitation.objects.select_related("wave")
        .filter(links__token_hash=hash_token(token))
        .first()
    )
    if invitation is None:
        raise WrongToken
    blinded_hash = hashlib.sha256(blinded).hexdigest()
    key = cohort_key_of(invitation)
    with transaction.atomic():
        enter_partition(invitation.wave_id)
        earlier = BlindSignature.objects.filter(invitation=invitation).first()
        if earlier is None:
            spend(invitation)
            BlindSignature.objects.create(invitation=invitation, blinded_hash=blinded_hash)
        elif earlier.blinded_hash != blinded_hash:
            raise AlreadyAnswered
        return _signed(key, blinded)


def cohort_key_of(invitation: Invitation) -> CohortKey:
    """The signing key of a person's cohort, while it still signs."""
    key = CohortKey.objects.filter(
        wave=invitation.wave, levels=invitation.labels, wrapped_private_key__isnull=False
    ).first()
    if key is None or invitation.wave.state != WaveState.OPEN:
        raise WaveNotOpen
    return key


def cast_ballot(*, wave_id: uuid.UUID, encoded: bytes) -> str:
    """Store a ballot and return its receipt; a token is spent once.

    Raises
    ------
    WaveNotOpen, NotABallot, TokenSpent
        Nothing was stored.
    """
    wave = Wave.objects.select_related("survey__instrument").filter(pk=wave_id).first()
    if wave is None or wave.state != WaveState.OPEN or not is_verified(wave):
        raise WaveNotOpen
    try:
        cast = read_cast(encoded, sealed_bytes=ballots_context(wave).envelope_bytes)
        check_signature(cast, public_keys(wave))
    except InvalidCast as error:
        raise NotABallot(str(error)) from error
    try:
        with transaction.atomic():
            enter_partition(wave_id)
            if not Wave.objects.filter(pk=wave_id, state=WaveState.OPEN).exists():
                raise WaveNotOpen
            Envelope.objects.create(wave=wave, id=cast.id, sealed=encoded)
    except IntegrityError as error:  # the token's hash is the key of the row
        raise TokenSpent from error
    return receipt_of(encoded)


def public_keys(wave: Wave) -> list[bytes]:
    """Public signing keys of a wave in the order of its manifest."""
    keys = CohortKey.objects.filter(wave=wave).order_by("place")
    return [bytes(key) for key in keys.values_list("public_key", flat=True)]


def ballots_context(wave: Wave) -> EnvelopeContext:
    """What every verified ballot of the wave is bound to. The wave has been launched."""
    return replace(ballot_context(wave, asked_questionnaire(wave)), purpose=VERIFIED_PURPOSE)


def forget_signing_keys(wave: Wave) -> None:
    """Erase the private halves: after the close nothing is signed any more."""
    CohortKey.objects.filter(wave=wave).update(wrapped_private_key=None)


def _require_large(wave: Wave, sizes: Mapping[tuple[str, ...], int]) -> None:
    least = 2 * wave.min_group_size
    small = [f"{' · '.join(levels)} ({count})" for levels, count in sizes.items() if count < least]
    if small:
        raise NotReadyToLaunch(
            _(
                "Verified ballots attest their cohort, so each needs at least %(least)s people. "
                "Too small: %(cohorts)s. Report by fewer dimensions."
            )
            % {"least": least, "cohorts": ", ".join(sorted(small))}
        )


def _signed(key: CohortKey, blinded: bytes) -> bytes:
    private_key = unwrap_private_key(
        bytes(key.wrapped_private_key or b""),
        wave_id=key.wave_id,
        wrapping_secret=signing_secret(),
    )
    try:
        return sign_blinded(private_key, blinded)
    except InvalidBlindedMessage as error:
        raise NotABallot(str(error)) from error


def signing_secret() -> bytes:
    """Wraps signing keys: in the web process, not in the database."""
    return hashlib.sha256(b"signing" + settings.BALLOT_HMAC_KEY.encode()).digest()

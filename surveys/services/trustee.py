"""The trustee's passphrase: handed over sealed, used once by the release worker, kept nowhere."""

import datetime as dt
import logging
import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from jobs.services import enqueue_job
from surveys.models import Expectation, Trusteeship, Wave, WaveState
from surveys.obstacles import IllegalMove, PassphraseRefused
from surveys.sealed_wave import handover_hmac_key, slot_store, wrapping_secret
from surveys.sealing.envelopes import InvalidEnvelope
from surveys.sealing.handover import (
    ForeignSlot,
    HandoverPurpose,
    Slot,
    mark_of,
    open_passphrase,
    seal_passphrase,
)
from surveys.sealing.keys import make_key_pair, unwrap_private_key, wrap_private_key
from surveys.services.wave_keys import close_slot, make_wave_key

logger = logging.getLogger(__name__)

PURPOSES = {
    WaveState.DRAFT: (HandoverPurpose.LOCK, "surveys.take_passphrase"),
    WaveState.CLOSED: (HandoverPurpose.UNLOCK, "surveys.release_wave"),
}
"""What a passphrase is for by the state of its wave, and the task that uses it."""


def offer_slot(*, wave_id: uuid.UUID) -> None:
    """Make the slot for the next passphrase, in the release worker; one that works stays."""
    held = Trusteeship.objects.filter(wave=wave_id).first()
    if held and held.slot and slot_store().load(held.slot) is not None:
        return
    pair, slot_id = make_key_pair(), uuid.uuid4()
    slot = Slot(slot_id, wave_id, pair.public_key)
    wrapped = wrap_private_key(pair.private_key, wave_id=slot_id, wrapping_secret=wrapping_secret())
    slot_store().save(slot_id, wrapped)
    Trusteeship.objects.update_or_create(
        wave_id=wave_id,
        defaults={
            "slot": slot_id,
            "slot_public_key": pair.public_key,
            "slot_mark": mark_of(slot, hmac_key=handover_hmac_key()),
            "sealed_passphrase": None,
            "handed_at": None,
        },
    )


@transaction.atomic
def hand_passphrase(*, wave_id: uuid.UUID, passphrase: str, now: dt.datetime) -> None:
    """Seal the passphrase for the release worker and wake it: to lock a draft, to release.

    Raises
    ------
    IllegalMove
        The wave has no trustee, or needs no passphrase now.
    PassphraseRefused
        Too many did not fit, one is being used, or the slot is not the worker's.
    """
    wave = Wave.objects.select_for_update().get(pk=wave_id)
    if not wave.has_trustee or WaveState(wave.state) not in PURPOSES:
        raise IllegalMove(_("This wave needs no passphrase now."))
    purpose, task = PURPOSES[WaveState(wave.state)]
    held = Trusteeship.objects.select_for_update().filter(wave=wave, slot__isnull=False).first()
    if held is None or held.slot is None:
        raise PassphraseRefused(_("The release worker is not ready for a passphrase yet. Wait."))
    _check_pause(held, now)
    if held.sealed_passphrase is not None:
        raise PassphraseRefused(_("A passphrase is being used just now. Wait for its outcome."))
    slot = Slot(held.slot, wave.pk, bytes(held.slot_public_key or b""))
    try:
        sealed = seal_passphrase(
            passphrase,
            slot=slot,
            mark=held.slot_mark,
            purpose=purpose,
            hmac_key=handover_hmac_key(),
        )
    except ForeignSlot as error:
        logger.exception("trustee.foreign_slot", extra={"wave_id": wave.pk})
        raise PassphraseRefused(
            _(
                "Stop: the key to which your passphrase would be sealed is not the release "
                "worker's. Nothing was sent. Tell whoever checks this installation."
            )
        ) from error
    held.sealed_passphrase, held.handed_at = sealed, now
    held.save(update_fields=["sealed_passphrase", "handed_at"])
    enqueue_job(task=task, subject_id=str(wave.pk))


def take_passphrase(*, wave_id: uuid.UUID) -> None:
    """Make the wave's key pair under the passphrase that was handed over, in the release worker.

    An earlier key of the draft goes, with the expectations that were sealed to it. Done or not, the
    slot is used up.
    """
    wave = Wave.objects.get(pk=wave_id)
    passphrase = _handed(wave, HandoverPurpose.LOCK)
    if passphrase is not None:
        _forget_earlier_key(wave)
        make_wave_key(wave_id=wave_id, passphrase=passphrase)
        logger.info("trustee.key_locked", extra={"wave_id": wave_id})
    renew_slot(wave)


def unlocking_passphrase(wave: Wave) -> str:
    """The passphrase that was handed over to release the wave, opened in the release worker.

    It stays handed over until it is used or refused: a worker that is killed goes on with it.

    Raises
    ------
    PassphraseRefused
        None was handed over, or none that this worker can open.
    """
    passphrase = _handed(wave, HandoverPurpose.UNLOCK)
    if passphrase is None:
        renew_slot(wave)
        raise PassphraseRefused(
            _("This wave opens only with the trustee's passphrase. Ask the trustee to give it.")
        )
    return passphrase


def renew_slot(wave: Wave) -> None:
    """Use the slot up and make another, in the release worker."""
    used = Trusteeship.objects.filter(wave=wave).values_list("slot", flat=True).first()
    close_slot(wave)
    if used is not None:
        slot_store().destroy(used)
    offer_slot(wave_id=wave.pk)


def refuse_passphrase(wave: Wave, *, now: dt.datetime) -> None:
    """Forget a passphrase that does not fit, count it, and be ready for another."""
    held = Trusteeship.objects.get(wave=wave)
    count = 1 + (held.failed_count if _is_counted(held, now) else 0)
    renew_slot(wave)
    Trusteeship.objects.filter(wave=wave).update(failed_count=count, failed_at=now)
    logger.warning("trustee.passphrase_refused", extra={"wave_id": wave.pk, "count": count})


def expire_passphrases(*, now: dt.datetime) -> None:
    """Forget what was handed over and not used in time; keep a slot for every wave that needs one.

    Runs in the release worker every few minutes: it alone reaches the keys of the slots.
    """
    handed_before = now - dt.timedelta(minutes=settings.PASSPHRASE_LIFE_MINUTES)
    late = Trusteeship.objects.filter(handed_at__lt=handed_before).select_related("wave")
    for held in late.order_by("pk"):
        renew_slot(held.wave)
    used = set(Trusteeship.objects.filter(slot__isnull=False).values_list("slot", flat=True))
    for slot_id in slot_store().names():
        if slot_id not in used:
            slot_store().destroy(slot_id)
    waiting = Wave.objects.filter(has_trustee=True, state__in=list(PURPOSES))
    for wave_id in waiting.order_by("pk").values_list("pk", flat=True):
        offer_slot(wave_id=wave_id)


def active_trustees() -> list[User]:
    """Who may give a passphrase."""
    return list(User.objects.filter(role=Role.TRUSTEE, is_active=True).order_by("email"))


def attempts_left(held: Trusteeship, now: dt.datetime) -> int:
    """How many passphrases may be tried before there is a pause; 0 during it."""
    failed = held.failed_count if _is_counted(held, now) else 0
    return max(0, settings.PASSPHRASE_ATTEMPTS - failed)


def _is_counted(held: Trusteeship, now: dt.datetime) -> bool:
    pause = dt.timedelta(minutes=settings.PASSPHRASE_PAUSE_MINUTES)
    return held.failed_at is not None and held.failed_at > now - pause


def _check_pause(held: Trusteeship, now: dt.datetime) -> None:
    if attempts_left(held, now) == 0 and held.failed_at is not None:
        ends_at = held.failed_at + dt.timedelta(minutes=settings.PASSPHRASE_PAUSE_MINUTES)
        raise PassphraseRefused(
            _("Too many passphrases did not fit. Try again after %(time)s; nothing is lost.")
            % {"time": timezone.localtime(ends_at).strftime("%H:%M")}
        )


@transaction.atomic
def _forget_earlier_key(wave: Wave) -> None:
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if locked.state == WaveState.DRAFT and locked.public_key is not None:
        forget_draft_key(locked)


def forget_draft_key(wave: Wave) -> None:
    """Let a draft have a new key; what leaders had sealed to the old one goes with it."""
    wave.public_key = None
    wave.save(update_fields=["public_key"])
    Expectation.objects.filter(wave=wave).delete()


def _handed(wave: Wave, purpose: HandoverPurpose) -> str | None:
    """What was handed over for this purpose; None where nothing is, or nothing that opens."""
    held = Trusteeship.objects.filter(wave=wave, sealed_passphrase__isnull=False).first()
    wrapped = slot_store().load(held.slot) if held and held.slot else None
    if held is None or held.slot is None or wrapped is None:
        return None
    private_key = unwrap_private_key(wrapped, wave_id=held.slot, wrapping_secret=wrapping_secret())
    try:
        return open_passphrase(
            bytes(held.sealed_passphrase or b""),
            private_key=private_key,
            wave_id=wave.pk,
            slot_id=held.slot,
            purpose=purpose,
            hmac_key=handover_hmac_key(),
        )
    except InvalidEnvelope:  # handed over for something else, or put in by somebody else
        return None

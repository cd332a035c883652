"""Release a closed wave: open, separate, compute everything, audit, write once, destroy the key.

A kill at any point leaves the sealed or the released state. Released with the key still there is a
state of its own (`Release.is_complete` is false): nobody reads its cells until it is resumed.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.services import enqueue_job
from surveys.models import (
    Envelope,
    Expectation,
    Release,
    Trusteeship,
    VerifiedWave,
    Wave,
    WaveState,
)
from surveys.obstacles import (
    AuditRefused,
    IllegalMove,
    KeyUnavailable,
    PassphraseRefused,
    ReleaseStopped,
)
from surveys.partitions import drop_partition, lock_partition, scrub
from surveys.release_stages import ReleaseStage
from surveys.sealed_wave import key_store, slot_store, wrapping_secret
from surveys.sealing.envelopes import EnvelopeError
from surveys.sealing.keys import KeyUnwrapError, WrongPassphrase, unwrap_private_key
from surveys.sealing.receipts import receipts_root
from surveys.sealing.separation import separate
from surveys.services import alerts
from surveys.services.auditing import forget_findings, record_findings
from surveys.services.comparing import forget_earlier_people, forget_earlier_rows
from surveys.services.expectations import OpenedExpectation, open_expectations
from surveys.services.figures import ReleasedFigures, compute_figures
from surveys.services.opening import OpenedBallots, issued_count, open_ballots
from surveys.services.storing import store_figures
from surveys.services.trustee import refuse_passphrase, unlocking_passphrase
from surveys.services.wave_keys import close_slot

logger = logging.getLogger(__name__)

Progress = Callable[[int, str], None]


def release_wave(*, wave_id: uuid.UUID, progress: Progress) -> None:
    """Release a wave, or go on where an earlier attempt stopped. Released twice it is not.

    Raises
    ------
    IllegalMove
        The wave still takes answers.
    KeyUnavailable, PassphraseRefused, ReleaseStopped
        Nothing was changed; the message says what to repair.
    """
    wave = Wave.objects.select_related("survey__instrument").get(pk=wave_id)
    if not Release.objects.filter(wave=wave).exists():
        if wave.state != WaveState.CLOSED:
            raise IllegalMove(_("Only a closed wave can be released."))
        _release(wave, progress)
    _complete(wave, progress)


@dataclass(frozen=True)
class _Opened:
    cast: OpenedBallots
    expectations: list[OpenedExpectation]


def _release(wave: Wave, progress: Progress) -> None:
    progress(ReleaseStage.OPEN.begins_percent, _("Opening the envelopes"))
    opened = _open(wave)
    if len(opened.cast.ballots) < wave.min_group_size:
        _store_too_few(wave, opened)
        return
    progress(ReleaseStage.SHUFFLE.begins_percent, _("Shuffling answers and comments"))
    separated = separate(opened.cast.ballots)
    progress(ReleaseStage.SCORE.begins_percent, _("Computing every figure"))
    try:
        figures = compute_figures(
            wave,
            separated,
            opened.expectations,
            begin_audit=lambda: progress(
                ReleaseStage.AUDIT.begins_percent, _("Auditing what may be published")
            ),
        )
    except AuditRefused as refused:
        record_findings(wave, refused.findings)
        raise
    progress(ReleaseStage.STORE.begins_percent, _("Writing the audited figures"))
    _store(wave, opened, figures)


def _open(wave: Wave) -> _Opened:
    private_key = _private_key(wave)
    try:
        cast = open_ballots(wave, private_key)
        expectations = open_expectations(wave, private_key)
    except EnvelopeError as error:
        raise ReleaseStopped(
            _("The release was stopped, nothing was changed: %(reason)s") % {"reason": error}
        ) from error
    return _Opened(cast=cast, expectations=expectations)


def _private_key(wave: Wave) -> bytes:
    wrapped = key_store().load(wave.pk)
    if wrapped is None:
        raise KeyUnavailable(
            _("The key of this wave is not in the key store. Restore it from its backup.")
        )
    passphrase = unlocking_passphrase(wave) if wave.has_trustee else None
    try:
        return unwrap_private_key(
            wrapped,
            wave_id=wave.pk,
            wrapping_secret=wrapping_secret(),
            trustee_passphrase=passphrase,
        )
    except WrongPassphrase as error:
        refuse_passphrase(wave, now=timezone.now())
        raise PassphraseRefused(
            _("This is not the passphrase of this wave. Nothing was changed; try again.")
        ) from error
    except KeyUnwrapError as error:
        raise KeyUnavailable(str(error)) from error


@transaction.atomic
def _store_too_few(wave: Wave, opened: _Opened) -> None:
    if _is_released_meanwhile(wave, opened):
        return
    Release.objects.create(
        wave=wave,
        released_date=timezone.localdate(),
        answered_count=len(opened.cast.ballots),
        has_cells=False,
    )
    _store_receipts(wave, opened.cast)
    drop_partition(wave.pk)
    _move(wave, WaveState.TOO_FEW)


@transaction.atomic
def _store(wave: Wave, opened: _Opened, figures: ReleasedFigures) -> None:
    if _is_released_meanwhile(wave, opened):
        return
    store_figures(wave, figures, answered_count=len(opened.cast.ballots), is_complete=False)
    for expectation in opened.expectations:
        Expectation.objects.filter(pk=expectation.id).update(answers=dict(expectation.answers))
    forget_earlier_rows(wave)
    forget_earlier_people(wave)
    forget_findings(wave)
    _store_receipts(wave, opened.cast)
    drop_partition(wave.pk)
    _move(wave, WaveState.RELEASED)


def _store_receipts(wave: Wave, cast: OpenedBallots) -> None:
    """What lets everybody check a verified wave; of another wave there is nothing."""
    VerifiedWave.objects.filter(wave=wave).update(
        receipts=list(cast.receipts),
        root=receipts_root(cast.receipts),
        signature_count=cast.issued_count,
        spoiled_count=cast.spoiled,
    )


def _is_released_meanwhile(wave: Wave, opened: _Opened) -> bool:
    """Shut the partition; say whether another worker was faster. Stop when a count has changed."""
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    lock_partition(wave.pk)
    if Release.objects.filter(wave=wave).exists():
        return True
    count = Envelope.objects.filter(wave=wave).count()
    if (
        locked.state != WaveState.CLOSED
        or count != opened.cast.envelope_count
        or issued_count(wave) != opened.cast.issued_count
    ):
        raise ReleaseStopped(
            _("An answer arrived at the last moment; nothing was changed. Release again.")
        )
    return False


def _move(wave: Wave, state: WaveState) -> None:
    wave.state = state
    wave.save(update_fields=["state"])
    logger.info("wave.released", extra={"wave_id": wave.pk, "state": state.value})


def _complete(wave: Wave, progress: Progress) -> None:
    """Destroy the key, remove what deleted envelopes left on disk, then let the cells be read."""
    progress(ReleaseStage.DESTROY.begins_percent, _("Destroying the key"))
    key_store().destroy(wave.pk)
    _destroy_slot(wave)
    if not Release.objects.filter(wave=wave, is_complete=True).exists():
        scrub()
        with transaction.atomic():
            Release.objects.filter(wave=wave).update(is_complete=True)
            if wave.passes_on_alerts:
                enqueue_job(task=alerts.TASK, subject_id=str(wave.pk))
        logger.info("wave.key_destroyed", extra={"wave_id": wave.pk})


def _destroy_slot(wave: Wave) -> None:
    """The trustee's passphrase, still sealed in old copies of the database, opens never again."""
    slot = Trusteeship.objects.filter(wave=wave).values_list("slot", flat=True).first()
    if slot is not None:
        slot_store().destroy(slot)
        close_slot(wave)

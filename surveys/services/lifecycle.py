"""The moves of a wave: prepare, launch, open, close. Any other is refused with its reason."""

import datetime as dt
import hashlib
import json
import logging
import uuid
from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import persons_of_trust
from jobs.services import enqueue_job
from surveys.invitees import Invitee, invitees_of
from surveys.levels import merge_small_levels
from surveys.models import Invitation, RetentionMode, Trusteeship, Wave, WaveState
from surveys.obstacles import IllegalMove, NotReadyToLaunch
from surveys.sealed_wave import frozen_settings_hash
from surveys.services.ballots import forget_signing_keys, make_ballot_keys
from surveys.services.comparing import check_parallel_surveys
from surveys.services.planning import check_dimension_count
from surveys.services.trustee import offer_slot
from surveys.services.wave_keys import make_wave_key

logger = logging.getLogger(__name__)


def prepare_wave(*, wave_id: uuid.UUID) -> None:
    """Make the wave's key pair and room for its envelopes, in the release worker.

    With a trustee it makes the slot for the passphrase instead; the key follows with that. A second
    call changes nothing.
    """
    wave = Wave.objects.get(pk=wave_id)
    if wave.has_trustee:
        offer_slot(wave_id=wave_id)
    elif wave.public_key is None:
        make_wave_key(wave_id=wave_id, passphrase=None)


@transaction.atomic
def launch_wave(*, wave_id: uuid.UUID, now: dt.datetime) -> Wave:
    """Freeze settings and roster, invite everybody of the audience, open if it is time."""
    wave = _locked(wave_id)
    _require_state(wave, WaveState.DRAFT)
    _require_key(wave)
    invitees = invitees_of(wave)
    _check_launchable(wave, invitees, now)
    employees = [one.employee for one in invitees if one.employee]
    check_parallel_surveys(wave, employees, timezone.localdate(now))
    labels = _frozen_labels(wave, invitees)
    wave.summarizes_comments = bool(settings.SUMMARY_URL)
    wave.settings_hash = frozen_settings_hash(wave)
    wave.roster_hash = _roster_hash(invitees, labels)
    wave.invited_count = len(invitees)
    wave.state = WaveState.SCHEDULED
    wave.save()
    make_ballot_keys(wave=wave, labels=labels)
    Invitation.objects.bulk_create(
        [
            Invitation(
                wave=wave,
                employee=invitee.employee,
                batch=invitee.batch,
                labels=row,
            )
            for invitee, row in zip(invitees, labels, strict=True)
        ],
        batch_size=500,
    )
    logger.info("wave.launched", extra={"wave_id": wave.pk})
    if wave.opens_at <= now:
        open_wave(wave_id=wave.pk, now=now)
        wave.refresh_from_db()
    return wave


@transaction.atomic
def open_wave(*, wave_id: uuid.UUID, now: dt.datetime) -> None:
    """Take answers from now on and have the invitations sent."""
    wave = _locked(wave_id)
    _require_state(wave, WaveState.SCHEDULED)
    wave.state = WaveState.OPEN
    wave.opened_date = timezone.localdate(now)
    wave.save(update_fields=["state", "opened_date"])
    enqueue_job(task="surveys.send_invitations", subject_id=str(wave.pk))
    logger.info("wave.opened", extra={"wave_id": wave.pk})


@transaction.atomic
def close_wave(*, wave_id: uuid.UUID, now: dt.datetime) -> None:
    """Take no more answers and have the wave released, or its trustee called to unlock it."""
    wave = _locked(wave_id)
    _require_state(wave, WaveState.OPEN)
    wave.state = WaveState.CLOSED
    wave.closed_date = timezone.localdate(now)
    wave.save(update_fields=["state", "closed_date"])
    forget_signing_keys(wave)
    # a trustee's passphrase starts the release of a wave that has one
    task = "surveys.call_trustee" if wave.has_trustee else "surveys.release_wave"
    enqueue_job(task=task, subject_id=str(wave.pk))
    logger.info("wave.closed", extra={"wave_id": wave.pk})


def advance_due_waves(*, now: dt.datetime) -> None:
    """Open and close what is due."""
    scheduled = Wave.objects.filter(state=WaveState.SCHEDULED, opens_at__lte=now)
    for wave_id in scheduled.order_by("opens_at", "pk").values_list("pk", flat=True):
        with suppress(IllegalMove):  # somebody was faster
            open_wave(wave_id=wave_id, now=now)
    due = Wave.objects.filter(state=WaveState.OPEN, closes_at__lte=now)
    for wave_id in due.order_by("closes_at", "pk").values_list("pk", flat=True):
        with suppress(IllegalMove):
            close_wave(wave_id=wave_id, now=now)


def _locked(wave_id: uuid.UUID) -> Wave:
    return Wave.objects.select_for_update().get(pk=wave_id)


def _require_state(wave: Wave, wanted: WaveState) -> None:
    if wave.state != wanted:
        raise IllegalMove(
            _("This needs a wave that is “%(wanted)s”; this wave is “%(state)s”.")
            % {"wanted": wanted.label, "state": WaveState(wave.state).label}
        )


def _require_key(wave: Wave) -> None:
    if Trusteeship.objects.filter(wave=wave, sealed_passphrase__isnull=False).exists():
        raise NotReadyToLaunch(_("The trustee's passphrase is being set. Launch in a moment."))
    if wave.public_key is None and wave.has_trustee:
        raise NotReadyToLaunch(
            _("The trustee has not set the passphrase yet. Ask the works council to do so.")
        )
    if wave.public_key is None:
        raise NotReadyToLaunch(_("The wave's key is still being made. Launch again in a moment."))


def _check_launchable(wave: Wave, invitees: Sequence[Invitee], now: dt.datetime) -> None:
    if len(invitees) < wave.min_group_size:
        raise NotReadyToLaunch(
            _(
                "The audience has %(count)s people; at least %(minimum)s are needed to keep "
                "answers anonymous. Choose a larger audience."
            )
            % {"count": len(invitees), "minimum": wave.min_group_size}
        )
    _check_dimensions(wave, invitees)
    if wave.passes_on_alerts and not persons_of_trust():
        raise NotReadyToLaunch(
            _("Nobody has the role of a person of trust. Give it to somebody, or pass nothing on.")
        )
    if wave.closes_at <= now:
        raise NotReadyToLaunch(_("The survey would close in the past. Choose a later end."))


def _check_dimensions(wave: Wave, invitees: Sequence[Invitee]) -> None:
    check_dimension_count(wave.reporting_dimensions, RetentionMode(wave.retention_mode))
    for dimension in wave.reporting_dimensions:
        if not any(invitee.attributes.get(dimension) for invitee in invitees):
            raise NotReadyToLaunch(
                _("Nobody in the audience has a “%(dimension)s”. Choose another dimension.")
                % {"dimension": dimension}
            )


def _frozen_labels(wave: Wave, invitees: Sequence[Invitee]) -> list[dict[str, str]]:
    """Level of each person by reporting dimension; levels under the floor are merged."""
    rows: list[dict[str, str]] = [{} for _invitee in invitees]
    for dimension in wave.reporting_dimensions:
        levels = [str(invitee.attributes.get(dimension) or "") for invitee in invitees]
        merged = merge_small_levels(levels, minimum=wave.min_group_size)
        for row, level in zip(rows, levels, strict=True):
            row[dimension] = merged[level]
    return rows


def _roster_hash(invitees: Sequence[Invitee], labels: Sequence[dict[str, str]]) -> str:
    roster = sorted(
        (invitee.roster_name, row) for invitee, row in zip(invitees, labels, strict=True)
    )
    return hashlib.sha256(json.dumps(roster, sort_keys=True).encode()).hexdigest()

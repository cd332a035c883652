"""What workers do for this room: take a job id, make one service call. Safe to run twice."""

import uuid

from celery import shared_task
from django.utils import timezone

from jobs.running import perform_job
from surveys.services import (
    alerts,
    calling,
    invitations,
    lifecycle,
    participation,
    people_imports,
    pulses,
    release,
    reminding,
    retention,
    trustee,
)


@shared_task(name="surveys.prepare_wave")
def prepare_wave(job_id: str) -> None:
    """Make the wave's key pair."""
    perform_job(
        job_id, lambda wave_id, _progress: lifecycle.prepare_wave(wave_id=uuid.UUID(wave_id))
    )


@shared_task(name="surveys.send_invitations")
def send_invitations(job_id: str) -> None:
    """Mail the invitations of an open wave."""
    perform_job(
        job_id,
        lambda wave_id, progress: invitations.send_invitations(
            wave_id=uuid.UUID(wave_id), progress=progress
        ),
    )


@shared_task(name="surveys.send_reminders")
def send_reminders(job_id: str) -> None:
    """Mail the reminder of an open wave."""
    perform_job(
        job_id,
        lambda wave_id, progress: reminding.send_reminders(
            wave_id=uuid.UUID(wave_id), progress=progress
        ),
    )


@shared_task(name="surveys.release_wave")
def release_wave(job_id: str) -> None:
    """Open, score, audit and publish a closed wave."""
    perform_job(
        job_id,
        lambda wave_id, progress: release.release_wave(
            wave_id=uuid.UUID(wave_id), progress=progress
        ),
    )


@shared_task(name="surveys.call_trustee")
def call_trustee(job_id: str) -> None:
    """Tell the trustees by mail that a wave waits for them."""
    perform_job(job_id, lambda wave_id, _progress: calling.call_trustee(wave_id=uuid.UUID(wave_id)))


@shared_task(name="surveys.take_passphrase")
def take_passphrase(job_id: str) -> None:
    """Make the wave's key pair under the trustee's passphrase."""
    perform_job(
        job_id, lambda wave_id, _progress: trustee.take_passphrase(wave_id=uuid.UUID(wave_id))
    )


@shared_task(name=people_imports.CHECK_TASK)
def check_people(job_id: str) -> None:
    """Read an uploaded list of employees."""
    perform_job(
        job_id,
        lambda import_id, progress: people_imports.check_people(
            import_id=uuid.UUID(import_id), progress=progress
        ),
    )


@shared_task(name=people_imports.WRITE_TASK)
def import_people(job_id: str) -> None:
    """Write a list of employees that was confirmed."""
    perform_job(
        job_id,
        lambda import_id, progress: people_imports.write_people(
            import_id=uuid.UUID(import_id), progress=progress
        ),
    )


@shared_task(name="surveys.forget_old_imports", expires=3600)
def forget_old_imports() -> None:
    """Delete uploads that nobody confirmed, and what was kept of old imports."""
    people_imports.forget_old_imports(now=timezone.now())


@shared_task(name="surveys.expire_passphrases", expires=300)
def expire_passphrases() -> None:
    """Forget passphrases that were handed over and not used in time."""
    trustee.expire_passphrases(now=timezone.now())


@shared_task(name=alerts.TASK)
def tell_persons_of_trust(job_id: str) -> None:
    """Mail the persons of trust that a wave was released."""
    perform_job(
        job_id,
        lambda wave_id, _progress: alerts.tell_persons_of_trust(wave_id=uuid.UUID(wave_id)),
    )


@shared_task(name="surveys.advance_due_waves", expires=60)
def advance_due_waves() -> None:
    """Open and close waves whose time has come, remind of open ones, draft the next pulses."""
    lifecycle.advance_due_waves(now=timezone.now())
    reminding.ask_for_due_reminders(now=timezone.now())
    pulses.draft_due_pulses(now=timezone.now())


@shared_task(name="surveys.refresh_participation", expires=3600)
def refresh_participation() -> None:
    """Bring the shown participation of open waves up to this day."""
    participation.refresh_participation(today=timezone.localdate())


@shared_task(name="surveys.apply_retention", expires=3600)
def apply_retention() -> None:
    """Delete what was promised to be deleted by today."""
    retention.apply_retention(today=timezone.localdate())

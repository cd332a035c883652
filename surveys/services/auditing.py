"""When the disclosure audit stops a release: it is noted, and groups can be given up."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.services import enqueue_job
from surveys.disclosure.finding import Finding
from surveys.models import DisclosureAudit, Wave, WaveState
from surveys.obstacles import IllegalMove


def record_findings(wave: Wave, findings: Sequence[Finding]) -> None:
    """Note the kinds of attacks that stopped a release, and no group, question or figure."""
    kinds = sorted({finding.attack.value for finding in findings})
    DisclosureAudit.objects.update_or_create(wave=wave, defaults={"findings": kinds})


def forget_findings(wave: Wave) -> None:
    """The wave was released: what stopped an earlier attempt does no more."""
    DisclosureAudit.objects.filter(wave=wave).update(findings=[])


@transaction.atomic
def publish_without_groups(*, wave_id: uuid.UUID) -> None:
    """Give up all groups of a wave whose release was stopped, and release it for everybody.

    Raises
    ------
    IllegalMove
        The audit did not stop this wave.
    """
    wave = Wave.objects.select_for_update().get(pk=wave_id)
    audit = DisclosureAudit.objects.filter(wave=wave).exclude(findings=[]).first()
    if wave.state != WaveState.CLOSED or audit is None or audit.is_without_groups:
        raise IllegalMove(_("Groups are given up only where the audit stopped the release."))
    audit.is_without_groups = True
    audit.findings = []
    audit.save()
    if not wave.has_trustee:  # a trustee gives the passphrase once more, which starts the release
        enqueue_job(task="surveys.release_wave", subject_id=str(wave.pk))

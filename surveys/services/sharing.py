"""Let others read the results of a wave, and take that back. Both stand in the audit log."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.services import record_audit
from surveys.access import NEVER_READERS
from surveys.models import ResultGrant, Wave
from surveys.obstacles import NotShareable


def share_results(*, actor: User, wave: Wave, reader: User | None, role: Role | None) -> None:
    """Let one person, or everybody with a role, read the results; done twice it changes nothing.

    Raises
    ------
    NotShareable
        Neither or both were named, the account is closed, or the role sees no results.
    """
    if (reader is None) == (role is None):
        raise NotShareable(_("Choose a person or a role."))
    if reader is not None and not reader.is_active:
        raise NotShareable(_("This account is closed."))
    wanted = Role(reader.role) if reader is not None else role
    if wanted in NEVER_READERS:
        raise NotShareable(
            _("Auditors, trustees and persons of trust see no results, whoever shares them.")
        )
    try:
        with transaction.atomic():
            ResultGrant.objects.create(
                wave=wave,
                reader=reader,
                role=role or "",
                granted_by=actor,
                granted_at=timezone.now(),
            )
            record_audit(actor=actor, verb="results.share", subject=_subject(wave, reader, role))
    except IntegrityError:
        return  # shared before


@transaction.atomic
def stop_sharing(*, actor: User, grant: ResultGrant) -> None:
    """Take the right back; pages answer as if it had never been there."""
    subject = _subject(grant.wave, grant.reader, Role(grant.role) if grant.role else None)
    grant.delete()
    record_audit(actor=actor, verb="results.unshare", subject=subject)


def _subject(wave: Wave, reader: User | None, role: Role | None) -> str:
    return f"{wave.pk} {reader.email if reader is not None else role}"

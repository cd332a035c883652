"""Import employees as two jobs: check the upload, and, once confirmed, write it whole or not.

A job's argument is the id of the import. The list itself lies in a file that the product alone can
read, and goes when the import ends.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from jobs.services import enqueue_job
from surveys.models import ImportState, PeopleImport
from surveys.obstacles import ImportOver, RosterRefused
from surveys.rosters import Roster
from surveys.services.people import import_employees, preview_import, read_employees
from surveys.staging import discard_upload, remove_old_uploads, stage_upload, staged_upload

logger = logging.getLogger(__name__)

CHECK_TASK = "surveys.check_people"
WRITE_TASK = "surveys.import_people"
KEPT_DAYS = 7
"""A finished import is found again for a week, like other work."""
USES_FILE = (ImportState.CHECKING, ImportState.CHECKED, ImportState.WRITING)

Progress = Callable[[int, str], None]


@transaction.atomic
def ask_for_check(*, user: User, data: bytes, language: str, now: dt.datetime) -> PeopleImport:
    """Keep the upload and have it checked."""
    asked = PeopleImport.objects.create(
        asked_by=user, asked_at=now, language=language, upload=stage_upload(data)
    )
    enqueue_job(task=CHECK_TASK, subject_id=str(asked.pk))
    return asked


def check_people(*, import_id: uuid.UUID, progress: Progress) -> None:
    """Read the list and note what it would change, or its faults. A second call changes nothing."""
    asked = PeopleImport.objects.get(pk=import_id)
    if asked.state == ImportState.CHECKING:
        with translation.override(asked.language):
            _check(asked, progress)


def _check(asked: PeopleImport, progress: Progress) -> None:
    progress(10, _("Reading the list"))
    try:
        roster = _read(asked)
    except RosterRefused as refused:
        _refuse(asked, str(refused).splitlines())
        return
    progress(70, _("Comparing it with what is stored"))
    found = preview_import(roster=roster)
    PeopleImport.objects.filter(pk=asked.pk, state=ImportState.CHECKING).update(
        state=ImportState.CHECKED,
        people=len(roster.rows),
        managers=sum(row.is_manager for row in roster.rows),
        attributes=sorted(roster.attributes),
        added=found.new_count,
        changed=found.changed_count,
        absent=found.absent_count,
    )
    logger.info("people.checked", extra={"count": len(roster.rows)})


@transaction.atomic
def confirm_import(*, import_id: uuid.UUID, removes_absent: bool) -> None:
    """Have a checked list written. Confirmed twice it is written once.

    Raises
    ------
    ImportOver
        The list has faults, or its file is not there any more.
    """
    asked = PeopleImport.objects.select_for_update().get(pk=import_id)
    if asked.state in {ImportState.WRITING, ImportState.DONE}:
        return
    if asked.state != ImportState.CHECKED or staged_upload(asked.upload) is None:
        raise ImportOver(_("The upload is not there any more. Upload the list again."))
    asked.state = ImportState.WRITING
    asked.removes_absent = removes_absent
    asked.save(update_fields=["state", "removes_absent"])
    enqueue_job(task=WRITE_TASK, subject_id=str(asked.pk))


def write_people(*, import_id: uuid.UUID, progress: Progress) -> None:
    """Write a confirmed list in one transaction; killed half-way, nothing of it is there.

    Two imports at the same time are written one after the other.
    """
    asked = PeopleImport.objects.get(pk=import_id)
    if asked.state != ImportState.WRITING:
        return
    with translation.override(asked.language):
        progress(10, _("Reading the list"))
        try:
            roster = _read(asked)
        except RosterRefused as refused:
            _refuse(asked, str(refused).splitlines())
            return
        progress(50, _("Writing the list"))
        if _write(asked.pk, roster):
            _forget_file(asked)


@transaction.atomic
def _write(import_id: uuid.UUID, roster: Roster) -> bool:
    # every import that is being written is locked, so that one waits for the other
    writing = PeopleImport.objects.select_for_update().filter(state=ImportState.WRITING)
    asked = next((one for one in writing.order_by("pk") if one.pk == import_id), None)
    if asked is None:  # another worker was faster
        return False
    outcome = import_employees(roster=roster, removes_absent=asked.removes_absent)
    asked.state = ImportState.DONE
    asked.people, asked.added, asked.changed = outcome.people, outcome.added, outcome.changed
    asked.absent = outcome.absent
    asked.save(update_fields=["state", "people", "added", "changed", "absent"])
    if asked.asked_by:
        record_audit(actor=asked.asked_by, verb="people.import", subject=str(outcome.people))
    return True


def forget_old_imports(*, now: dt.datetime) -> None:
    """Delete imports after a week, and files that nobody confirmed within an hour."""
    remove_old_uploads()
    PeopleImport.objects.filter(asked_at__lt=now - dt.timedelta(days=KEPT_DAYS)).delete()


def _read(asked: PeopleImport) -> Roster:
    data = staged_upload(asked.upload)
    if data is None:
        raise RosterRefused(_("The upload is not there any more. Upload the list again."))
    return read_employees(data=data)


def _refuse(asked: PeopleImport, faults: list[str]) -> None:
    PeopleImport.objects.filter(pk=asked.pk).update(state=ImportState.REFUSED, faults=faults)
    _forget_file(asked)
    logger.info("people.refused", extra={"count": len(faults)})


def _forget_file(asked: PeopleImport) -> None:
    """Remove the file, unless another upload of the very same list still needs it."""
    others = PeopleImport.objects.filter(upload=asked.upload, state__in=USES_FILE)
    if not others.exclude(pk=asked.pk).exists():
        discard_upload(asked.upload)

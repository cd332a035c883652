"""Keep the list of employees and the audiences drawn from it."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from surveys.models import Audience, Employee, OtherName
from surveys.obstacles import NameTaken, RosterRefused
from surveys.other_names import NameList, read_names
from surveys.roster_lines import UnreadableRoster
from surveys.rosters import Roster, RosterRow, read_roster

logger = logging.getLogger(__name__)

BATCH_ROWS = 500


@dataclass(frozen=True)
class RosterPreview:
    """What an import would change."""

    roster: Roster
    new_count: int
    changed_count: int
    absent_count: int
    """Employees that are not in the list; they stay, unless the import removes them."""


@dataclass(frozen=True)
class ImportOutcome:
    """What an import changed. `absent` employees were not in the list, removed or not."""

    people: int
    added: int
    changed: int
    absent: int


def read_employees(*, data: bytes) -> Roster:
    """Read an uploaded list.

    Raises
    ------
    RosterRefused
        With every fault and its line. Nothing is written.
    """
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise RosterRefused(
            _("The file has %(size)s MB; at most %(limit)s MB are read. Split the list.")
            % {"size": len(data) // 10**6, "limit": settings.IMPORT_MAX_BYTES // 10**6}
        )
    try:
        return read_roster(
            data,
            languages=settings.RESPONDENT_LANGUAGES,
            default_language=settings.LANGUAGE_CODE,
        )
    except UnreadableRoster as error:
        raise RosterRefused(_fault_lines(error)) from error


def read_other_names(*, data: bytes) -> NameList:
    """Read an uploaded list of names to redact.

    Raises
    ------
    RosterRefused
        With every fault and its line. Nothing is written.
    """
    try:
        return read_names(data)
    except UnreadableRoster as error:
        raise RosterRefused(_fault_lines(error)) from error


@transaction.atomic
def replace_other_names(*, names: NameList) -> int:
    """Put this list in the place of the one before; returns the number of names."""
    OtherName.objects.all().delete()
    OtherName.objects.bulk_create([OtherName(name=name) for name in names.names], batch_size=500)
    logger.info("names.replaced", extra={"count": len(names.names)})
    return len(names.names)


def _fault_lines(error: UnreadableRoster) -> str:
    return "\n".join(
        _("Line %(line)s: %(message)s") % {"line": fault.line, "message": fault.message}
        if fault.line
        else fault.message
        for fault in error.problems
    )


def preview_import(*, roster: Roster) -> RosterPreview:
    """Compare a list with what is stored."""
    stored = _stored()
    listed = {row.email for row in roster.rows}
    return RosterPreview(
        roster=roster,
        new_count=len(listed - stored.keys()),
        changed_count=sum(
            row.email in stored and stored[row.email][1:] != _facts(row) for row in roster.rows
        ),
        absent_count=len(stored.keys() - listed),
    )


@transaction.atomic
def import_employees(*, roster: Roster, removes_absent: bool = False) -> ImportOutcome:
    """Write the whole list or nothing."""
    stored = _stored()
    fresh = [_employee(row) for row in roster.rows if row.email not in stored]
    changed = [
        _employee(row, key=stored[row.email][0])
        for row in roster.rows
        if row.email in stored and stored[row.email][1:] != _facts(row)
    ]
    # put in again under their keys: 15 times faster than bulk_update, which names every row twice
    Employee.objects.bulk_create(
        changed,
        batch_size=BATCH_ROWS,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "language", "is_manager", "attributes"],
    )
    Employee.objects.bulk_create(fresh, batch_size=BATCH_ROWS)
    listed = {row.email for row in roster.rows}
    absent = [facts[0] for email, facts in stored.items() if email not in listed]
    for start in range(0, len(absent) if removes_absent else 0, BATCH_ROWS):
        Employee.objects.filter(pk__in=absent[start : start + BATCH_ROWS]).delete()
    logger.info("people.imported", extra={"count": len(roster.rows)})
    return ImportOutcome(len(roster.rows), len(fresh), len(changed), len(absent))


def _stored() -> dict[str, tuple[int, str, str, bool, dict[str, str]]]:
    """Key and facts of every employee by address; no model instances, as there may be many."""
    rows = Employee.objects.order_by("pk").values_list(
        "email", "pk", "name", "language", "is_manager", "attributes"
    )
    return {
        email.lower(): (key, name, language, is_manager, attributes)
        for email, key, name, language, is_manager, attributes in rows.iterator()
    }


def _facts(row: RosterRow) -> tuple[str, str, bool, dict[str, str]]:
    return row.name, row.language, row.is_manager, dict(row.attributes)


def _employee(row: RosterRow, key: int | None = None) -> Employee:
    return Employee(
        pk=key,
        email=row.email,
        name=row.name,
        language=row.language,
        is_manager=row.is_manager,
        attributes=dict(row.attributes),
    )


@transaction.atomic
def save_audience(
    *,
    name: str,
    selection: Mapping[str, Sequence[str]],
    includes_managers: bool = False,
    audience_id: uuid.UUID | None = None,
) -> Audience:
    """Save a new selection of employees, or change the one with this id.

    Raises
    ------
    NameTaken
        Another audience has this name; nothing is written.
    """
    audience = Audience.objects.get(pk=audience_id) if audience_id else Audience()
    if Audience.objects.filter(name=name).exclude(pk=audience.pk).exists():
        raise NameTaken(_("Another audience has this name. Choose another one."))
    audience.name = name
    audience.selection = {key: sorted(levels) for key, levels in selection.items() if levels}
    audience.includes_managers = includes_managers
    audience.save()
    return audience

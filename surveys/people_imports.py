"""What pages show of imports of employees: where each stands, and the first rows of its list."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from jobs.selectors import JobStatus, latest_job
from surveys.models import ImportState, PeopleImport
from surveys.roster_lines import UnreadableRoster
from surveys.rosters import RosterRow, first_rows
from surveys.staging import staged_upload

SHOWN_ROWS = 10
SHOWN_IMPORTS = 5
TASK_OF_STATE = {
    ImportState.CHECKING: "surveys.check_people",
    ImportState.WRITING: "surveys.import_people",
}


@dataclass(frozen=True)
class ImportLine:
    """An import in a list."""

    id: uuid.UUID
    asked_at: dt.datetime
    asked_by: str
    state: ImportState
    people: int

    @property
    def state_text(self) -> str:
        """The state in words."""
        return str(self.state.label)


def import_lines() -> tuple[ImportLine, ...]:
    """The newest imports."""
    newest = PeopleImport.objects.select_related("asked_by").order_by("-asked_at", "pk")
    return tuple(
        ImportLine(
            one.pk,
            one.asked_at,
            one.asked_by.name if one.asked_by else "",
            ImportState(one.state),
            one.people,
        )
        for one in newest[:SHOWN_IMPORTS]
    )


def names_of_imports() -> Mapping[str, str]:
    """What each import is called in a list of work, by its id. The name of its file is not kept."""
    keys = PeopleImport.objects.order_by("pk").values_list("pk", flat=True)
    return dict.fromkeys(map(str, keys), _("List of employees"))


def import_job(asked: PeopleImport) -> JobStatus | None:
    """The work behind an import; None where none is needed now."""
    task = TASK_OF_STATE.get(ImportState(asked.state))
    return latest_job(task=task, subject_id=str(asked.pk)) if task else None


def shown_rows(asked: PeopleImport) -> tuple[RosterRow, ...]:
    """The first rows of a checked list; none where its file is gone."""
    data = staged_upload(asked.upload)
    if data is None:
        return ()
    try:
        return first_rows(
            data,
            count=SHOWN_ROWS,
            languages=settings.RESPONDENT_LANGUAGES,
            default_language=settings.LANGUAGE_CODE,
        )
    except UnreadableRoster:  # it was read before: somebody altered it meanwhile
        return ()

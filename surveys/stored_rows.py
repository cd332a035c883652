"""What the database holds about one respondent: the real tables, column by column, with an example.

The columns are read from the models, so that the page changes with them. A column without an
example fails a test, and so does a table of this room that nobody has decided upon.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Field, Model
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.instruments.format import ItemKind
from surveys.models import (
    BlindSignature,
    Cell,
    CommentAlert,
    Employee,
    Envelope,
    Invitation,
    InvitationLink,
    PublishedPeople,
    Release,
    ReleasedComment,
    ReleasedResponse,
    RetentionMode,
    Verbatim,
    VerifiedWave,
    Wave,
)
from surveys.sealed_wave import asked_questionnaire, ballot_context, questionnaire_of
from surveys.sealing.verified import cast_bytes


@dataclass(frozen=True)
class StoredColumn:
    """One column and what it could hold."""

    name: str
    example: str


@dataclass(frozen=True)
class StoredTable:
    """One table with a row that could be yours, or that is nobody's."""

    name: str
    about: str
    columns: tuple[StoredColumn, ...]


@dataclass(frozen=True)
class StoredRows:
    """Tables with rows about a respondent before the release, and what is left after it."""

    before: tuple[StoredTable, ...]
    after: tuple[StoredTable, ...]


KEY: Final = "7f0c2b9e-…"
HASH: Final = "b5bb9d8014a0f9b1…"
ABOUT: Final[Mapping[type[Model], str | Promise]] = {
    Employee: _("You, from the list of employees. It says nothing about any survey."),
    Invitation: _(
        "That you are invited, whether you have answered, and your groups as of the launch. "
        "Deleted 30 days after the close of a released survey."
    ),
    InvitationLink: _("The hash of a link that you were sent; the link itself is not stored."),
    BlindSignature: _(
        "That your right to vote is used up, and the hash of what was signed blind: nobody can "
        "recognize your ballot by it."
    ),
    Envelope: _(
        "Your answers and comments, sealed. No time, no name, and the same length for everybody. "
        "All envelopes are deleted at the release."
    ),
    Release: _("That the survey was released: a day and how many answered."),
    ReleasedResponse: _(
        "The answers of one person, without name and time, in random order, under a group of "
        "several. Deleted 90 days after the release at the latest."
    ),
    ReleasedComment: _(
        "One comment, redacted, apart from all answers and from other comments. Deleted 90 days "
        "after the release at the latest."
    ),
    Verbatim: _("A comment that somebody reviews before it may be quoted, without any group."),
    CommentAlert: _("A redacted comment that is passed on to the person of trust."),
    PublishedPeople: _(
        "Who was invited to a published group, as marks under a key outside the database, so that "
        "the next survey of the same people cannot be subtracted from this one. Not who answered."
    ),
    Cell: _("One published figure about a group. Figures stay."),
    VerifiedWave: _("The receipts of all ballots, sorted by value, without group and time."),
}
NOT_ABOUT_RESPONDENTS: Final = frozenset(
    {
        *("Audience", "Initiative", "Instrument", "Survey", "Wave", "OtherName"),
        *("Expectation", "Participation", "ParticipationBucket", "Reminder", "Trusteeship"),
        *("CohortKey", "CommentSummaryText", "DisclosureAudit", "LaunchDraft"),
        *("Action", "FollowUpPage", "ResultGrant", "InstrumentDraft", "CodeBatch", "WrongCodes"),
        *("PulseSchedule", "PeopleImport"),
    }
)
"""Tables of this room without a row about any respondent."""

_EXAMPLES: Final[Mapping[str, str]] = {
    "employee.id": "418",
    "employee.email": "kim@example.org",
    "employee.name": "Kim Weber",
    "employee.language": "de",
    "employee.is_manager": "no",
    "employee.attributes": '{"department": "Sales", "site": "North"}',
    "invitation.id": KEY,
    "invitation.wave": KEY,
    "invitation.employee": "418",
    "invitation.state": "done",
    "invitation.batch": "",
    "invitation.is_sent": "yes",
    "invitation.reminder_number": "1",
    "invitationlink.token_hash": HASH,
    "invitationlink.invitation": KEY,
    "blindsignature.invitation": KEY,
    "blindsignature.blinded_hash": HASH,
    "envelope.wave": KEY,
    "envelope.id": "c41d07aa-…",
    "release.wave": KEY,
    "release.released_date": "2026-03-16",
    "release.answered_count": "143",
    "release.has_cells": "yes",
    "release.is_complete": "yes",
    "release.cube_fingerprint": HASH,
    "release.audit": "[]",
    "releasedresponse.id": "e92b61f3-…",
    "releasedresponse.release": KEY,
    "releasedcomment.id": "0b6fd7c5-…",
    "releasedcomment.release": KEY,
    "releasedcomment.text": "More time for trying things out. [name] has shown how.",
    "releasedcomment.analysis": '{"language": "en", "tone": "neutral", "themes": ["time"]}',
    "verbatim.id": "51a8e0c2-…",
    "verbatim.release": KEY,
    "verbatim.text": "More time for trying things out. [name] has shown how.",
    "verbatim.places": "{}",
    "verbatim.state": "pending",
    "verbatim.is_edited": "no",
    "verbatim.version": "0",
    "commentalert.id": "9d3f4b17-…",
    "commentalert.release": KEY,
    "commentalert.text": "[name] has threatened a colleague.",
    "commentalert.state": "new",
    "commentalert.note": "",
    "commentalert.version": "0",
    "publishedpeople.id": "6e01a9d4-…",
    "publishedpeople.release": KEY,
    "publishedpeople.marks": '["03f1…", "0b77…", …]',
    "publishedpeople.answered": "37",
    "cell.id": "2c9e5d48-…",
    "cell.release": KEY,
    "cell.statistic": "dimension_mean",
    "cell.subject": "trust",
    "cell.category": "",
    "cell.respondents": "everybody",
    "cell.weighting": "none",
    "cell.value": "62",
    "cell.low": "",
    "cell.high": "",
    "cell.n": "37",
    "cell.bound": "",
    "cell.withheld": "",
    "verifiedwave.wave": KEY,
    "verifiedwave.manifest": '{"protocol": "…", "cohorts": […]}',
    "verifiedwave.fingerprint": HASH,
    "verifiedwave.receipts": '["00e9…", "01b4…", …]',
    "verifiedwave.root": HASH,
    "verifiedwave.signature_count": "151",
    "verifiedwave.spoiled_count": "0",
}


def stored_rows(wave: Wave, *, is_verified: bool) -> StoredRows:
    """The tables of one wave, by its own settings."""
    before: list[type[Model]] = [Employee, Invitation, InvitationLink]
    before += [BlindSignature, Envelope] if is_verified else [Envelope]
    after: list[type[Model]] = [Invitation, Release, Cell, PublishedPeople]
    if wave.retention_mode == RetentionMode.COHORT:
        after.append(ReleasedResponse)
    if asked_questionnaire(wave).items_of(ItemKind.OPEN):
        after.append(ReleasedComment)
        after += [Verbatim] if wave.shows_verbatims else []
        after += [CommentAlert] if wave.passes_on_alerts else []
    after += [VerifiedWave] if is_verified else []
    examples = {**_EXAMPLES, **_own_examples(wave, is_verified=is_verified)}
    return StoredRows(
        before=tuple(_table(model, examples) for model in before),
        after=tuple(_table(model, examples) for model in after),
    )


def column_key(field: "Field[Any, Any]") -> str:
    """The name under which a column has its example."""
    return f"{field.model._meta.model_name}.{field.name}"  # noqa: SLF001  # Django's public way


def _table(model: type[Model], examples: Mapping[str, str]) -> StoredTable:
    meta = model._meta  # noqa: SLF001  # Django's public way to a table's columns
    return StoredTable(
        name=meta.db_table,
        about=str(ABOUT[model]),
        columns=tuple(
            StoredColumn(field.column, examples.get(column_key(field), "…"))
            for field in meta.concrete_fields
            if field.column
        ),
    )


def _own_examples(wave: Wave, *, is_verified: bool) -> dict[str, str]:
    """Examples in the words of this very wave."""
    questionnaire = questionnaire_of(wave.survey.instrument)
    scored = [item.key for item in questionnaire.items if item.kind is not ItemKind.OPEN][:2]
    item = next((item.key for item in questionnaire.items_of(ItemKind.OPEN)), "–")
    dimensions = list(wave.reporting_dimensions)
    context = ballot_context(wave, questionnaire)
    length = cast_bytes(context) if is_verified else context.envelope_bytes
    level = dimensions[0] if dimensions else ""
    return {
        "invitation.labels": "{" + ", ".join(f'"{name}": "…"' for name in dimensions) + "}",
        "envelope.sealed": gettext("%(start)s (%(count)s bytes)")
        % {"start": "\\x9f3ca1…", "count": number_format(length, force_grouping=True)},
        "releasedresponse.cohort": f"{level} …" if level else "–",
        "releasedresponse.answers": "{" + ", ".join(f'"{key}": 4' for key in scored) + ", …}",
        "releasedcomment.item": item,
        "releasedcomment.cohort": "–",
        "verbatim.item": item,
        "commentalert.item": item,
        "cell.reporting_dimension": level,
        "cell.level": f"{level} …" if level else "",
        "publishedpeople.reporting_dimension": level,
        "publishedpeople.level": f"{level} …" if level else "",
    }

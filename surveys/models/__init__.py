"""Tables of the survey room by what they are about; collection and release are never joined."""

from surveys.models.actions import Action, ActionState, FollowUpPage
from surveys.models.auditing import DisclosureAudit, PublishedPeople
from surveys.models.codes import CodeBatch, WrongCodes
from surveys.models.collection import (
    Envelope,
    Invitation,
    InvitationLink,
    InvitationState,
    Participation,
    ParticipationBucket,
    Reminder,
)
from surveys.models.comments import (
    AlertState,
    CommentAlert,
    CommentSummaryText,
    ReviewState,
    Verbatim,
)
from surveys.models.drafting import LaunchDraft
from surveys.models.importing import ImportState, PeopleImport
from surveys.models.people import Audience, Employee, OtherName
from surveys.models.planning import (
    Expectation,
    Initiative,
    Instrument,
    ReminderMode,
    RetentionMode,
    Survey,
    Wave,
    WaveState,
)
from surveys.models.pulses import PulseSchedule, Rhythm
from surveys.models.questionnaires import InstrumentDraft
from surveys.models.release import Cell, Release, ReleasedComment, ReleasedResponse
from surveys.models.sharing import ResultGrant
from surveys.models.trustee import Trusteeship
from surveys.models.verified import BlindSignature, CohortKey, VerifiedWave

__all__ = [
    "Action",
    "ActionState",
    "AlertState",
    "Audience",
    "BlindSignature",
    "Cell",
    "CodeBatch",
    "CohortKey",
    "CommentAlert",
    "CommentSummaryText",
    "DisclosureAudit",
    "Employee",
    "Envelope",
    "Expectation",
    "FollowUpPage",
    "ImportState",
    "Initiative",
    "Instrument",
    "InstrumentDraft",
    "Invitation",
    "InvitationLink",
    "InvitationState",
    "LaunchDraft",
    "OtherName",
    "Participation",
    "ParticipationBucket",
    "PeopleImport",
    "PublishedPeople",
    "PulseSchedule",
    "Release",
    "ReleasedComment",
    "ReleasedResponse",
    "Reminder",
    "ReminderMode",
    "ResultGrant",
    "RetentionMode",
    "ReviewState",
    "Rhythm",
    "Survey",
    "Trusteeship",
    "Verbatim",
    "VerifiedWave",
    "Wave",
    "WaveState",
    "WrongCodes",
]

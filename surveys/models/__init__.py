"""Tables of the survey room by what they are about; collection and release are never joined."""

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
from surveys.models.release import Cell, Release, ReleasedComment, ReleasedResponse
from surveys.models.trustee import Trusteeship
from surveys.models.verified import BlindSignature, CohortKey, VerifiedWave

__all__ = [
    "AlertState",
    "Audience",
    "BlindSignature",
    "Cell",
    "CohortKey",
    "CommentAlert",
    "CommentSummaryText",
    "Employee",
    "Envelope",
    "Expectation",
    "Initiative",
    "Instrument",
    "Invitation",
    "InvitationLink",
    "InvitationState",
    "LaunchDraft",
    "OtherName",
    "Participation",
    "ParticipationBucket",
    "Release",
    "ReleasedComment",
    "ReleasedResponse",
    "Reminder",
    "ReminderMode",
    "RetentionMode",
    "ReviewState",
    "Survey",
    "Trusteeship",
    "Verbatim",
    "VerifiedWave",
    "Wave",
    "WaveState",
]

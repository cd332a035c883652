"""Tables of the survey room, in four groups; collection and release must never be joined."""

from surveys.models.collection import (
    Envelope,
    Invitation,
    InvitationLink,
    InvitationState,
    Participation,
    ParticipationBucket,
    Reminder,
)
from surveys.models.people import Audience, Employee
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
from surveys.models.verified import BlindSignature, CohortKey, VerifiedWave

__all__ = [
    "Audience",
    "BlindSignature",
    "Cell",
    "CohortKey",
    "Employee",
    "Envelope",
    "Expectation",
    "Initiative",
    "Instrument",
    "Invitation",
    "InvitationLink",
    "InvitationState",
    "Participation",
    "ParticipationBucket",
    "Release",
    "ReleasedComment",
    "ReleasedResponse",
    "Reminder",
    "ReminderMode",
    "RetentionMode",
    "Survey",
    "VerifiedWave",
    "Wave",
    "WaveState",
]

"""Tables of the survey room, in four groups; collection and release must never be joined."""

from surveys.models.collection import (
    Envelope,
    Invitation,
    InvitationLink,
    InvitationState,
    Participation,
)
from surveys.models.people import Audience, Employee
from surveys.models.planning import (
    Expectation,
    Initiative,
    Instrument,
    RetentionMode,
    Survey,
    Wave,
    WaveState,
)
from surveys.models.release import Cell, Release, ReleasedComment, ReleasedResponse

__all__ = [
    "Audience",
    "Cell",
    "Employee",
    "Envelope",
    "Expectation",
    "Initiative",
    "Instrument",
    "Invitation",
    "InvitationLink",
    "InvitationState",
    "Participation",
    "Release",
    "ReleasedComment",
    "ReleasedResponse",
    "RetentionMode",
    "Survey",
    "Wave",
    "WaveState",
]

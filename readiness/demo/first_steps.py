"""What whoever started the demo needs to go on: a password, the report, a survey to answer."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

from accounts.models import User
from accounts.services import set_password
from readiness.demo.afterwards import PERSON_OF_TRUST_EMAIL
from readiness.demo.story import ADMINISTRATOR_EMAIL, Told
from reports.files import file_path
from reports.selectors import report_file
from surveys.models import Invitation, InvitationState, Wave
from surveys.services.invitations import invitation_url, issue_token

PASSWORD_LENGTH = 20
READABLE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look alike


@dataclass(frozen=True)
class FirstSteps:
    """Printed at the end of the demo. `survey_url` is empty when everybody has answered."""

    address: str
    email: str
    password: str
    report_path: Path
    survey_url: str

    def text(self) -> str:
        """The same in aligned lines, for a terminal."""
        lines = [
            ("Report", str(self.report_path)),
            ("Address", self.address),
            ("Sign in as", self.email),
            ("Password", f"{self.password}  (new at every start of the demo)"),
            ("As person of trust", f"{PERSON_OF_TRUST_EMAIL}  (the same password)"),
            ("Answer as an employee", self.survey_url or "everybody has answered"),
        ]
        width = max(len(name) for name, _value in lines)
        return "\n".join(["", *(f"{name:<{width}}  {value}" for name, value in lines), ""])


def first_steps(told: Told) -> FirstSteps:
    """Give administrator and person of trust a new random password and collect the rest."""
    administrator = User.objects.get(email=ADMINISTRATOR_EMAIL)
    password = get_random_string(PASSWORD_LENGTH, READABLE_SIGNS)
    for user in (administrator, User.objects.get(email=PERSON_OF_TRUST_EMAIL)):
        set_password(user=user, password=password)
    file = report_file(told.report.id)
    if file is None:
        raise FileNotFoundError("The report's file is gone. Delete the data folder and run again.")
    return FirstSteps(
        address=settings.BASE_URL,
        email=administrator.email,
        password=password,
        report_path=file_path(file.name),
        survey_url=_survey_url(told.open_wave),
    )


def _survey_url(wave: Wave) -> str:
    """Address at which one of the invited can answer on a phone."""
    invitation = Invitation.objects.filter(wave=wave, state=InvitationState.OPEN).first()
    return invitation_url(issue_token(invitation=invitation)) if invitation else ""

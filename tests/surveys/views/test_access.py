"""Which role may open which page; what belongs to somebody else is not there."""

import pytest
from django.urls import reverse

from accounts.models import Role
from surveys.models import Audience, Wave
from tests.surveys.factories import draft_wave, hire
from tests.surveys.views.conftest import ClientOf

PEOPLE = {Role.ADMINISTRATOR, Role.HR_LEADER}
RUNNERS = {Role.ADMINISTRATOR, Role.HR_LEADER, Role.INITIATIVE_OWNER}
READERS = RUNNERS | {Role.EXECUTIVE}
ROLES_BY_PAGE = {
    "people": PEOPLE,
    "people_example": PEOPLE,
    "new_audience": PEOPLE,
    "audience": PEOPLE,
    "initiatives": READERS,
    "new_initiative": RUNNERS,
    "initiative": RUNNERS,
    "change_initiative": RUNNERS,
    "new_survey": RUNNERS,
    "new_wave": RUNNERS,
    "wave": RUNNERS,
    "change_wave": RUNNERS,
    "launch": RUNNERS,
    "expectation": READERS,
}
OF_ANOTHER_OWNER = {
    "initiative",
    "change_initiative",
    "new_survey",
    "new_wave",
    "wave",
    "change_wave",
    "launch",
    "expectation",
}
ROLES_BY_MOVE = {
    "preview_import": PEOPLE,
    "confirm_import": PEOPLE,
    "close": RUNNERS,
    "remind": RUNNERS,
    "retry": RUNNERS,
    "launch": RUNNERS,
}


def address(name: str, wave: Wave) -> str:
    """Of a page about the wave, or about what it belongs to."""
    subjects = {
        "audience": Audience.objects.get().pk,
        "confirm_import": wave.pk,  # of no import: the role is asked for first
        "initiative": wave.survey.initiative_id,
        "change_initiative": wave.survey.initiative_id,
        "new_survey": wave.survey.initiative_id,
        "new_wave": wave.survey_id,
    }
    of_waves = {"wave", "change_wave", "launch", "expectation", "close", "remind", "retry"}
    subject = wave.pk if name in of_waves else subjects.get(name)
    return reverse(f"surveys:{name}", args=[subject] if subject else [])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROLES_BY_PAGE)
def test_page_opens_for_its_roles_alone(client_of: ClientOf, name: str) -> None:
    hire({"Sales": 12})
    path = address(name, draft_wave())

    status = {role: client_of(role).get(path).status_code for role in Role}

    assert status == {role: _expected(role, name) for role in Role}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROLES_BY_MOVE)
def test_move_is_refused_to_every_other_role(client_of: ClientOf, name: str) -> None:
    hire({"Sales": 12})
    path = address(name, draft_wave())

    refused = {role for role in Role if client_of(role).post(path).status_code == 403}

    assert refused == set(Role) - ROLES_BY_MOVE[name]


def _expected(role: Role, name: str) -> int:
    if role not in ROLES_BY_PAGE[name]:
        return 403
    return 404 if role == Role.INITIATIVE_OWNER and name in OF_ANOTHER_OWNER else 200

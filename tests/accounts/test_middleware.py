"""What signing in costs those who never sign in: nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
ADDED = {
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.RequiredStepsMiddleware",
}
RESPONDENT_PAGES = ["/i/no-such-token", "/s/en/", "/s/en/questions/", "/s/de/thanks/"]


@pytest.mark.parametrize("path", RESPONDENT_PAGES)
def test_respondent_pages_open_no_session(client: Client, path: str) -> None:
    response = client.get(path)

    assert "sessionid" not in response.cookies
    assert not Session.objects.exists()


@pytest.mark.parametrize("path", RESPONDENT_PAGES)
def test_respondent_pages_ask_the_database_no_more_than_without_sign_in(
    client: Client, settings: Settings, path: str
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as with_sign_in:
        client.get(path)
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one not in ADDED]
    with CaptureQueriesContext(connection) as without:
        Client().get(path)

    assert len(with_sign_in) == len(without)


def test_even_a_person_of_the_house_is_not_looked_up_on_a_respondents_page(
    client: Client, grace: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(grace)

    with django_assert_num_queries(0):
        client.get("/s/de/thanks/")

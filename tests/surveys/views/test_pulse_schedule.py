"""How a leader says when a pulse ends."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from surveys.models import PulseSchedule
from tests.surveys.factories import hire
from tests.surveys.views.pages import get, local, planned_to_the_groups, post, text_of

pytestmark = pytest.mark.django_db


def test_pulse_is_ended_by_a_number_of_waves(grace: Client) -> None:
    """The wave being planned is the first; one wave in all would be no pulse."""
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)
    opens_at = timezone.now() + dt.timedelta(days=1)
    dates = {
        "opens_at": local(opens_at),
        "closes_at": local(opens_at + dt.timedelta(days=5)),
        "rhythm": "weekly",
    }

    refused = post(grace, "plan_schedule", draft.pk, **dates, wave_limit=1)
    assert refused.status_code == 422
    assert not PulseSchedule.objects.exists()
    post(grace, "plan_schedule", draft.pk, **dates, wave_limit=6)

    assert PulseSchedule.objects.get().wave_limit == 6
    assert "Repeat it Every week · 6 waves in all" in text_of(get(grace, "plan_summary", draft.pk))

"""How tests walk the leaders' pages: what they ask for, send and read."""

import datetime as dt
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import (
    Audience,
    Initiative,
    Invitation,
    LaunchDraft,
    Survey,
    Wave,
)
from surveys.services.lifecycle import prepare_wave
from tests.surveys.factories import INSTRUMENT, answer
from tests.surveys.views.conftest import Page


def text_of(page: Page) -> str:
    """Visible words of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def local(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def get(client: Client, name: str, *args: object) -> Page:
    return client.get(reverse(f"surveys:{name}", args=args))


def post(client: Client, name: str, /, *args: object, **fields: object) -> Page:
    return client.post(reverse(f"surveys:{name}", args=args), fields)


def announced(client: Client) -> Initiative:
    post(client, "new_initiative", title="Hackathon", purpose="Try it.")
    return Initiative.objects.get()


def planned(client: Client) -> Wave:
    """An initiative, a survey with a questionnaire of one's own, a drafted wave with its key."""
    Audience.objects.create(name="Everybody")
    initiative = announced(client)
    post(
        client,
        "new_survey",
        initiative.pk,
        title="Pulse",
        instrument="own",
        own_instrument=SimpleUploadedFile("tiny.toml", INSTRUMENT.encode()),
        audience=Audience.objects.get().pk,
    )
    now = timezone.now()
    post(
        client,
        "new_wave",
        Survey.objects.get().pk,
        opens_at=local(now),
        closes_at=local(now + dt.timedelta(days=3)),
        reporting_dimensions=["department"],
        retention_mode="cohort",
    )
    wave = Wave.objects.get()
    prepare_wave(wave_id=wave.pk)
    return wave


def answer_all(wave: Wave) -> None:
    for invitation in Invitation.objects.filter(wave=wave):
        answer(invitation, {"willing": 4, "able": 2, "rules": 3, "fear": 5, "advice": 6})


def begun(client: Client, template: str = "") -> LaunchDraft:
    post(client, "begin_launch", template=template)
    return LaunchDraft.objects.get()


def planned_to_the_groups(client: Client) -> LaunchDraft:
    """The first three choices, with which the wave begins to exist."""
    draft = begun(client, "hackathon")
    audience, _is_new = Audience.objects.get_or_create(name="Everybody")
    post(client, "plan_initiative", draft.pk, initiative="new", title="Hackathon", purpose="Try.")
    post(client, "plan_instrument", draft.pk, instrument="hackathon_pulse", title="")
    post(client, "plan_audience", draft.pk, audience=audience.pk)
    draft.refresh_from_db()
    prepare_wave(wave_id=draft.wave.pk)
    return draft

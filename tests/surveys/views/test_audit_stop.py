"""A release that the disclosure audit stopped: what the leader reads and may do."""

import pytest
from django.test import Client
from django.utils import timezone

from surveys.disclosure.finding import Attack, Finding
from surveys.models import Cell, DisclosureAudit, Invitation, Wave, WaveState
from surveys.obstacles import IllegalMove
from surveys.services.auditing import publish_without_groups, record_findings
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.release import release_wave
from tests.surveys.factories import anna_leader, answer, draft_wave, hire

pytestmark = pytest.mark.django_db(transaction=True)
AGREE = {"willing": 5, "able": 5, "rules": 5, "fear": 1}
TORN = {"willing": 3, "able": 3, "rules": 3, "fear": 3}


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def stopped_wave() -> Wave:
    """A closed wave whose release was refused, because people answered too much alike."""
    hire({"Law": 5, "IT": 6, "Ops": 60})
    wave = draft_wave()
    launch_wave(wave_id=wave.pk, now=timezone.now())
    for invitation in Invitation.objects.select_related("employee"):
        is_torn = invitation.labels["department"] == "Ops"
        answer(invitation, TORN if is_torn else AGREE)
    close_wave(wave_id=wave.pk, now=timezone.now())
    record_findings(wave, [Finding(Attack.BOUNDS, 4, (), "")])
    wave.refresh_from_db()
    return wave


def page_of(wave: Wave, client: Client, language: str) -> str:
    response = client.get(f"/initiatives/waves/{wave.pk}/", headers={"accept-language": language})
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "people answered so much alike"),
        ("de", "so einheitlich geantwortet"),
    ],
)
def test_leader_reads_why_in_plain_words(client: Client, language: str, words: str) -> None:
    wave = stopped_wave()
    client.force_login(anna_leader("other@example.org"))
    client.force_login(wave.survey.initiative.owner)

    page = page_of(wave, client, language)

    assert words in page
    assert "published at once" not in page
    assert "Law" not in page.split('id="audit"')[1].split("</section>")[0]


def test_stopped_wave_stays_sealed_and_keeps_only_the_kind_of_attack() -> None:
    wave = stopped_wave()

    assert wave.state == WaveState.CLOSED
    assert DisclosureAudit.objects.get(wave=wave).findings == ["bounds"]
    assert not Cell.objects.exists()


def test_without_groups_the_wave_is_published(client: Client) -> None:
    wave = stopped_wave()
    client.force_login(wave.survey.initiative.owner)

    client.post(f"/initiatives/waves/{wave.pk}/publish-without-groups/")
    release_wave(wave_id=wave.pk, progress=quiet)

    assert set(Cell.objects.values_list("level", flat=True)) == {""}
    assert Cell.objects.filter(subject="core", statistic="dimension_mean", withheld="").exists()
    assert DisclosureAudit.objects.get(wave=wave).findings == []


def test_groups_of_a_wave_that_nothing_stopped_cannot_be_given_up() -> None:
    hire({"Sales": 12})
    wave = draft_wave()

    with pytest.raises(IllegalMove):
        publish_without_groups(wave_id=wave.pk)

    assert not DisclosureAudit.objects.exists()


def test_repeated_survey_cannot_be_published_at_all(client: Client) -> None:
    wave = stopped_wave()
    record_findings(wave, [Finding(Attack.REPEATED, 4, (), "")])
    client.force_login(wave.survey.initiative.owner)

    page = page_of(wave, client, "en")

    assert "Another survey asked the same questions" in page
    assert "publish-without-groups" not in page

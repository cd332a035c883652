"""The path from a launched wave to its published cells."""

import pytest

from surveys.models import (
    Cell,
    Envelope,
    Invitation,
    Release,
    ReleasedComment,
    ReleasedResponse,
    WaveState,
)
from surveys.obstacles import IllegalMove, NotReleased
from surveys.published import Estimate, OrganizationIndex, Share, WithheldReason
from surveys.sealed_wave import key_store
from surveys.selectors import published_wave
from surveys.services.release import release_wave
from tests.surveys.factories import answer, draft_wave, hire, open_wave, release

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
DISAGREE = {"willing": 2, "able": 2, "rules": 2, "fear": 4, "advice": 3}


@pytest.fixture(autouse=True)
def _own_key_store(settings, tmp_path):
    settings.KEY_STORE_DIR = tmp_path / "keys"


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


@pytest.mark.django_db(transaction=True)
def test_released_wave_publishes_the_scores_of_its_answers():
    hire({"Sales": 12, "Care": 12})
    wave = open_wave()
    for invitation in Invitation.objects.all():
        is_sales = invitation.labels == {"department": "Sales"}
        answer(invitation, AGREE if is_sales else DISAGREE)

    release(wave)

    published = published_wave(wave.pk)
    assert isinstance(published.index, OrganizationIndex)
    assert published.index.score.value == 50.0
    assert (published.answered, published.invited) == (24, 24)
    by_level = {group.level: group.scores["core"] for group in published.groups}
    assert by_level == {
        "Care": Estimate(25.0, 12, None, None),
        "Sales": Estimate(75.0, 12, None, None),
    }


@pytest.mark.django_db(transaction=True)
def test_shares_of_an_item_are_published_in_the_order_of_its_scale():
    hire({"Sales": 20, "Care": 20})
    wave = open_wave()
    for place, invitation in enumerate(Invitation.objects.order_by("employee__email")):
        point = 1 + place % 5
        answer(invitation, {"willing": point, "able": 3, "rules": 6 - point, "fear": point})

    release(wave)

    items = {item.key: item.points for item in published_wave(wave.pk).items}
    assert items["willing"] == (Share.exact(20.0),) * 5


@pytest.mark.django_db(transaction=True)
def test_release_leaves_no_envelope_and_no_key():
    hire({"Sales": 10})
    wave = open_wave()
    for invitation in Invitation.objects.all():
        answer(invitation, AGREE)
    assert Envelope.objects.count() == 10
    assert key_store().load(wave.pk) is not None

    release(wave)

    assert wave.state == WaveState.RELEASED
    assert Envelope.objects.count() == 0
    assert key_store().load(wave.pk) is None
    assert Release.objects.get().is_complete
    assert ReleasedResponse.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_second_release_changes_nothing():
    hire({"Sales": 10})
    wave = open_wave()
    for invitation in Invitation.objects.all():
        answer(invitation, AGREE)
    release(wave)
    before = set(Cell.objects.values_list("pk", "value"))

    release_wave(wave_id=wave.pk, progress=quiet)

    assert set(Cell.objects.values_list("pk", "value")) == before


@pytest.mark.django_db(transaction=True)
def test_open_wave_is_not_released():
    hire({"Sales": 10})
    wave = open_wave()

    with pytest.raises(IllegalMove, match="closed"):
        release_wave(wave_id=wave.pk, progress=quiet)

    assert not Release.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_small_group_is_withheld_and_protected_from_subtraction():
    hire({"Sales": 20, "Care": 20, "Board": 6})
    wave = open_wave()
    for invitation in Invitation.objects.all():
        is_board = invitation.labels["department"] == "Board"
        if is_board and Invitation.objects.filter(state="done", labels=invitation.labels).count():
            continue
        answer(invitation, AGREE)

    release(wave)

    levels = {group.level: group.n for group in published_wave(wave.pk).groups}
    assert "Board" not in levels
    assert all(count is None or count >= 5 for count in levels.values())
    assert not ReleasedResponse.objects.filter(cohort="").exists()


@pytest.mark.django_db(transaction=True)
def test_comments_are_kept_redacted_and_counted_only_from_ten_authors():
    hire({"Sales": 12})
    wave = open_wave()
    for place, invitation in enumerate(Invitation.objects.all()):
        text = {"wish": "Please call me at +49 170 1234567 about training."} if place < 3 else {}
        answer(invitation, AGREE, text)

    release(wave)

    assert ReleasedComment.objects.count() == 3
    assert not ReleasedComment.objects.filter(text__contains="1234567").exists()
    (question,) = published_wave(wave.pk).comments
    assert question.reason is WithheldReason.TOO_FEW


@pytest.mark.django_db(transaction=True)
def test_draft_wave_has_no_results():
    hire({"Sales": 10})
    wave = draft_wave()

    with pytest.raises(NotReleased):
        published_wave(wave.pk)

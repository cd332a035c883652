"""What a release reports, and which stage pages read from it."""

import pytest
from django.utils import timezone

from surveys.models import Invitation, Wave
from surveys.release_stages import ReleaseStage, stage_at
from surveys.services.lifecycle import close_wave
from surveys.services.release import release_wave
from tests.surveys.factories import answer, hire, open_wave


@pytest.mark.parametrize(
    ("percent", "stage"),
    [(0, "open"), (5, "open"), (29, "shuffle"), (30, "score"), (79, "audit"), (100, "destroy")],
)
def test_progress_names_the_stage_that_has_begun(percent: int, stage: str) -> None:
    assert stage_at(percent) == stage


@pytest.mark.django_db(transaction=True)
def test_release_reports_every_stage_in_its_order() -> None:
    hire({"Sales": 12})
    wave = open_wave()
    answer_differently(wave)
    close_wave(wave_id=wave.pk, now=timezone.now())
    reported: list[int] = []

    release_wave(wave_id=wave.pk, progress=lambda percent, _step: reported.append(percent))

    assert reported == [stage.begins_percent for stage in ReleaseStage]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [6, 30])
def test_release_reports_the_same_however_many_answered(answers: int) -> None:
    hire({"Sales": 40})
    wave = open_wave()
    answer_differently(wave, most=answers)
    close_wave(wave_id=wave.pk, now=timezone.now())
    reported: list[tuple[int, str]] = []

    release_wave(wave_id=wave.pk, progress=lambda percent, step: reported.append((percent, step)))

    assert reported == [
        (5, "Opening the envelopes"),
        (25, "Shuffling answers and comments"),
        (30, "Computing every figure"),
        (60, "Auditing what may be published"),
        (80, "Writing the audited figures"),
        (95, "Destroying the key"),
    ]


def answer_differently(wave: Wave, most: int = 100) -> None:
    for place, invitation in enumerate(Invitation.objects.filter(wave=wave).order_by("pk")[:most]):
        points = {"willing": 1 + place % 5, "able": 1 + place % 4, "rules": 2, "fear": 4}
        answer(invitation, {**points, "advice": place % 11})

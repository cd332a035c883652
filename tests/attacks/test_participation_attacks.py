"""AT-18 and AT-37: whoever polls participation sees no answer arrive, and no small step."""

import datetime as dt
import random
import re
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import Employee, Invitation, ParticipationBucket, Wave
from surveys.overviews import ParticipationNow, participation_now
from surveys.services.participation import refresh_participation
from tests.surveys.factories import anna_leader, answer, hire, open_wave

pytestmark = pytest.mark.django_db

DEPARTMENTS = {"Legal": 11, "Sales": 14, "HR": 6, "IT": 5}
FLOOR = 5
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
"""Forms carry a token that is masked anew on every page."""


def invitations_in_random_order(seed: int) -> list[Invitation]:
    drawn = list(Invitation.objects.order_by("employee__email"))
    random.Random(seed).shuffle(drawn)
    return drawn


def shown_counts(wave: Wave) -> list[int]:
    """What an attacker could at best conclude from the steps: the counts behind them."""
    return list(
        ParticipationBucket.objects.filter(wave=wave)
        .order_by("place")
        .values_list("answered", flat=True)
    )


def outputs(client: Client, wave: Wave) -> list[object]:
    """Everything that leaders and programs can ask while the wave is open."""
    pages = [
        client.get(reverse("surveys:wave", args=[wave.pk])),
        client.get(f"/api/waves/{wave.pk}/"),
        client.get("/api/waves/"),
        client.get(reverse("surveys:initiatives")),
        client.get(reverse("surveys:people")),
    ]
    shown = [TOKEN.sub(b"", page.content) for page in pages]
    return [*(page.status_code for page in pages), *shown, participation_now(wave)]


def test_at_18_no_output_changes_when_an_answer_arrives(client: Client) -> None:
    hire(DEPARTMENTS)
    wave = open_wave()
    client.force_login(anna_leader("second@example.org"))
    today = timezone.localdate()
    refresh_participation(today=today)
    before = outputs(client, wave)

    for invitation in invitations_in_random_order(1)[:12]:
        answer(invitation, {"willing": 4})
        refresh_participation(today=today)  # however often it is asked for
        assert outputs(client, wave) == before

    refresh_participation(today=today + dt.timedelta(days=1))
    assert outputs(client, wave) != before  # the attack can see a change where there is one


@pytest.mark.parametrize("seed", range(5))
def test_at_37_each_daily_change_covers_at_least_n_answers(seed: int) -> None:
    """In every bucket, in the whole, and in every difference of the two."""
    hire(DEPARTMENTS)
    wave = open_wave()
    arriving = invitations_in_random_order(seed)
    rng = random.Random(seed)
    today = timezone.localdate()
    refresh_participation(today=today)
    series, steps = [shown_counts(wave)], [participation_now(wave)]
    while arriving:
        for _number in range(rng.randint(1, 4)):
            if arriving:
                answer(arriving.pop(), {"willing": 4})
        today += dt.timedelta(days=1)
        refresh_participation(today=today)
        series.append(shown_counts(wave))
        steps.append(participation_now(wave))

    changes = {size for pair in pairwise(series) for size in _changes_of_any_union(*pair)}
    smallest = min(changes - {0})
    print(f"AT-37 seed {seed}: {len(series)} days, smallest change {smallest}")  # noqa: T201  # the figure to show
    assert smallest >= FLOOR
    assert all(_is_told_as_promised(now) for now in steps)


def _changes_of_any_union(before: list[int], after: list[int]) -> list[int]:
    """By how much every union of buckets moved; the whole is one of them."""
    moves = [later - earlier for earlier, later in zip(before, after, strict=True)]
    return [
        abs(sum(move for place, move in enumerate(moves) if chosen >> place & 1))
        for chosen in range(1 << len(moves))
    ]


def _is_told_as_promised(now: ParticipationNow | None) -> bool:
    """Steps of ten percent, and no bucket of fewer than twice the threshold."""
    assert now is not None
    told = [now.step, *(bucket.step for bucket in now.buckets)]
    return all(one.high_percent - one.low_percent == 10 for one in told) and all(
        bucket.invited >= 2 * FLOOR for bucket in now.buckets
    )


def test_at_37_a_total_counted_afresh_would_tell_less_than_n() -> None:
    """The control: the same series with an independent total, which the product does not show."""
    shown_buckets, shown_total = [10, 10], 20
    answered = [15, 13]

    after = [a if a - b >= FLOOR else b for a, b in zip(answered, shown_buckets, strict=True)]
    total = sum(answered) if sum(answered) - shown_total >= FLOOR else shown_total

    assert (total - after[0]) - shown_buckets[1] == 3  # answers in the second bucket


def test_at_37_page_of_an_open_wave_names_nobody(client: Client) -> None:
    hire(DEPARTMENTS)
    wave = open_wave()
    for invitation in invitations_in_random_order(2)[:20]:
        answer(invitation, {"willing": 4})
    refresh_participation(today=timezone.localdate())
    client.force_login(anna_leader("second@example.org"))

    page = client.get(reverse("surveys:wave", args=[wave.pk])).content.decode()

    assert "Legal" in page
    for email, name in Employee.objects.values_list("email", "name"):
        assert email not in page
        assert name not in page

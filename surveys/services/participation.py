"""Refresh what may be said about the participation of open waves, once a day at most."""

import datetime as dt
from collections import Counter

from django.db import transaction

from surveys.disclosure.participation import Partition, partition_of, shown_answers
from surveys.models import (
    Invitation,
    InvitationState,
    Participation,
    ParticipationBucket,
    Wave,
    WaveState,
)


def refresh_participation(*, today: dt.date) -> None:
    """Bring every open wave up to this day; a second call on a day changes nothing.

    A count moves only after at least the wave's smallest group of new answers in its bucket, so
    that no single answer can be seen to arrive. The whole wave is the sum of its buckets.
    """
    for wave in Wave.objects.filter(state=WaveState.OPEN).order_by("pk"):
        _refresh(wave, today)


@transaction.atomic
def _refresh(wave: Wave, today: dt.date) -> None:
    Wave.objects.select_for_update().get(pk=wave.pk)
    if Participation.objects.filter(wave=wave, as_of__gte=today).exists():
        return
    rows = list(Invitation.objects.filter(wave=wave).order_by("pk").values_list("labels", "state"))
    partition = partition_of(
        (labels for labels, _state in rows), wave.reporting_dimensions, floor=wave.min_group_size
    )
    if partition is None:
        return
    done = [labels for labels, state in rows if state == InvitationState.DONE]
    answered = Counter(partition.place_of(labels) for labels in done)
    for place in range(len(partition.buckets)):
        _show(wave, partition, place, answered[place])
    Participation.objects.update_or_create(wave=wave, defaults={"as_of": today})


def _show(wave: Wave, partition: Partition, place: int, answered: int) -> None:
    bucket = partition.buckets[place]
    shown, _is_new = ParticipationBucket.objects.get_or_create(
        wave=wave,
        place=place,
        defaults={"levels": list(bucket.levels), "invited": bucket.invited},
    )
    shown.answered = shown_answers(shown.answered, answered, floor=wave.min_group_size)
    shown.save(update_fields=["answered"])

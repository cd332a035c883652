"""Refresh what may be said about the participation of open waves, once a day at most."""

import datetime as dt

from django.db import transaction

from surveys.disclosure.participation import shown_answers
from surveys.models import Invitation, InvitationState, Participation, Wave, WaveState


@transaction.atomic
def refresh_participation(*, today: dt.date) -> None:
    """Bring every open wave up to this day; a second call on a day changes nothing.

    A count moves only after at least the wave's smallest group of new answers, so that no single
    answer can be seen to arrive.
    """
    for wave in Wave.objects.filter(state=WaveState.OPEN).order_by("pk"):
        shown = Participation.objects.select_for_update().filter(wave=wave).first()
        if shown and shown.as_of >= today:
            continue
        answered = Invitation.objects.filter(wave=wave, state=InvitationState.DONE).count()
        earlier = shown.answered if shown else 0
        Participation.objects.update_or_create(
            wave=wave,
            defaults={
                "answered": shown_answers(earlier, answered, floor=wave.min_group_size),
                "as_of": today,
            },
        )

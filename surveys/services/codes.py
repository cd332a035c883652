"""Codes for people without mail: planned with the wave, frozen with it, printed once."""

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.models import CodeBatch, Invitation, InvitationLink, Wave, WaveState
from surveys.obstacles import IllegalMove, NameTaken, NotReadyToLaunch
from surveys.sealing.codes import as_token, make_code
from surveys.services.code_guard import code_hash

MOST_CODES = 2_000  # a sheet of paper holds eight; more belong into several batches


@transaction.atomic
def add_batch(*, wave: Wave, name: str, count: int, levels: Mapping[str, str]) -> CodeBatch:
    """Plan a batch of codes while the wave is a draft.

    All codes of a batch have the same levels, so a batch is never smaller than the smallest group.

    Raises
    ------
    IllegalMove, NameTaken, NotReadyToLaunch
        The wave was launched, the name is taken, or the batch is too small or too large.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    _require_draft(wave)
    if not wave.min_group_size <= count <= MOST_CODES:
        raise NotReadyToLaunch(
            _("A batch has %(least)s to %(most)s codes: fewer would tell who answered.")
            % {"least": wave.min_group_size, "most": MOST_CODES}
        )
    if wave.code_batches.filter(name=name).exists():
        raise NameTaken(_("There is a batch with this name already. Choose another."))
    return CodeBatch.objects.create(wave=wave, name=name, count=count, levels=dict(levels))


@transaction.atomic
def remove_batch(*, batch: CodeBatch) -> None:
    """Forget a planned batch.

    Raises
    ------
    IllegalMove
        The wave was launched.
    """
    _require_draft(Wave.objects.select_for_update().get(pk=batch.wave_id))
    batch.delete()


@transaction.atomic
def print_codes(*, batch: CodeBatch) -> list[str]:
    """Draw the codes of a launched batch and return them, this once; only their hashes are kept.

    Before the wave opens a lost sheet can be drawn anew, which makes the first one worthless.
    Afterwards not: how many codes are still unused would tell how many of the place answered.

    Raises
    ------
    IllegalMove
        The wave is a draft, or is over, or the sheet was printed and the wave is open.
    """
    batch = CodeBatch.objects.select_for_update().select_related("wave").get(pk=batch.pk)
    if batch.wave.state not in {WaveState.SCHEDULED, WaveState.OPEN}:
        raise IllegalMove(_("Codes are printed between the launch and the close."))
    if batch.is_printed and batch.wave.state == WaveState.OPEN:
        raise IllegalMove(
            _(
                "These codes were printed, and nobody can see them again. Printing new ones for an "
                "open survey would tell how many of them were used."
            )
        )
    invitations = list(Invitation.objects.filter(batch=batch).order_by("pk"))
    InvitationLink.objects.filter(invitation__in=invitations).delete()
    codes: set[str] = set()
    while len(codes) < len(invitations):
        codes.add(make_code())
    drawn = sorted(codes)
    secrets.SystemRandom().shuffle(drawn)
    InvitationLink.objects.bulk_create(
        InvitationLink(token_hash=code_hash(as_token(code)), invitation=invitation)
        for code, invitation in zip(drawn, invitations, strict=True)
    )
    batch.is_printed = True
    batch.save(update_fields=["is_printed"])
    return sorted(codes)


def _require_draft(wave: Wave) -> None:
    if wave.state != WaveState.DRAFT:
        raise IllegalMove(_("This wave was launched; what was promised to people is frozen."))

"""Review comments before they are quoted. Two reviewers never overwrite each other."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from surveys.comments.shortening import AddsText, NothingLeft, shortened
from surveys.models import ReviewState, Verbatim
from surveys.obstacles import AlreadyReviewed, EditRefused

VERBS = {
    ReviewState.APPROVED: "comment.approve",
    ReviewState.WITHHELD: "comment.withhold",
    ReviewState.PENDING: "comment.take_back",
}
EDIT_VERB = "comment.edit"


@transaction.atomic
def decide_verbatim(
    *, verbatim_id: uuid.UUID, version: int, decision: ReviewState, reviewer: User, text: str = ""
) -> None:
    """Approve, withhold or take back one comment as the reviewer saw it.

    The audit log gets who decided what about which row, and never the text.

    `version` is that of the comment as it was shown: somebody else may have decided since. `text`
    is the comment with words left out or replaced by placeholders; empty to leave it as it is.

    Raises
    ------
    AlreadyReviewed
        Somebody else was faster; nothing was changed.
    EditRefused
        The text adds something, or nothing of the comment is left.
    """
    seen = Verbatim.objects.filter(pk=verbatim_id, version=version).first()
    if seen is None:
        raise AlreadyReviewed(_("Somebody else has decided on this comment meanwhile."))
    edited = _edited(seen.text, text) if text and decision == ReviewState.APPROVED else seen.text
    is_edited = edited != seen.text
    changed = Verbatim.objects.filter(pk=verbatim_id, version=version).update(
        state=decision,
        text=edited,
        is_edited=seen.is_edited or is_edited,
        version=F("version") + 1,
    )
    if not changed:
        raise AlreadyReviewed(_("Somebody else has decided on this comment meanwhile."))
    verb = EDIT_VERB if is_edited else VERBS[decision]
    record_audit(actor=reviewer, verb=verb, subject=str(verbatim_id))


def _edited(original: str, text: str) -> str:
    if text.split() == original.split():
        return original
    try:
        return shortened(original, text)
    except AddsText as error:
        raise EditRefused(
            _("“%(word)s” does not stand there in the comment. Words can only be taken out.")
            % {"word": error.word}
        ) from error
    except NothingLeft as error:
        raise EditRefused(_("Nothing of the comment is left. Withhold it instead.")) from error

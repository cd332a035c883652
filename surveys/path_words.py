"""What each step on the way of answers is called, and what it does for anonymity."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Step(StrEnum):
    """A step on the way from the first answer to the published results, in this order."""

    COLLECT = "collect"
    CLOSE = "close"
    UNLOCK = "unlock"
    OPEN = "open"
    SHUFFLE = "shuffle"
    SCORE = "score"
    AUDIT = "audit"
    STORE = "store"
    DESTROY = "destroy"
    PUBLISH = "publish"


@dataclass(frozen=True)
class StepWords:
    """The name of a step, and what it does for anonymity."""

    title: str | Promise
    reason: str | Promise


WORDS: Mapping[Step, StepWords] = {
    Step.COLLECT: StepWords(
        _("Answers are collected"),
        _("Each answer is sealed as it arrives. Nobody can read it, whoever runs the database."),
    ),
    Step.CLOSE: StepWords(
        _("The survey is closed"),
        _("From now on no answer can be added, changed or taken away."),
    ),
    Step.UNLOCK: StepWords(
        _("The trustee gives the passphrase"),
        _("Without it nobody can open the answers, the release worker included."),
    ),
    Step.OPEN: StepWords(
        _("The answers are opened together"),
        _("All at once, in the memory of the release worker. Nothing readable goes to a disk."),
    ),
    Step.SHUFFLE: StepWords(
        _("The answers are shuffled"),
        _("Comments are parted from answers, and both are shuffled, so that no order remains."),
    ),
    Step.SCORE: StepWords(
        _("Every figure is computed"),
        _("All that will ever be published, at once. Nobody can ask for another figure later."),
    ),
    Step.AUDIT: StepWords(
        _("The figures are audited"),
        _(
            "The audit tries to work out the answers of a few people from the figures. What would "
            "give somebody away is left out."
        ),
    ),
    Step.STORE: StepWords(
        _("The figures are stored"),
        _("In one go, in a random order. The sealed answers are deleted in the same moment."),
    ),
    Step.DESTROY: StepWords(
        _("The key is destroyed"),
        _("Sealed answers in old copies and backups can never be opened again."),
    ),
    Step.PUBLISH: StepWords(
        _("The results are published"),
        _("Everybody with the right to read them sees the same audited figures."),
    ),
}

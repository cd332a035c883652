"""What can stand in the way of a survey, in words that say what to do."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jobs.obstacles import Obstacle
from surveys.disclosure.finding import Finding


class IllegalMove(Obstacle):
    """A wave cannot go from its state to the wanted one."""


class NotReadyToLaunch(Obstacle):
    """Something a wave needs before its launch is missing."""


class RosterRefused(Obstacle):
    """An import of employees has faults; nothing was written."""


class ImportOver(Obstacle):
    """An import of employees cannot go on: faults, or its file is gone; nothing was written."""


class NameTaken(Obstacle):
    """Something else has the wanted name already."""


class AlreadyReviewed(Obstacle):
    """Somebody else decided on a comment since it was shown; nothing was changed."""


class EditRefused(Obstacle):
    """A reviewer's edit would add to a comment, or leave nothing of it."""


class MailRefused(Obstacle):
    """The mail server does not take mail for some addresses."""


class CannotAnswer(Obstacle):
    """Why a respondent does not get to the questions; nothing was stored."""


class WrongToken(CannotAnswer):
    """No invitation has this token."""

    def __init__(self) -> None:
        super().__init__(
            _("This link does not belong to an invitation. Open the link of your mail again.")
        )


class WrongCode(CannotAnswer):
    """No open invitation has this code."""

    def __init__(self) -> None:
        super().__init__(_("This code is not known. Look at the card again; letters and digits."))


class TooManyWrongCodes(CannotAnswer):
    """So many wrong codes were typed in this minute that none is looked at."""

    def __init__(self) -> None:
        super().__init__(_("Too many wrong codes were typed. Wait a minute, then try again."))


class NoToken(CannotAnswer):
    """The page was opened without the link of an invitation, or after the answer was sent."""

    def __init__(self) -> None:
        super().__init__(_("If you have just sent your answers, they are stored."))


class WaveNotOpen(CannotAnswer):
    """The wave does not take answers, or does so no more."""

    def __init__(self) -> None:
        super().__init__(_("This survey does not take answers now. Nothing was stored."))


class AlreadyAnswered(CannotAnswer):
    """The invitation was used before."""

    def __init__(self) -> None:
        super().__init__(
            _("This invitation was used before. The first answer counts; nothing was changed.")
        )


class CastInBrowser(CannotAnswer):
    """The wave takes verified ballots alone, which a browser seals and casts."""

    def __init__(self) -> None:
        super().__init__(
            _("Answers to this survey are sealed in your browser. Open its link again.")
        )


class NotABallot(Obstacle):
    """What was sent is no ballot of this wave; nothing was stored."""


class TokenSpent(Obstacle):
    """A ballot with this token is stored already."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A ballot with this token is stored already. If the connection broke while you "
                "sent yours, it is that one."
            )
        )


class AnswersTooLong(Obstacle):
    """The texts do not fit the envelope."""

    def __init__(self) -> None:
        super().__init__(_("Your comments are too long. Shorten them and send again."))


class UnknownAnswer(Obstacle):
    """An answer does not fit its item."""


class KeyUnavailable(Obstacle):
    """The private key of the wave cannot be read."""


class PassphraseRefused(Obstacle):
    """A trustee's passphrase was not taken; nothing was changed."""


class ReleaseStopped(Obstacle):
    """Envelopes and invitations disagree, or one does not open; nothing was released."""


class AuditRefused(ReleaseStopped):
    """The disclosure audit found a way to learn about too few people; nothing was released."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(
            _("The disclosure audit stopped the release. The page of the wave says why.")
        )
        self.findings = tuple(findings)


class NotReleased(Obstacle):
    """The wave has no published results."""


class ImportRefused(Obstacle):
    """A file of answers collected elsewhere cannot be taken; nothing was written."""


class NotShareable(Obstacle):
    """Results cannot be shared with this person or role."""

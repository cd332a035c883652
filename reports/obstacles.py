"""What may stand in the way of a report, in words that name the place and the remedy."""

from jobs.obstacles import Obstacle


class ReportNotFound(Obstacle):
    """No report has this id."""


class NothingToReport(Obstacle):
    """The wave or the assessment that was chosen has no results."""


class SnapshotDamaged(Obstacle):
    """What was frozen is no longer what it was, or another version of the program wrote it."""


class FileNotWritten(Obstacle):
    """The finished file found no place to stay."""


class CannotSign(Obstacle):
    """The certificate that signs reports cannot be used."""


class LinkEnded(Obstacle):
    """No link has this token, or it has expired or was revoked."""


class LinkBusy(Obstacle):
    """The link was opened too often within the hour, or too many unknown ones were tried."""


class NobodyToSendTo(Obstacle):
    """No address, or none that a mail can be sent to."""


class NotDelivered(Obstacle):
    """The mail did not leave the house."""

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

"""What may stand in the way of a report, in words that name the place and the remedy."""

from jobs.obstacles import Obstacle


class ReportNotFound(Obstacle):
    """No report has this id."""


class NothingToReport(Obstacle):
    """The wave or the assessment that was chosen has no results."""


class ReportNotReady(Obstacle):
    """The file is not there yet, or no longer what was built."""

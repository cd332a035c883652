"""The stages of a release in their order: what its job reports, and what pages read from that."""

from enum import StrEnum


class ReleaseStage(StrEnum):
    """What the release worker is doing with the answers of a closed wave."""

    OPEN = "open"
    SHUFFLE = "shuffle"
    SCORE = "score"
    AUDIT = "audit"
    STORE = "store"
    DESTROY = "destroy"

    @property
    def begins_percent(self) -> int:
        """Progress of the job at which the stage begins."""
        return _BEGINS_PERCENT[self]


_BEGINS_PERCENT = {
    ReleaseStage.OPEN: 5,
    ReleaseStage.SHUFFLE: 25,
    ReleaseStage.SCORE: 30,
    ReleaseStage.AUDIT: 60,
    ReleaseStage.STORE: 80,
    ReleaseStage.DESTROY: 95,
}
"""Not a measure of time: a stage that depends on the answers must not tell how many there are."""


def stage_at(progress_percent: int) -> ReleaseStage:
    """Return the stage of a job that is so far; the first one where it has not begun.

    Examples
    --------
    >>> stage_at(0).value, stage_at(59).value, stage_at(60).value, stage_at(100).value
    ('open', 'score', 'audit', 'destroy')
    """
    begun = [stage for stage in ReleaseStage if stage.begins_percent <= progress_percent]
    return begun[-1] if begun else ReleaseStage.OPEN

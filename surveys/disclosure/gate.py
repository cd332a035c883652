"""From calculated figures to the audited cube: the one call that a release makes."""

from collections.abc import Sequence

from surveys.disclosure.cube import Candidate, Cube, Group, Subject, Thresholds


def publishable(
    candidates: Sequence[Candidate],
    *,
    groups: Sequence[Group],
    subjects: Sequence[Subject],
    thresholds: Thresholds,
) -> Cube:
    """Suppress, band and round until the audit passes.

    Parameters
    ----------
    candidates
        Every figure that will ever be published, with its true value and n.
    groups
        The declared reporting groups, the whole wave among them (`cohorts.CohortPlan.groups` or
        `cohorts.declared_groups`).
    subjects
        Counts per atom for every subject that a candidate names.
    thresholds
        Frozen at launch.
    """
    raise NotImplementedError

"""Writes what a wave publishes: one release with its cells, and the rows that may stay."""

from django.utils import timezone

from surveys.models import Cell, Release, ReleasedComment, ReleasedResponse, Wave
from surveys.services.comparing import store_people
from surveys.services.figures import ReleasedFigures
from surveys.stored_cells import cell_rows, cube_fingerprint

BATCH_SIZE = 500


def store_figures(
    wave: Wave, figures: ReleasedFigures, *, answered_count: int, is_complete: bool
) -> Release:
    """Write the audited figures of a wave, in the caller's transaction.

    Until the release `is_complete` nobody reads its cells.
    """
    release = Release.objects.create(
        wave=wave,
        released_date=timezone.localdate(),
        answered_count=answered_count,
        has_cells=True,
        is_complete=is_complete,
        cube_fingerprint=cube_fingerprint(figures.cube),
    )
    Cell.objects.bulk_create(cell_rows(release, figures.cube), batch_size=BATCH_SIZE)
    store_people(release, figures.people_sets)
    ReleasedResponse.objects.bulk_create(
        [
            ReleasedResponse(release=release, cohort=row.cohort, answers=dict(row.answers))
            for row in figures.kept_rows
        ],
        batch_size=BATCH_SIZE,
    )
    ReleasedComment.objects.bulk_create(
        [
            ReleasedComment(
                release=release,
                item=comment.item,
                cohort=comment.cohort,
                text=comment.redacted,
                analysis=dict(comment.analysis),
            )
            for comment in figures.comments
        ],
        batch_size=BATCH_SIZE,
    )
    return release

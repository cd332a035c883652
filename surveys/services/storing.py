"""Writes what a wave publishes: one release with its cells, and the rows that may stay."""

from django.utils import timezone

from surveys.models import (
    Cell,
    CommentAlert,
    CommentSummaryText,
    Release,
    ReleasedComment,
    ReleasedResponse,
    Verbatim,
    Wave,
)
from surveys.services.comparing import store_people
from surveys.services.figures import ReleasedFigures
from surveys.services.voices import Voices
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
    _store_voices(release, figures.voices)
    return release


def _store_voices(release: Release, voices: Voices) -> None:
    Verbatim.objects.bulk_create(
        [
            Verbatim(release=release, item=one.item, text=one.text, places=dict(one.places))
            for one in voices.quotable
        ],
        batch_size=BATCH_SIZE,
    )
    CommentAlert.objects.bulk_create(
        [CommentAlert(release=release, item=one.item, text=one.text) for one in voices.passed_on],
        batch_size=BATCH_SIZE,
    )
    CommentSummaryText.objects.bulk_create(
        [
            CommentSummaryText(
                release=release,
                item=summary.item,
                model=summary.model,
                points=[[point.text, point.comments] for point in summary.points],
            )
            for summary in voices.summaries
        ]
    )

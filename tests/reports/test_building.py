"""From the request to the file, through the job that a worker performs."""

import errno
import hashlib
import threading
from pathlib import Path

import pikepdf
import pytest
from django.db import connection
from pytest_django import Settings

from deployments.models import SizingResult
from jobs.models import Job, JobState
from reports.codec import canonical_text
from reports.files import FOLDER
from reports.models import Report, ReportState
from reports.obstacles import NothingToReport, ReportNotFound
from reports.selectors import frozen_snapshot
from reports.services.building import build_report, not_written
from reports.services.requesting import request_rebuild, request_report
from reports.tasks import build_report as build_task
from surveys.models import Wave
from tests.reports.factories import Asked, answered_wave, asked_report, sized_assessment
from tests.surveys.factories import anna_leader, draft_wave

pytestmark = pytest.mark.django_db


def built(asked: Asked) -> Report:
    """Perform the job as a worker does; read the report again."""
    build_task(asked.job_id)
    return Report.objects.get(pk=asked.report.pk)


def files_of(settings: Settings) -> list[Path]:
    return sorted((Path(settings.MEDIA_ROOT) / FOLDER).iterdir())


def error_of(asked: Asked) -> str:
    """What the ended job says, which is also what the report says."""
    report = built(asked)
    asked.job.refresh_from_db()
    assert asked.job.state == JobState.FAILED
    assert report.state == ReportState.FAILED
    assert report.error == asked.job.error
    return report.error


@pytest.mark.django_db(transaction=True)
def test_job_freezes_prints_and_keeps_the_report(settings: Settings) -> None:
    asked = asked_report(answered_wave(), assessment_id=sized_assessment())
    assert asked.report.state == ReportState.REQUESTED

    report = built(asked)

    (path,) = files_of(settings)
    asked.job.refresh_from_db()
    assert asked.job.state == JobState.SUCCEEDED
    assert report.state == ReportState.READY
    file = report.files.get()
    assert (file.kind, file.edition, file.name) == ("pdf", "final", path.name)
    assert path.stat().st_mode & 0o777 == 0o600
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    assert path.stat().st_size == file.size_bytes
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == file.page_count
        assert pdf.docinfo["/Title"] == "Hackathon 2026"


def test_hash_of_the_snapshot_is_that_of_its_canonical_text(wave: Wave) -> None:
    report = built(asked_report(wave))

    text = canonical_text(report.snapshot)

    assert hashlib.sha256(text.encode()).hexdigest() == report.snapshot_sha256
    assert report.snapshot is not None
    assert report.snapshot["wave"]["answered"] == 12
    assert report.snapshot["technology"] is None


def test_built_again_the_file_has_the_same_bytes(wave: Wave, settings: Settings) -> None:
    """Same snapshot, same bytes: the second file is printed from what was frozen for the first."""
    asked = asked_report(wave)
    first = built(asked)
    (path,) = files_of(settings)
    content = path.read_bytes()
    path.unlink()

    build_report(report_id=first.pk)

    assert path.read_bytes() == content
    first.refresh_from_db()
    assert first.state == ReportState.READY


def test_finished_report_is_not_built_twice(wave: Wave, settings: Settings) -> None:
    report = built(asked_report(wave))
    written_at = files_of(settings)[0].stat().st_mtime_ns

    build_report(report_id=report.pk)

    assert files_of(settings)[0].stat().st_mtime_ns == written_at
    built_at = report.built_at
    report.refresh_from_db()
    assert report.built_at == built_at


def test_later_results_do_not_change_a_frozen_report(wave: Wave, settings: Settings) -> None:
    assessment_id = sized_assessment()
    report = built(asked_report(wave, assessment_id=assessment_id))
    before = files_of(settings)[0].read_bytes()
    SizingResult.objects.all().delete()
    files_of(settings)[0].unlink()

    build_report(report_id=report.pk)

    assert files_of(settings)[0].read_bytes() == before


def test_asking_twice_while_it_is_built_makes_one_job(wave: Wave) -> None:
    asked = asked_report(wave)

    again = request_rebuild(actor=anna_leader("second@example.org"), report_id=asked.report.pk)

    assert again.pk == asked.job.pk
    assert Job.objects.filter(subject_id=str(asked.report.pk)).count() == 1


def test_damaged_snapshot_is_not_printed(wave: Wave, settings: Settings) -> None:
    asked = asked_report(wave)
    report = built(asked)
    assert report.snapshot is not None
    report.snapshot["wave"]["answered"] = 1200
    report.save()
    files_of(settings)[0].unlink()
    job = request_rebuild(actor=anna_leader("second@example.org"), report_id=report.pk)

    error = error_of(Asked(report, job))

    assert error.startswith("The frozen results of this report were altered")
    assert files_of(settings) == []


def test_unreadable_snapshot_says_so(wave: Wave) -> None:
    asked = asked_report(wave)
    Report.objects.update(snapshot={"format_version": 0}, snapshot_sha256="0" * 64)

    assert error_of(asked).startswith("The frozen results of this report cannot be read")


def test_folder_that_cannot_be_written_ends_the_job_with_a_clear_error(
    wave: Wave, settings: Settings
) -> None:
    Path(settings.MEDIA_ROOT).write_text("a file where the folder should be")
    asked = asked_report(wave)

    error = error_of(asked)

    assert error.startswith("The folder of the reports cannot be written (Not a directory)")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_is_named(number: int) -> None:
    obstacle = not_written(OSError(number, "the system's words"))

    assert str(obstacle).startswith("The disk is full.")


def test_wave_without_results_is_refused(db: None) -> None:
    wave = draft_wave()

    with pytest.raises(NothingToReport, match="no published results"):
        request_report(
            actor=None, title="Early", wave_id=wave.pk, assessment_id=None, language="en"
        )

    assert not Report.objects.exists()
    assert not Job.objects.filter(task="reports.build_report").exists()


def test_assessment_without_a_result_is_refused(wave: Wave) -> None:
    assessment_id = sized_assessment()
    SizingResult.objects.all().delete()

    with pytest.raises(NothingToReport, match="Size it first"):
        asked_report(wave, assessment_id=assessment_id)

    assert not Report.objects.exists()


def test_result_that_vanishes_before_the_building_fails_with_a_reason(wave: Wave) -> None:
    asked = asked_report(wave, assessment_id=sized_assessment())
    SizingResult.objects.all().delete()

    assert error_of(asked) == "This assessment has no result yet. Size it first."


def test_report_that_is_gone_is_named(db: None) -> None:
    with pytest.raises(ReportNotFound):
        build_report(report_id=draft_wave().pk)


def test_failed_report_is_ready_after_another_try(wave: Wave, settings: Settings) -> None:
    blocker = Path(settings.MEDIA_ROOT)
    blocker.write_text("in the way")
    asked = asked_report(wave)
    error_of(asked)
    blocker.unlink()

    job = request_rebuild(actor=anna_leader("second@example.org"), report_id=asked.report.pk)
    report = built(Asked(asked.report, job))

    assert report.state == ReportState.READY
    assert report.error == ""


@pytest.mark.django_db(transaction=True)
def test_two_builders_at_once_print_one_snapshot(wave: Wave, settings: Settings) -> None:
    asked = asked_report(wave)
    barrier = threading.Barrier(2)
    failures: list[Exception] = []

    def build() -> None:
        barrier.wait()
        try:
            build_report(report_id=asked.report.pk)
        except Exception as failure:  # noqa: BLE001  shown by the assertion below
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=build) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    report = Report.objects.get(pk=asked.report.pk)
    assert failures == []
    assert report.state == ReportState.READY
    assert [path.name for path in files_of(settings)] == [report.files.get().name]
    assert frozen_snapshot(report.pk) is not None

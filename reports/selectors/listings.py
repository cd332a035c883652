"""Questions about reports, and the collecting of everything that one says."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from accounts.models import User
from deployments.selectors import assessment_summary
from reports.codec import decode
from reports.kinds import Edition, FileKind
from reports.looks import HOUSE_LOOK, Look
from reports.models import Report, ReportFile, ReportState
from reports.obstacles import NothingToReport, SnapshotDamaged
from reports.snapshots import (
    FORMAT_VERSION,
    SOFTWARE_VERSION,
    Snapshot,
    TechnologySnapshot,
    UnreadableSnapshot,
    fingerprint,
    snapshot_from_json,
)
from surveys.selectors import PublishedWave, published_wave, read_scope


@dataclass(frozen=True)
class ReportHead:
    """What a report is called, in which language, of which day, and how it looks."""

    report_id: uuid.UUID
    title: str
    language: str
    prepared_date: dt.date
    look: Look = HOUSE_LOOK


@dataclass(frozen=True)
class ReportListing:
    """One report as lists and the API show it. `error` is empty unless it failed."""

    id: uuid.UUID
    title: str
    language: str
    wave_id: uuid.UUID
    wave_title: str
    assessment_name: str
    state: ReportState
    requested_by: str
    requested_at: dt.datetime
    built_at: dt.datetime | None
    page_count: int | None
    snapshot_sha256: str
    file_sha256: str
    error: str
    edition: Edition = Edition.FINAL

    @property
    def is_draft(self) -> bool:
        """Whether its pages carry the mark of a draft."""
        return self.edition is Edition.DRAFT

    @property
    def language_name(self) -> str:
        """Name of the report's language in itself."""
        return str(get_language_info(self.language)["name_local"]).capitalize()

    @property
    def is_ready(self) -> bool:
        """Whether the file can be downloaded."""
        return self.state is ReportState.READY

    @property
    def is_failed(self) -> bool:
        """Whether building it failed."""
        return self.state is ReportState.FAILED


def collect(
    *,
    wave_id: uuid.UUID,
    assessment_id: uuid.UUID | None,
    head: ReportHead,
    compared_ids: Sequence[uuid.UUID] = (),
) -> Snapshot:
    """Freeze everything that a report on a wave and an assessment says.

    Raises
    ------
    NotReleased
        The wave has no published results.
    NothingToReport
        The assessment was deleted or never sized.
    """
    return Snapshot(
        format_version=FORMAT_VERSION,
        report_id=str(head.report_id),
        title=head.title,
        language=head.language,
        prepared_date=head.prepared_date,
        software_version=SOFTWARE_VERSION,
        wave=published_wave(wave_id),
        technology=_technology(assessment_id) if assessment_id else None,
        compared=tuple(_technology(entry) for entry in compared_ids),
        look=head.look,
    )


def live_snapshot(wave: PublishedWave, *, language: str, today: dt.date) -> Snapshot:
    """What a report on the wave would say today, paired as in its newest report with both axes."""
    wave_id = uuid.UUID(wave.wave_id)
    paired = Report.objects.filter(wave=wave_id, assessment__isnull=False)
    newest = paired.order_by("-requested_at", "pk").values_list("assessment", flat=True).first()
    try:
        technology = _technology(newest) if newest else None
    except NothingToReport:
        technology = None
    return Snapshot(
        format_version=FORMAT_VERSION,
        report_id="",
        title=wave.survey,
        language=language,
        prepared_date=today,
        software_version=SOFTWARE_VERSION,
        wave=wave,
        technology=technology,
    )


def report_listings(user: User) -> tuple[ReportListing, ...]:
    """Reports that the user may read, where their role reads reports; the newest first."""
    scope, reports = read_scope(user), _with_names()
    if not scope.is_everything:
        reports = reports.filter(wave__in=scope.wave_ids)
    return tuple(_listing(report) for report in reports)


def report_listing(report_id: uuid.UUID) -> ReportListing | None:
    """One report, None when there is no such report."""
    report = _with_names().filter(pk=report_id).first()
    return _listing(report) if report else None


def report_snapshot(report_id: uuid.UUID) -> Any:
    """JSON of the snapshot of a report, None while there is none."""
    return Report.objects.filter(pk=report_id).values_list("snapshot", flat=True).first()


def last_look() -> Look:
    """Look of the newest report, from which the next one starts."""
    stored = Report.objects.order_by("-requested_at", "pk").values_list("look", flat=True).first()
    try:
        look: Look = decode(Look, stored) if stored else HOUSE_LOOK
    except UnreadableSnapshot:
        return HOUSE_LOOK
    return look


def frozen_snapshot(report_id: uuid.UUID) -> Snapshot | None:
    """The snapshot of a report, None while there is none.

    Raises
    ------
    SnapshotDamaged
        It cannot be read, or does not have the hash that was stored with it.
    """
    row = Report.objects.filter(pk=report_id, snapshot__isnull=False)
    data, sha256 = row.values_list("snapshot", "snapshot_sha256").first() or (None, "")
    if data is None:
        return None
    try:
        snapshot = snapshot_from_json(data)
    except UnreadableSnapshot as error:
        raise SnapshotDamaged(
            _(
                "The frozen results of this report cannot be read: another version of the program "
                "wrote them, or they were altered. Ask for a new report."
            )
        ) from error
    if fingerprint(snapshot) != sha256:
        raise SnapshotDamaged(
            _(
                "The frozen results of this report were altered: they do not have the hash that "
                "was stored with them. Ask for a new report."
            )
        )
    return snapshot


def _with_names() -> QuerySet[Report]:
    reports = Report.objects.select_related("wave__survey", "assessment", "requested_by").defer(
        "snapshot"
    )
    printed = ReportFile.objects.filter(
        report=OuterRef("pk"), kind=FileKind.PDF, edition=OuterRef("edition")
    ).order_by("-built_at", "pk")
    return reports.annotate(
        printed_pages=Subquery(printed.values("page_count")[:1]),
        printed_sha256=Subquery(printed.values("sha256")[:1]),
    ).order_by("-requested_at", "pk")


def _listing(report: Report) -> ReportListing:
    return ReportListing(
        id=report.pk,
        title=report.title,
        language=report.language,
        wave_id=report.wave_id,
        wave_title=_("%(survey)s, wave %(number)s")
        % {"survey": report.wave.survey.title, "number": report.wave.number},
        assessment_name=report.assessment.name if report.assessment else "",
        state=ReportState(report.state),
        requested_by=report.requested_by.name if report.requested_by else "",
        requested_at=report.requested_at,
        built_at=report.built_at,
        page_count=report.printed_pages,  # type: ignore[attr-defined]  # annotated above
        snapshot_sha256=report.snapshot_sha256,
        file_sha256=report.printed_sha256 or "",  # type: ignore[attr-defined]  # same
        error=report.error,
        edition=Edition(report.edition),
    )


def _technology(assessment_id: uuid.UUID) -> TechnologySnapshot:
    summary = assessment_summary(assessment_id)
    if summary is None or summary.sizing is None:
        raise NothingToReport(_("This assessment has no result yet. Size it first."))
    sizing = summary.sizing
    return TechnologySnapshot(
        assessment_id=str(summary.id),
        name=summary.name,
        site_name=summary.site_name,
        model_title=summary.model_title,
        accelerator_title=summary.accelerator_title,
        scenario=sizing.scenario,
        outcome=sizing.outcome,
        catalog_version=sizing.catalog_version,
        sized_date=timezone.localdate(sizing.sized_at),
        sources=summary.sources,
        questions=summary.questions,
        data_shares=summary.data_shares,
    )

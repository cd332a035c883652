"""Rows for tests of reports: a released wave of twelve, a sized assessment, a report on both."""

import io
import uuid
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Role, User
from deployments.services.sizing import size_assessment
from jobs.models import Job
from reports.files import write_file
from reports.kinds import Edition, FileKind
from reports.models import Report, ReportState
from reports.selectors import ReportHead, collect
from reports.services.requesting import request_report
from reports.snapshots import fingerprint, snapshot_json
from surveys.models import Initiative, Invitation, Wave
from surveys.services.importing import ImportPlan, NamedFile, import_wave
from tests.deployments.factories import ready_to_size
from tests.surveys.factories import INSTRUMENT, anna_leader, answer, hire, open_wave, release


@dataclass(frozen=True)
class Asked:
    """A report that was asked for, and the job that waits for a worker."""

    report: Report
    job: Job

    @property
    def job_id(self) -> str:
        """What the worker is woken with."""
        return str(self.job.pk)


IMPORT = """
[import.groups]
department = "Department"
""" + "".join(
    f"""
[[import.columns]]
item = "{item}"
column = "{item}"
"""
    for item in ("willing", "able", "rules", "fear", "advice", "wish")
)


def somebody(role: Role) -> User:
    """Kim in a role; as an initiative owner, the one of every initiative that there is."""
    kim, _is_new = User.objects.get_or_create(
        email=f"{role}@example.org", defaults={"name": f"Kim {role.label}", "role": role}
    )
    if role is Role.INITIATIVE_OWNER:
        Initiative.objects.update(owner=kim)
    return kim


def released_wave() -> Wave:
    """Twelve answers of two departments, collected elsewhere: released within one transaction."""
    lines = ["Department,willing,able,rules,fear,advice,wish"]
    for place in range(12):
        points = (2 + place % 4, 1 + place % 4, 1 + place % 3, 2 + place % 4, place % 11)
        numbers = ",".join(str(point) for point in points)
        lines.append(f"{('Sales', 'Care')[place % 2]},{numbers},")
    imported = import_wave(
        plan=ImportPlan(owner=User.objects.first() or anna_leader(), invited=16),
        instrument=NamedFile("tiny.toml", io.BytesIO((INSTRUMENT + IMPORT).encode())),
        answers=NamedFile("answers.csv", io.BytesIO("\n".join(lines).encode())),
    )
    return Wave.objects.get(pk=imported.wave_id)


def answered_wave() -> Wave:
    """Twelve of sixteen people in two departments answered; two of them commented."""
    hire({"Sales": 8, "Care": 8})
    wave = open_wave()
    for place, invitation in enumerate(Invitation.objects.order_by("pk")[:12]):
        answers = {
            "willing": 2 + place % 4,
            "able": 1 + place % 4,
            "rules": 1 + place % 3,
            "fear": 2 + place % 4,
            "advice": place % 11,
        }
        answer(invitation, answers, {"wish": "More time to try."} if place < 2 else {})
    return release(wave)


def sized_assessment(actor: User | None = None) -> uuid.UUID:
    """The reference case of the design, sized."""
    made = ready_to_size(actor) if actor else ready_to_size()
    size_assessment(assessment_id=made.assessment_id)
    return made.assessment_id


def asked_report(
    wave: Wave,
    *,
    assessment_id: uuid.UUID | None = None,
    title: str = "Hackathon 2026",
    language: str = "en",
) -> Asked:
    """A report that the first user asked for."""
    report = request_report(
        actor=User.objects.order_by("pk").first(),
        title=title,
        wave_id=wave.pk,
        assessment_id=assessment_id,
        language=language,
    )
    return Asked(report, Job.objects.get(subject_id=str(report.pk)))


def ready_report(wave: Wave, *, title: str = "Hackathon 2026", language: str = "en") -> Report:
    """A finished report whose PDF is a few bytes: for tests of what is done with files."""
    report = asked_report(wave, title=title, language=language).report
    head = ReportHead(report.pk, title, language, timezone.localdate(report.requested_at))
    snapshot = collect(wave_id=wave.pk, assessment_id=None, head=head)
    content = b"%PDF-1.7 stands for pages"
    Report.objects.filter(pk=report.pk).update(
        snapshot=snapshot_json(snapshot),
        snapshot_sha256=fingerprint(snapshot),
        state=ReportState.READY,
        built_at=timezone.now(),
    )
    name = f"{report.pk}.pdf"
    report.files.create(
        kind=FileKind.PDF,
        edition=Edition.FINAL,
        name=name,
        sha256=write_file(name, content),
        size_bytes=len(content),
        page_count=1,
        built_at=timezone.now(),
    )
    report.refresh_from_db()
    return report

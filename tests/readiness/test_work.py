"""Long work is found again by those whose subject it is about, and by nobody else."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from jobs.models import Job, JobState
from readiness.work import work_lines
from surveys.models import Wave
from tests.reports.factories import asked_report, released_wave, sized_assessment

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def wave() -> Wave:
    """A released wave."""
    return released_wave()


def somebody(role: Role) -> User:
    return User.objects.create(email=f"{role}@example.org", name="Kim", role=role)


def job_on(subject_id: object, task: str, **facts: object) -> Job:
    defaults = {"state": JobState.RUNNING, "created_at": NOW, "max_attempts": 3}
    return Job.objects.create(task=task, subject_id=str(subject_id), **(defaults | facts))


def test_each_role_finds_the_work_on_what_it_may_see(wave: Wave) -> None:
    ada = somebody(Role.ADMINISTRATOR)
    report = asked_report(wave).report
    job_on(wave.pk, "surveys.release_wave")
    job_on(sized_assessment(ada), "deployments.size_assessment")

    seen = {
        role: {line.job.task.split(".")[0] for line in work_lines(user, now=NOW)}
        for role, user in {
            role: User.objects.filter(role=role).first() or somebody(role) for role in Role
        }.items()
    }

    machines, everything = {"deployments", "reports"}, {"surveys", "deployments", "reports"}
    assert report.pk
    assert seen == {
        Role.ADMINISTRATOR: everything,
        Role.HR_LEADER: everything,
        Role.INITIATIVE_OWNER: {"deployments"},
        Role.ENGINEERING_LEAD: machines,
        Role.EXECUTIVE: machines,
        Role.AUDITOR: set(),
        Role.TRUSTEE: set(),
        Role.CONFIDANT: set(),
    }


def test_active_work_comes_first_and_old_work_is_gone(wave: Wave) -> None:
    grace = somebody(Role.HR_LEADER)
    Job.objects.all().delete()
    day = dt.timedelta(days=1)
    done = job_on(wave.pk, "surveys.prepare_wave", state=JobState.SUCCEEDED)
    stuck = job_on(wave.pk, "surveys.release_wave", created_at=NOW - 30 * day)
    job_on(wave.pk, "surveys.send_invitations", state=JobState.FAILED, created_at=NOW - 8 * day)

    lines = work_lines(grace, now=NOW)

    assert [line.job.id for line in lines] == [stuck.pk, done.pk]


def test_work_on_what_was_deleted_is_left_out(wave: Wave) -> None:
    Job.objects.all().delete()
    job_on(uuid.uuid4(), "reports.build_report")
    job_on(uuid.uuid4(), "unheard.of")

    assert work_lines(somebody(Role.ADMINISTRATOR), now=NOW) == ()


def test_page_asks_again_only_while_something_is_at_work(wave: Wave, client: Client) -> None:
    client.force_login(somebody(Role.HR_LEADER))
    Job.objects.all().delete()
    running = job_on(wave.pk, "surveys.release_wave", progress_percent=40, step="Scoring")
    busy = client.get("/work/").content.decode()
    part = client.get("/work/", headers={"HX-Request": "true"}).content.decode()
    Job.objects.filter(pk=running.pk).update(state=JobState.SUCCEEDED, finished_at=NOW)

    quiet = client.get("/work/").content.decode()

    assert 'hx-trigger="every 3s"' in busy
    assert 'value="40"' in part
    assert "<html" not in part
    assert "hx-trigger" not in quiet


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/work/")["Location"].startswith("/accounts/sign-in/")

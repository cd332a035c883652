import uuid
from typing import Any

import jsonschema
import pytest
from django.test import Client

from accounts.models import AuditEntry, Role
from reports.codec import canonical_text
from reports.files import digest_of
from reports.models import Report
from reports.services.building import build_report
from surveys.models import Wave
from tests.reports.factories import asked_report, ready_report, somebody

pytestmark = pytest.mark.django_db

READERS = {
    Role.ADMINISTRATOR,
    Role.HR_LEADER,
    Role.INITIATIVE_OWNER,
    Role.ENGINEERING_LEAD,
    Role.EXECUTIVE,
}


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(somebody(role))
    return client


def read(client: Client, path: str = "") -> Any:
    return client.get(f"/api/reports/{path}")


@pytest.mark.parametrize("role", Role)
def test_api_is_for_those_who_may_read_reports(wave: Wave, role: Role) -> None:
    report = asked_report(wave).report
    client = signed_in(role)

    expected = 200 if role in READERS else 403
    assert read(client).status_code == expected
    assert read(client, f"{report.pk}/").status_code == expected


def test_stranger_gets_nothing(client: Client) -> None:
    assert read(client).status_code in {401, 403}


def test_report_is_told_without_its_snapshot(wave: Wave) -> None:
    report = asked_report(wave, language="de").report

    told = read(signed_in(Role.EXECUTIVE), f"{report.pk}/").json()

    assert told["id"] == str(report.pk)
    assert (told["title"], told["language"], told["state"]) == ("Hackathon 2026", "de", "requested")
    assert told["built_at"] is None
    assert "snapshot" not in told
    assert read(signed_in(Role.EXECUTIVE)).json() == [told]


def test_snapshot_has_the_hash_that_the_document_prints(wave: Wave) -> None:
    report = asked_report(wave).report
    client = signed_in(Role.EXECUTIVE)
    assert read(client, f"{report.pk}/snapshot/").status_code == 404

    build_report(report_id=report.pk)

    frozen = read(client, f"{report.pk}/snapshot/").json()
    told = read(client, f"{report.pk}/").json()
    assert digest_of(canonical_text(frozen).encode()) == told["snapshot_sha256"]
    assert told["page_count"] == Report.objects.get().files.get().page_count


def test_snapshot_carries_no_unsuppressed_group(wave: Wave) -> None:
    """What the API hands out is what the frozen cube published, nothing beneath it."""
    report = asked_report(wave).report
    build_report(report_id=report.pk)

    frozen = read(signed_in(Role.EXECUTIVE), f"{report.pk}/snapshot/").json()

    least = frozen["wave"]["min_group_size"]
    assert all(group["n"] is None or group["n"] >= least for group in frozen["wave"]["groups"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reports_are_read_only(wave: Wave, method: str) -> None:
    report = asked_report(wave).report

    answered = getattr(signed_in(Role.ADMINISTRATOR), method)(f"/api/reports/{report.pk}/")

    assert answered.status_code == 405
    assert Report.objects.exists()


def test_unknown_report_is_not_found() -> None:
    client = signed_in(Role.EXECUTIVE)

    assert read(client, f"{uuid.uuid4()}/").status_code == 404
    assert read(client, f"{uuid.uuid4()}/snapshot/").status_code == 404
    assert read(client, "not-an-id/").status_code == 404


def test_files_are_listed_with_their_hashes_and_handed_out(wave: Wave) -> None:
    report = ready_report(wave)
    client = signed_in(Role.EXECUTIVE)

    (listed,) = read(client, f"{report.pk}/files/").json()
    answered = read(client, f"{report.pk}/files/pdf/")

    content = b"".join(answered.streaming_content)
    assert (listed["kind"], listed["edition"]) == ("pdf", "final")
    assert digest_of(content) == listed["sha256"]
    assert AuditEntry.objects.get(verb="report_downloaded").subject == f"{report.pk} pdf"
    assert read(client, f"{report.pk}/files/slides/").status_code == 404
    assert read(client, f"{report.pk}/files/exe/").status_code == 404


def test_data_fits_the_schema_and_has_the_printed_hash(wave: Wave) -> None:
    report = ready_report(wave)
    client = signed_in(Role.EXECUTIVE)

    data = read(client, f"{report.pk}/data/").json()
    schema = read(client, "schema/").json()

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert digest_of(canonical_text(data["snapshot"]).encode()) == data["snapshot_sha256"]
    assert data["snapshot_sha256"] == report.snapshot_sha256


@pytest.mark.parametrize("role", sorted(set(Role) - READERS))
@pytest.mark.parametrize("path", ["files/", "files/pdf/", "data/"])
def test_files_and_data_are_for_those_who_may(wave: Wave, role: Role, path: str) -> None:
    report = ready_report(wave)

    assert read(signed_in(role), f"{report.pk}/{path}").status_code == 403

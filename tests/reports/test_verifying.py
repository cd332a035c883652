"""Whether a file is as it was made: by the record, by a signature, by printing it again."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.generic import StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django import Settings

from reports.codec import canonical_text
from reports.files import file_path
from reports.kinds import CHOSEN_KINDS, Edition, FileKind
from reports.models import Report
from reports.rendering.printing import print_file
from reports.services.building import build_report
from reports.services.requesting import PrintChoice, make_final, request_report
from reports.signing import configured_signer, sign_pdf
from reports.snapshots import Snapshot, fingerprint
from reports.verifying import Evidence, Finding, Verification, verify_file
from surveys.models import Wave
from tests.reports import snapshots
from tests.reports.certificates import PASSWORD, Certificate, made_certificate
from tests.surveys.factories import anna_leader

OFFLINE = Evidence(asks_database=False)


def offline(content: bytes, snapshot: Snapshot | None = None, expected: str = "") -> Verification:
    given = canonical_text(snapshot).encode() if snapshot else b""
    return verify_file(content, replace(OFFLINE, snapshot=given, expected_sha256=expected))


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    """The smallest report."""
    return snapshots.tiny()


@pytest.fixture(scope="module")
def files(snapshot: Snapshot) -> dict[FileKind, bytes]:
    """All its files."""
    return {kind: print_file(kind, snapshot).content for kind in FileKind}


def with_changed_part(content: bytes, name: str) -> bytes:
    """The same file of Office with one part changed and everything else in place."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as changed:
        for entry in source.infolist():
            part = source.read(entry)
            changed.writestr(entry, part + b"<!-- -->" if entry.filename == name else part)
    return target.getvalue()


@pytest.mark.django_db
def test_every_file_of_a_report_is_recognized_by_the_record(wave: Wave) -> None:
    anna = anna_leader("second@example.org")
    report = request_report(
        actor=anna,
        title="AI 2026",
        wave_id=wave.pk,
        assessment_id=None,
        language="en",
        choice=PrintChoice(kinds=CHOSEN_KINDS, edition=Edition.DRAFT),
    )
    build_report(report_id=report.pk)
    drafts = {file.kind: file_path(file.name).read_bytes() for file in report.files.all()}
    make_final(actor=anna, report_id=report.pk)
    build_report(report_id=report.pk)

    assert set(drafts) == set(FileKind)
    for kind, content in drafts.items():
        verification = verify_file(content, Evidence())
        assert verification.finding is Finding.UNALTERED
        assert f"Report “AI 2026”, {report.pk}." in verification.lines
        assert f"Kind: {kind}, draft." in verification.lines or kind == FileKind.DATA
    final = report.files.get(kind=FileKind.PDF, edition=Edition.FINAL)
    assert verify_file(file_path(final.name).read_bytes(), Evidence()).lines[2] == (
        "Kind: pdf, final."
    )


@pytest.mark.django_db
def test_changed_copy_of_a_report_of_this_house_is_altered(wave: Wave) -> None:
    report = request_report(
        actor=None, title="AI 2026", wave_id=wave.pk, assessment_id=None, language="en"
    )
    build_report(report_id=report.pk)
    content = file_path(report.files.get().name).read_bytes()

    verification = verify_file(content + b"%", Evidence())

    assert verification.finding is Finding.ALTERED
    assert "“AI 2026”, and never made this file" in verification.lines[0]
    assert Report.objects.get().snapshot_sha256 in verification.lines[1]


@pytest.mark.parametrize("kind", [FileKind.ARCHIVE, FileKind.DATA])
def test_file_that_carries_its_snapshot_is_checked_by_itself(
    kind: FileKind, files: dict[FileKind, bytes], snapshot: Snapshot
) -> None:
    alone = offline(files[kind])
    with_hash = offline(files[kind], expected=fingerprint(snapshot))
    with_other_hash = offline(files[kind], expected="0" * 64)

    assert alone.finding is Finding.UNDECIDED
    assert "byte for byte" in alone.lines[0]
    assert with_hash.finding is Finding.UNALTERED
    assert with_other_hash.finding is Finding.ALTERED


@pytest.mark.parametrize(
    "kind", [FileKind.PDF, FileKind.SUMMARY, FileKind.WORKBOOK, FileKind.SLIDES]
)
def test_file_without_its_snapshot_is_checked_against_the_data_file(
    kind: FileKind, files: dict[FileKind, bytes], snapshot: Snapshot
) -> None:
    digest = fingerprint(snapshot)

    assert offline(files[kind]).finding is Finding.UNDECIDED
    assert offline(files[kind], snapshot, digest).finding is Finding.UNALTERED


def test_changed_workbook_slides_and_pdf_are_altered(
    files: dict[FileKind, bytes], snapshot: Snapshot
) -> None:
    digest = fingerprint(snapshot)
    changed = [
        with_changed_part(files[FileKind.WORKBOOK], "xl/worksheets/sheet2.xml"),
        with_changed_part(files[FileKind.SLIDES], "ppt/slides/slide1.xml"),
        files[FileKind.SUMMARY] + b"% more",
    ]

    assert [offline(content, snapshot, digest).finding for content in changed] == [
        Finding.ALTERED,
        Finding.ALTERED,
        Finding.ALTERED,
    ]


def test_changed_figure_in_the_data_file_is_altered(files: dict[FileKind, bytes]) -> None:
    data = json.loads(files[FileKind.DATA])
    data["snapshot"]["wave"]["answered"] = 4_000

    verification = offline(json.dumps(data).encode())

    assert verification.finding is Finding.ALTERED
    assert "does not have the hash" in verification.lines[0]


def test_forger_who_also_changes_the_hash_fails_against_the_printed_one(
    files: dict[FileKind, bytes], snapshot: Snapshot
) -> None:
    forged = print_file(FileKind.DATA, replace(snapshot, title="Forged")).content

    assert offline(forged).finding is Finding.UNDECIDED
    assert offline(forged, expected=fingerprint(snapshot)).finding is Finding.ALTERED


def test_report_of_another_version_is_not_called_altered(snapshot: Snapshot) -> None:
    older = replace(snapshot, software_version="0.0.9")
    content = print_file(FileKind.DATA, older).content.replace(b"\n", b" \n")

    verification = offline(content)

    assert verification.finding is Finding.UNDECIDED
    assert "Version 0.0.9 made it" in verification.lines[0]


def signed_by(certificate: Certificate, content: bytes, settings: Settings, folder: Path) -> bytes:
    """The file with the signature of this certificate's holder."""
    settings.SIGNING_CERTIFICATE = str(folder / "holder.p12")
    settings.SIGNING_PASSWORD = PASSWORD
    Path(settings.SIGNING_CERTIFICATE).write_bytes(certificate.pkcs12)
    signer = configured_signer()
    assert signer is not None
    return sign_pdf(content, signer)


def with_other_pages(content: bytes) -> bytes:
    """The same bytes with a further revision behind them that shows something else."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"BT ET"))
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    target = BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]  # untyped library
    return target.getvalue()


def test_signature_is_named_and_decides_where_it_is_trusted(
    settings: Settings, tmp_path: Path, files: dict[FileKind, bytes]
) -> None:
    certificate = made_certificate()
    signed = signed_by(certificate, files[FileKind.SUMMARY], settings, tmp_path)

    trusted = verify_file(signed, replace(OFFLINE, trusted=(certificate.pem,)))
    unknown = offline(signed)
    broken = offline(signed + b"%")

    assert trusted.finding is Finding.UNALTERED
    assert unknown.finding is Finding.UNDECIDED
    assert any("Signed by Common Name: Nordlicht AG reports" in line for line in unknown.lines)
    assert broken.finding is Finding.ALTERED


def test_pages_added_and_signed_by_a_stranger_are_never_called_unaltered(
    settings: Settings, tmp_path: Path, files: dict[FileKind, bytes], snapshot: Snapshot
) -> None:
    """The bytes of the report stand untouched before them, so comparing those proves nothing."""
    other_pages = with_other_pages(files[FileKind.SUMMARY])
    forged = signed_by(made_certificate("Stranger"), other_pages, settings, tmp_path)
    assert forged.startswith(files[FileKind.SUMMARY])

    verification = offline(forged, snapshot, fingerprint(snapshot))

    assert verification.finding is Finding.UNDECIDED
    assert "--certificate" in verification.lines[1]


DAMAGED_AT = range(3, 100, 7)
"""Percent of the way through a file."""


@pytest.mark.parametrize("kind", [FileKind.SUMMARY, FileKind.WORKBOOK])
def test_damaged_file_is_answered_wherever_the_damage_lies(
    kind: FileKind, files: dict[FileKind, bytes]
) -> None:
    whole = files[kind]
    places = [len(whole) * percent // 100 for percent in DAMAGED_AT]
    cut = [offline(whole[:place]).finding for place in places]
    gap = [offline(whole[: place // 2] + whole[place:]).finding for place in places]
    flipped = [
        offline(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :]).finding
        for place in places
    ]

    assert set(cut) == {Finding.NO_REPORT}
    assert {*gap, *flipped} <= {Finding.NO_REPORT, Finding.UNDECIDED}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 and nothing else",
        b"PK\x03\x04 no archive",
        b"{}",
        b"[" * 100_000,
        b'{"format": "readiness-report", "report_id": "x", "snapshot_sha256": null}',
        b"\xff\xfe\x00",
        b"hello",
    ],
    ids=["empty", "pdf", "zip", "object", "deep", "data", "bytes", "text"],
)
def test_whatever_is_no_report_is_named_so(content: bytes) -> None:
    assert offline(content).finding is Finding.NO_REPORT


def run(*arguments: object) -> tuple[int, str]:
    """Exit code and words of the command."""
    said = StringIO()
    try:
        call_command("verify_report", *map(str, arguments), stdout=said)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, said.getvalue()


def test_command_says_it_by_words_and_exit_code(
    tmp_path: Path, files: dict[FileKind, bytes], snapshot: Snapshot
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(files[FileKind.DATA])
    digest = fingerprint(snapshot)

    code, said = run(path, "--offline", "--hash", digest)
    assert (code, said.splitlines()[0]) == (0, "Unaltered.")
    assert run(path, "--offline")[0] == 3
    assert run(path, "--offline", "--hash", "0" * 64)[0] == 1
    path.write_bytes(b"something else")
    assert run(path, "--offline") == (
        2,
        "No report.\nThis is no report of Readiness that can be read.\n",
    )
    assert run(tmp_path) == (2, f"{tmp_path}: Is a directory.")
    assert run(tmp_path / "absent.pdf") == (2, f"{tmp_path}/absent.pdf: No such file or directory.")
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        call_command("verify_report", str(path), "--hash", "abc")

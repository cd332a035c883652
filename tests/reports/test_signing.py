"""Signatures of the organization: they validate, and any change behind or within shows."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django import Settings

from reports.kinds import FileKind
from reports.obstacles import CannotSign
from reports.rendering.printing import print_file
from reports.signing import configured_signer, read_signatures, sign_pdf
from tests.reports import snapshots
from tests.reports.certificates import PASSWORD, Certificate, made_certificate


@pytest.fixture(scope="module")
def certificate() -> Certificate:
    """The certificate of the organization."""
    return made_certificate()


@pytest.fixture
def signing(settings: Settings, tmp_path: Path, certificate: Certificate) -> None:
    """Let the product sign."""
    path = tmp_path / "organization.p12"
    path.write_bytes(certificate.pkcs12)
    settings.SIGNING_CERTIFICATE = str(path)
    settings.SIGNING_PASSWORD = PASSWORD


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    """One page is enough."""
    return print_file(FileKind.SUMMARY, snapshots.tiny()).content


@pytest.fixture
def signed(signing: None, unsigned: bytes) -> bytes:
    """The same page, signed."""
    signer = configured_signer()
    assert signer is not None
    return sign_pdf(unsigned, signer)


def test_without_a_certificate_nothing_is_signed(settings: Settings, unsigned: bytes) -> None:
    settings.SIGNING_CERTIFICATE = ""

    assert configured_signer() is None
    assert read_signatures(unsigned) == ()


def test_signature_stands_behind_the_unchanged_file(signed: bytes, unsigned: bytes) -> None:
    assert signed.startswith(unsigned)
    (signature,) = read_signatures(signed)
    assert signature.is_intact
    assert signature.signer == "Common Name: Nordlicht AG reports"
    assert signature.signed_at is not None


def test_signing_and_reading_need_no_loop_of_the_caller(signing: None, unsigned: bytes) -> None:
    """A process that runs an event loop, as an asynchronous server does, signs all the same."""

    async def sign_and_read() -> tuple[bool, ...]:
        signer = configured_signer()
        assert signer is not None
        return tuple(one.is_intact for one in read_signatures(sign_pdf(unsigned, signer)))

    with ThreadPoolExecutor(max_workers=1) as thread:  # a browser of other tests may run a loop
        assert thread.submit(lambda: asyncio.run(sign_and_read())).result() == (True,)


def test_only_a_given_certificate_is_trusted(signed: bytes, certificate: Certificate) -> None:
    other = made_certificate("Somebody else").pem

    assert [s.is_trusted for s in read_signatures(signed)] == [False]
    assert [s.is_trusted for s in read_signatures(signed, [other])] == [False]
    assert [s.is_trusted for s in read_signatures(signed, [other, certificate.pem])] == [True]


def test_changed_byte_breaks_the_signature(signed: bytes, unsigned: bytes) -> None:
    changed = bytearray(signed)
    changed[len(unsigned) // 2] ^= 1

    assert not any(signature.is_intact for signature in read_signatures(bytes(changed)))


def test_what_is_added_behind_breaks_the_signature(signed: bytes) -> None:
    assert [s.is_intact for s in read_signatures(signed + b"\n% more\n")] == [False]


def test_signed_file_with_a_second_version_behind_it_is_seen(signed: bytes) -> None:
    """An incremental update is how a page is exchanged without touching what was signed."""
    writer: Any = IncrementalPdfFileWriter(BytesIO(signed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    target = BytesIO()
    writer.write(target)

    updated = target.getvalue()
    assert len(updated) > len(signed)
    assert [s.is_intact for s in read_signatures(updated)] == [False]


@pytest.mark.parametrize("password", ["", "wrong"])
def test_wrong_password_says_what_to_check(
    signing: None, settings: Settings, password: str
) -> None:
    settings.SIGNING_PASSWORD = password

    with pytest.raises(CannotSign, match="READINESS_SIGNING_PASSWORD"):
        configured_signer()


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_file_that_is_no_certificate_says_where(
    settings: Settings, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "organization.p12"
    if content is not None:
        path.write_bytes(content)
    settings.SIGNING_CERTIFICATE = str(path)

    with pytest.raises(CannotSign, match=r"organization\.p12"):
        configured_signer()

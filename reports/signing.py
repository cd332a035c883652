"""Signs PDFs with the organization's certificate and reads signatures, without any network."""

import datetime as dt
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, fields, signers
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reports.obstacles import CannotSign

_DAMAGED = (
    PdfError,
    SignatureValidationError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pyHanko raises over a file whose bytes were changed, its own errors and those of Python."""
Result = TypeVar("Result")

FIELD_NAME = "Organization"
_EITHER_USE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


@dataclass(frozen=True)
class Signature:
    """One signature of a file: by whom, when they say, and what it proves.

    `is_intact`: the file is what was signed, to its last byte. `is_trusted`: the certificate leads
    to one of those that were given.
    """

    signer: str
    signed_at: dt.datetime | None
    is_intact: bool
    is_trusted: bool


def configured_signer() -> signers.SimpleSigner | None:
    """Signer with the certificate of the settings; None where the organization does not sign.

    Raises
    ------
    CannotSign
        The file is not there, is no PKCS #12, or the password does not open it.
    """
    path = settings.SIGNING_CERTIFICATE
    if not path:
        return None
    try:
        content = Path(path).read_bytes()
        signer: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(
            content, other_certs=[], passphrase=settings.SIGNING_PASSWORD.encode() or None
        )
    except (OSError, ValueError) as error:
        message = _(
            "The certificate in %(path)s cannot be used to sign. Check the file, its access and "
            "READINESS_SIGNING_PASSWORD, then try again."
        )
        raise CannotSign(message % {"path": path}) from error
    return signer


def sign_pdf(content: bytes, signer: signers.SimpleSigner) -> bytes:
    """Certify a PDF: the signature is added behind it, after which nothing may change."""
    target = BytesIO()
    about = PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    _in_own_loop(
        lambda: signers.sign_pdf(
            IncrementalPdfFileWriter(BytesIO(content)), about, signer=signer, output=target
        )
    )
    return target.getvalue()


def read_signatures(content: bytes, trusted: Sequence[bytes] = ()) -> tuple[Signature, ...]:
    """Every signature of a PDF.

    Parameters
    ----------
    content : bytes
        The file.
    trusted : sequence of bytes
        Certificates, PEM or DER, that a signer's may lead to.
    """
    try:
        embedded = PdfFileReader(BytesIO(content)).embedded_signatures
        roots = [root for entry in trusted for root in load_certs_from_pemder_data(entry)]
        return tuple(_read(entry, roots) for entry in embedded)
    except _DAMAGED:
        unreadable = Signature("", None, is_intact=False, is_trusted=False)
        return (unreadable,) if _has_mark(content) else ()


def _read(embedded: EmbeddedPdfSignature, roots: Sequence[object]) -> Signature:
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = _in_own_loop(
        lambda: validate_pdf_signature(
            embedded, signer_validation_context=context, key_usage_settings=_EITHER_USE
        )
    )
    covers_all = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    is_whole = bool(status.intact and status.valid) and covers_all
    return Signature(
        signer=status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt,
        is_intact=is_whole,
        is_trusted=bool(roots) and bool(status.trusted),
    )


def _in_own_loop(work: Callable[[], Result]) -> Result:
    """Do it in a thread: pyHanko starts an event loop, which a thread that runs one refuses."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


def _has_mark(content: bytes) -> bool:
    return b"/ByteRange" in content

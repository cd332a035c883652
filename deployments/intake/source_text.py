"""Turns uploaded bytes into text, or says why they are none."""

import codecs

from deployments.intake.errors import IntakeError

# Listings of a thousand devices and the largest model configurations stay below 12 MB.
MAX_BYTES = 16 * 1024 * 1024

_ENCODINGS_BY_MARK = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),  # what PowerShell writes on redirection
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes) -> str:
    """Text of an upload in UTF-8, or in UTF-16 with its byte order mark.

    Raises
    ------
    IntakeError
        `too_large`, `empty` or `wrong_encoding`.
    """
    if len(data) > MAX_BYTES:
        raise IntakeError(
            "too_large",
            place=f"{len(data):,} bytes",
            remedy=f"send the tool's plain output, at most {MAX_BYTES:,} bytes",
        )
    encoding = next((name for mark, name in _ENCODINGS_BY_MARK if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise IntakeError(
            "wrong_encoding", place=f"byte {fault.start}", remedy="save the file as UTF-8"
        ) from fault
    if "\x00" in text:
        place = f"character {text.index(chr(0))}"
        raise IntakeError("wrong_encoding", place=place, remedy="save the file as UTF-8")
    if not text.strip():
        raise IntakeError("empty", place="whole file", remedy="send a file with content")
    return text

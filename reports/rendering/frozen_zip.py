"""Makes a file of Office depend on its content alone: no clock, one order, one compression."""

import datetime as dt
import re
import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_FIRST = "[Content_Types].xml"
_STAMPED = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def frozen_zip(content: bytes, prepared_date: dt.date) -> bytes:
    """Write the same parts again with fixed times; workbooks inside are frozen too.

    Parameters
    ----------
    content : bytes
        A file of Office, which is a zip archive.
    prepared_date : date
        Date of creation and change in its properties.
    """
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as frozen,
    ):
        names = sorted(source.namelist(), key=lambda name: (name != _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            frozen.writestr(entry, _frozen_part(name, source.read(name), prepared_date))
    return target.getvalue()


def _frozen_part(name: str, part: bytes, prepared_date: dt.date) -> bytes:
    if name.endswith(".xlsx"):
        return frozen_zip(part, prepared_date)
    if name == _STAMPED:
        moment = f"{prepared_date:%Y-%m-%d}T00:00:00Z".encode()
        return _STAMP.sub(rb"\g<1>" + moment + rb"\g<2>", part)
    return part

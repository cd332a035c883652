"""The last pass over a PDF: what WeasyPrint leaves out, and what must not depend on the clock."""

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

import pikepdf

_IDENTIFIER_BYTES = 16


@dataclass(frozen=True)
class Finish:
    """Date and identity of a file; `identifier` are hexadecimal digits.

    `is_archive`: the file is PDF/A-3u, and has to say that it is tagged as PDF/UA-1 as well.
    """

    prepared_date: dt.date
    identifier: str
    is_archive: bool = False


def finished(raw: bytes, finish: Finish) -> bytes:
    """Add scopes to table headers, then fix dates and identity."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        _add_header_scopes(pdf)
        _fix_dates(pdf, finish.prepared_date)
        if finish.is_archive:
            _name_second_standard(pdf)
            _name_attachments_once(pdf)
            _leave_pictures_as_they_are(pdf)
        identifier = bytes.fromhex(finish.identifier)[:_IDENTIFIER_BYTES]
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(identifier), pikepdf.String(identifier)])
        target = BytesIO()
        pdf.save(
            target,
            static_id=True,
            linearize=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return _with_identifier(target.getvalue(), identifier)


def _add_header_scopes(pdf: pikepdf.Pdf) -> None:
    """PDF/UA-1 wants /Scope on every header cell; WeasyPrint 70 writes none (its issue 2508)."""
    for entry in pdf.objects:
        if not isinstance(entry, pikepdf.Dictionary) or entry.get("/S") != "/TH":
            continue
        if "/A" in entry:
            entry.A.Scope = pikepdf.Name("/Row" if _is_row_header(entry) else "/Column")


def _is_row_header(cell: pikepdf.Dictionary) -> bool:
    """A header cell whose row has data cells heads that row."""
    row = cell.get("/P")
    if row is None or row.get("/S") != "/TR":
        return False
    return any(kid.get("/S") == "/TD" for kid in row.K if isinstance(kid, pikepdf.Dictionary))


def _fix_dates(pdf: pikepdf.Pdf, prepared: dt.date) -> None:
    moment = f"D:{prepared:%Y%m%d}000000Z"
    pdf.docinfo["/CreationDate"] = pikepdf.String(moment)
    pdf.docinfo["/ModDate"] = pikepdf.String(moment)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            metadata[key] = f"{prepared:%Y-%m-%d}T00:00:00Z"


def _name_second_standard(pdf: pikepdf.Pdf) -> None:
    """Identify an archive file as PDF/UA-1 too.

    PDF/A knows no such property, so its schema has to be described in the file (ISO 19005-3,
    6.6.2.3.3).
    """
    metadata = pdf.Root.Metadata.read_bytes()
    before, end, after = metadata.rpartition(b"</rdf:RDF>")
    pdf.Root.Metadata.write(before + _UA_SCHEMA.encode() + end + after)


def _name_attachments_once(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint 70 lists an attached file twice where it was attached to the document."""
    files = {file.objgen: file for file in pdf.Root.AF}
    pdf.Root.AF = pikepdf.Array(list(files.values()))


def _leave_pictures_as_they_are(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint asks viewers to smooth pictures; PDF/A forbids it (ISO 19005-3, 6.2.8.1)."""
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Stream) and "/Interpolate" in entry:
            entry.Interpolate = False


def _with_identifier(content: bytes, identifier: bytes) -> bytes:
    """Replace qpdf's static identity, which is the same for every file, with ours."""
    static = b"<31415926535897932384626433832795>"
    return content.replace(static, b"<" + identifier.hex().encode() + b">")


_UA_SCHEMA = """<rdf:Description rdf:about="" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

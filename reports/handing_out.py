"""Answers with a kept file, the same way on pages, by links and by the API."""

from django.http import FileResponse
from django.utils.text import slugify

from reports.files import file_path
from reports.kinds import FILE_TYPES
from reports.selectors import KeptFile


def file_response(file: KeptFile) -> FileResponse:
    """Answer with a file under a plain name, never to be kept on the way."""
    file_type = FILE_TYPES[file.kind]
    name = f"{slugify(file.title) or 'report'}{file_type.suffix}.{file_type.extension}"
    response = FileResponse(
        file_path(file.name).open("rb"),
        as_attachment=True,
        filename=name,
        content_type=file_type.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response

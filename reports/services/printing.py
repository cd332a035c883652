"""Print the papers about a wave, in the worker: each kind in each language."""

import logging
import uuid

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs.running import Progress
from reports.files import file_path, paper_files, write_file
from reports.papers.kinds import PaperKind, file_name, paper_of
from reports.rendering.paper_pdf import render_paper
from reports.services.building import not_written
from surveys.selectors import wave_terms

logger = logging.getLogger(__name__)


def print_papers(*, wave_id: uuid.UUID, progress: Progress | None = None) -> None:
    """Print what is not printed yet, and remove what was printed from earlier settings.

    Raises
    ------
    FileNotWritten
        There is no room for a file, or no right to write it.
    """
    wanted = [(kind, code) for code in settings.PAPER_LANGUAGES for kind in PaperKind]
    names = set()
    for place, (kind, language) in enumerate(wanted):
        if progress:
            progress(100 * place // len(wanted), _("Drawing and printing pages"))
        with translation.override(language):
            terms = wave_terms(wave_id, language)
        if terms is None:
            return
        paper = paper_of(kind, terms, language)
        name = file_name(kind, terms, paper)
        names.add(name)
        if not file_path(name).is_file():
            _write(name, render_paper(paper, prepared_date=timezone.localdate()).content)
    for path in paper_files(wave_id):
        if path.name not in names:
            path.unlink(missing_ok=True)
    logger.info("papers.printed", extra={"wave_id": wave_id})


def _write(name: str, content: bytes) -> None:
    try:
        write_file(name, content)
    except OSError as error:
        raise not_written(error) from error

"""What every page about results of a wave needs: the right to read it, and its head."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest

from accounts.acting import acting_user
from surveys.published import PublishedWave
from surveys.selectors import may_read_results, may_run_wave, published_wave


def readable_wave(request: HttpRequest, wave_id: uuid.UUID) -> PublishedWave:
    """The published wave; what may not be read does not exist.

    Raises
    ------
    Http404
        There is no such wave, nothing of it is published, or it is not for this reader.
    """
    if not may_read_results(acting_user(request), wave_id):
        raise Http404
    return published_wave(wave_id)


def result_frame(request: HttpRequest, wave: PublishedWave, current: str) -> dict[str, Any]:
    """Context of the head of a result page."""
    return {
        "wave": wave,
        "current": current,
        "response_percent": round(100 * wave.response_rate),
        "may_run": may_run_wave(acting_user(request), uuid.UUID(wave.wave_id)),
    }

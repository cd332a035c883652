"""Pages and addresses of verified ballots. Where a ballot is cast, nobody is known: no cookie."""

import json
import uuid
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from jobs.obstacles import Obstacle
from surveys.follow_up import follow_up_url
from surveys.forms.response import NOT_APPLICABLE, ResponseForm
from surveys.instruments.languages import text_language
from surveys.models import CohortKey, VerifiedWave, Wave, WaveState
from surveys.obstacles import (
    AlreadyAnswered,
    CannotAnswer,
    NotABallot,
    NoToken,
    TokenSpent,
    WaveNotOpen,
    WrongToken,
)
from surveys.sealed_wave import asked_questionnaire
from surveys.sealing.receipts import NotRecorded, inclusion_proof
from surveys.services.ballots import cast_ballot, cohort_key_of, sign_ballot
from surveys.services.responding import invitation_of
from surveys.views.carried_token import COOKIE
from surveys.views.respondent_frame import in_language
from surveys.views.ways import INVITED, language_choices, offered_languages

LARGEST_REQUEST_BYTES = 256 * 1024
_STATUS = {
    WrongToken: HTTPStatus.NOT_FOUND,
    AlreadyAnswered: HTTPStatus.CONFLICT,
    TokenSpent: HTTPStatus.CONFLICT,
    WaveNotOpen: HTTPStatus.GONE,
    NotABallot: HTTPStatus.UNPROCESSABLE_ENTITY,
}


@require_GET
@in_language
def ballot(request: HttpRequest, language: str) -> HttpResponse:
    """The whole ballot of an invited person: checked, filled in and cast in the browser."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        raise NoToken
    invitation = invitation_of(token)
    verified = _verified(invitation.wave_id)
    facts = {
        "cohort": cohort_key_of(invitation).place,
        "sign_url": reverse("respond:sign"),
        "csrf_token": get_token(request),
    }
    offered = offered_languages(verified.wave)
    languages = language_choices(INVITED, "ballot", offered)
    return _ballot_page(request, language, verified, facts, languages)


@require_GET
@in_language
def cast_later(request: HttpRequest, language: str, wave_id: uuid.UUID) -> HttpResponse:
    """The same ballot for whoever brings a saved credential: no invitation, no cookie."""
    verified = _verified(wave_id)
    if verified.wave.state != WaveState.OPEN:
        raise WaveNotOpen
    return _ballot_page(request, language, verified, {"cohort": None}, [])


@require_POST
@never_cache
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the blinded token in the body for the invitation in the cookie."""
    try:
        signature = sign_ballot(token=request.COOKIES.get(COOKIE, ""), blinded=request.body)
    except Obstacle as obstacle:
        return _refused(obstacle)
    return HttpResponse(signature, content_type="application/octet-stream")


@csrf_exempt  # nothing here depends on who asks: no cookie is read
@require_POST
@never_cache
def cast(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponse:
    """Store the ballot in the body."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_REQUEST_BYTES:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        receipt = cast_ballot(wave_id=wave_id, encoded=request.body)
    except Obstacle as obstacle:
        return _refused(obstacle)
    return JsonResponse({"receipt": receipt}, status=HTTPStatus.CREATED)


@require_GET
def manifest(_request: HttpRequest, wave_id: uuid.UUID) -> HttpResponse:
    """The manifest, the same bytes for everybody."""
    return HttpResponse(_verified(wave_id).manifest, content_type="application/json")


@require_GET
@never_cache
def receipts(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponse:
    """What anybody can check: counts, root, and whether a receipt is included."""
    verified = _verified(wave_id)
    asked = request.GET.get("receipt", "").strip().lower()
    context = {
        "verified": verified,
        "ballots": len(verified.receipts),
        "is_released": bool(verified.root),
        "asked": asked,
        "proof": _proof(verified, asked),
        "cohorts": CohortKey.objects.filter(wave=verified.wave),
        "script_hash": json.loads(verified.manifest).get("script", ""),
        "list_url": reverse("respond:receipts_list", args=[wave_id]),
        "manifest_url": reverse("respond:manifest", args=[wave_id]),
        "follow_up_url": follow_up_url(verified.wave.survey, get_language() or "en"),
    }
    return render(request, "respond/receipts.html", context)


@require_GET
def receipts_list(_request: HttpRequest, wave_id: uuid.UUID) -> HttpResponse:
    """All receipts, sorted, one per line."""
    lines = "".join(f"{receipt}\n" for receipt in _verified(wave_id).receipts)
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


def _proof(verified: VerifiedWave, asked: str) -> list[tuple[str, str]] | None:
    """The way from a receipt to the root; None where it is not in the list."""
    try:
        steps = inclusion_proof(verified.receipts, asked)
    except NotRecorded:
        return None
    return [("←" if step.is_left else "→", step.digest.hex()) for step in steps]


def _verified(wave_id: uuid.UUID) -> VerifiedWave:
    found = (
        VerifiedWave.objects.select_related("wave__survey__instrument")
        .filter(wave=wave_id)
        .exclude(manifest="")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _ballot_page(
    request: HttpRequest,
    language: str,
    verified: VerifiedWave,
    facts: dict[str, Any],
    languages: list[dict[str, str]],
) -> HttpResponse:
    wave: Wave = verified.wave
    questionnaire = asked_questionnaire(wave)
    form = ResponseForm(questionnaire, language)
    later_url = reverse("respond:cast_later", args=[wave.pk, language])
    context = {
        "form": form,
        "wave": wave,
        "fingerprint": verified.fingerprint,
        "language": text_language(questionnaire, language),
        "languages": languages,
        "later_url": request.build_absolute_uri(later_url),
        "receipts_url": reverse("respond:receipts", args=[wave.pk]),
        "follow_up_url": follow_up_url(wave.survey, language),
        "facts": {
            "wave": wave.pk.hex,
            "fingerprint": verified.fingerprint,
            "manifest_url": reverse("respond:manifest", args=[wave.pk]),
            "cast_url": reverse("respond:cast", args=[wave.pk]),
            "items": [{"key": item.key, "kind": item.kind.value} for item in questionnaire.items],
            "not_applicable": NOT_APPLICABLE,
            **facts,
        },
    }
    with translation.override(language):
        return render(request, "respond/ballot.html", context)


def _refused(obstacle: Obstacle) -> HttpResponse:
    status = _STATUS.get(type(obstacle), HTTPStatus.CONFLICT)
    kind = "cannot" if isinstance(obstacle, CannotAnswer) else "refused"
    return JsonResponse({"kind": kind, "detail": str(obstacle)}, status=status)

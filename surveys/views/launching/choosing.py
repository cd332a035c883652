"""The first steps of a launch: what it is about, what is asked, who is asked."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.access import initiative_of, initiatives_of, wave_of
from surveys.forms.launching import (
    ChooseAudienceForm,
    ChooseInitiativeForm,
    ChooseInstrumentForm,
)
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.languages import text_language
from surveys.instruments.shipped import shipped_instruments
from surveys.launch_templates import TEMPLATES, template_of
from surveys.models import Audience, Instrument, LaunchDraft
from surveys.overviews import audience_lines
from surveys.promise import minutes_to_answer
from surveys.questionnaires import QuestionnaireLine, dimension_sections, questionnaire_lines
from surveys.sealed_wave import questionnaire_of
from surveys.services.drafting import (
    choose_audience,
    choose_initiative,
    choose_instrument,
    copy_wave,
    discard_draft,
    draft_of,
    start_draft,
)
from surveys.services.planning import create_initiative
from surveys.views.instrument_choice import chosen_instrument
from surveys.views.launching.steps import (
    Step,
    current_url,
    draft_of_user,
    onward,
    step_page,
)
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def begin(request: HttpRequest) -> HttpResponseBase:
    """Choose a template or none; nothing exists before that."""
    if request.method == "POST":
        owner = acting_user(request)
        template = request.POST.get("template", "")
        draft = start_draft(owner=owner, now=timezone.now(), template=template)
        record_audit(actor=owner, verb="launch.begin", subject=str(draft.pk))
        return redirect("surveys:plan_initiative", draft.pk)
    titles = {one.key: one for one in shipped_instruments()}
    templates = [(one, minutes_to_answer(titles[one.instrument])) for one in TEMPLATES]
    return render(request, "surveys/launching/begin.html", {"templates": templates})


@require_GET
@requires(Capability.RUN_INITIATIVES)
def resume(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Go on where the leader stopped."""
    return redirect(current_url(draft_of_user(acting_user(request), draft_id)))


@require_POST
@requires(Capability.RUN_INITIATIVES)
def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Forget a plan."""
    actor = acting_user(request)
    draft = draft_of_user(actor, draft_id)
    try:
        discard_draft(draft=draft)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("surveys:plan", draft.pk)
    record_audit(actor=actor, verb="launch.discard", subject=str(draft_id))
    messages.success(request, _("The plan is discarded."))
    return redirect("home")


@require_POST
@requires(Capability.RUN_INITIATIVES)
def copy(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Plan the next wave with the settings of this one."""
    actor = acting_user(request)
    draft = copy_wave(wave=wave_of(actor, wave_id), owner=actor, now=timezone.now())
    record_audit(actor=actor, verb="wave.copy", subject=str(wave_id))
    messages.success(request, _("Copied. Look the plan over, then launch it."))
    return redirect("surveys:plan_groups", draft.pk)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def plan_wave(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Go through the steps with a draft that was made without them."""
    actor = acting_user(request)
    draft = draft_of(wave=wave_of(actor, wave_id), owner=actor, now=timezone.now())
    return redirect("surveys:plan_groups", draft.pk)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def initiative(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """What the survey is about."""
    actor = acting_user(request)
    draft = draft_of_user(actor, draft_id)
    form = ChooseInitiativeForm(
        *sent(request), initiatives=initiatives_of(actor), initial=_initiative_words(draft)
    )
    if form.is_valid():
        known = form.known_id()
        if known:
            about = initiative_of(actor, known)
        else:
            words = {name: form.cleaned_data[name] for name in ("title", "purpose")}
            about = create_initiative(**words, owner=actor)
            record_audit(actor=actor, verb="initiative.create", subject=str(about.pk))
        choose_initiative(draft=draft, initiative=about, now=timezone.now())
        return onward(request, draft, Step.INITIATIVE)
    status = 422 if form.is_bound else 200
    return step_page(request, draft, Step.INITIATIVE, {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def instrument(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """What is asked: every questionnaire with its length, and a look at all its items."""
    draft = draft_of_user(acting_user(request), draft_id)
    lines = questionnaire_lines(get_language() or "en")
    form = ChooseInstrumentForm(
        *sent(request),
        references=[(line.reference, line.title) for line in lines],
        initial={"instrument": _reference_of(draft, lines), "title": draft.title},
    )
    if form.is_valid():
        chosen = chosen_instrument(form)
        if chosen and _choose(form, draft, chosen, lines):
            return onward(request, draft, Step.INSTRUMENT)
    context = {"form": form, "lines": lines, "chosen": form["instrument"].value()}
    status = 422 if form.is_bound else 200
    return step_page(request, draft, Step.INSTRUMENT, context, status=status)


@require_GET
@requires(Capability.RUN_INITIATIVES)
def preview(request: HttpRequest, draft_id: uuid.UUID, reference: str) -> HttpResponseBase:
    """Every item of a questionnaire, with what it asks and why."""
    draft = draft_of_user(acting_user(request), draft_id)
    known = [
        line for line in questionnaire_lines(get_language() or "en") if line.reference == reference
    ]
    if not known:
        raise Http404
    questionnaire = _questionnaire(reference)
    language = text_language(questionnaire, get_language() or "en")
    context = {
        "line": known[0],
        "sections": dimension_sections(questionnaire, language),
        "labels": questionnaire.scale_labels[language],
        "minutes": minutes_to_answer(questionnaire),
        "text_language": language,
        "draft": draft,
    }
    return render(request, "surveys/launching/preview.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def audience(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Who is asked."""
    draft = draft_of_user(acting_user(request), draft_id)
    lines = audience_lines()
    form = ChooseAudienceForm(
        *sent(request), audiences=lines, initial={"audience": str(draft.audience_id or "")}
    )
    if form.is_valid():
        chosen = Audience.objects.get(pk=form.cleaned_data["audience"])
        try:
            choose_audience(draft=draft, audience=chosen, now=timezone.now())
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            return onward(request, draft, Step.AUDIENCE)
    status = 422 if form.is_bound else 200
    context: dict[str, Any] = {"form": form, "lines": lines}
    return step_page(request, draft, Step.AUDIENCE, context, status=status)


def _initiative_words(draft: LaunchDraft) -> dict[str, object]:
    if draft.initiative_id:
        return {"initiative": str(draft.initiative_id)}
    template = template_of(draft.template)
    if template is None:
        return {}
    return {"title": template.initiative_title, "purpose": template.initiative_purpose}


def _reference_of(draft: LaunchDraft, lines: tuple[QuestionnaireLine, ...]) -> str:
    if draft.instrument is None:
        return ""
    for line in lines:
        if line.fingerprint == draft.instrument.fingerprint:
            return line.reference
    return ""


def _questionnaire(reference: str) -> Questionnaire:
    for shipped in shipped_instruments():
        if shipped.key == reference:
            return shipped
    return questionnaire_of(Instrument.objects.get(pk=int(reference)))


def _choose(
    form: ChooseInstrumentForm,
    draft: LaunchDraft,
    chosen: Instrument,
    lines: tuple[QuestionnaireLine, ...],
) -> bool:
    in_own_words = {line.fingerprint: line.title for line in lines}
    title = form.cleaned_data["title"] or in_own_words.get(chosen.fingerprint, "")
    try:
        choose_instrument(draft=draft, instrument=chosen, title=title, now=timezone.now())
    except Obstacle as obstacle:
        form.add_error(None, str(obstacle))
        return False
    return True

"""Write questionnaires of one's own: derive, change, look at hints, publish, import and export."""

import uuid
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, may, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.forms.questionnaires import BeginForm, DimensionForm, HeadForm, ItemForm
from surveys.instruments.editing import (
    moved_item,
    with_dimensions,
    with_item,
    with_languages,
    without_item,
)
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import Item
from surveys.instruments.problems import FileRefused
from surveys.instruments.writer import write_instrument
from surveys.models import InstrumentDraft
from surveys.questionnaires import item_drafts, questionnaire_by, questionnaire_lines
from surveys.services.questionnaires import (
    begin_questionnaire,
    change_questionnaire,
    draft_content,
    publish_questionnaire,
    take_file,
)
from surveys.views.crumbs import Crumb
from surveys.views.sending import sent

SPARE_ROWS = 2
"""Empty rows in which dimensions can be added."""


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def questionnaires(request: HttpRequest) -> HttpResponseBase:
    """All questionnaires, and the beginning of another."""
    actor = acting_user(request)
    language = get_language() or "en"
    lines = questionnaire_lines(language)
    form = BeginForm(*sent(request), references=[(line.reference, line.title) for line in lines])
    upload = request.FILES.get("file")
    if upload and (draft := _taken(request, actor, upload)):
        return redirect("surveys:questionnaire_draft", draft.pk)
    if not upload and form.is_valid():
        reference = form.cleaned_data["base"]
        draft = begin_questionnaire(
            owner=actor,
            base=questionnaire_by(reference) if reference else None,
            title=form.cleaned_data["title"],
            language=language if language in settings.RESPONDENT_LANGUAGES else "en",
            now=timezone.now(),
        )
        record_audit(actor=actor, verb="questionnaire.begin", subject=str(draft.pk))
        return redirect("surveys:questionnaire_draft", draft.pk)
    context = {
        "form": BeginForm(references=[(line.reference, line.title) for line in lines])
        if upload
        else form,
        "lines": lines,
        "drafts": _drafts(actor),
        "crumbs": _crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/questionnaires/list.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """One questionnaire in the making: head, dimensions, items with their hints."""
    own = _draft(request, draft_id)
    content = draft_content(own)
    form = HeadForm(*sent(request), questionnaire=content)
    if form.is_valid():
        changed = replace(
            with_languages(content, form.titles(), form.labels()),
            key=form.cleaned_data["key"],
            version=form.cleaned_data["version"],
        )
        if _change(form, own, changed):
            return redirect("surveys:questionnaire_draft", own.pk)
    context = {
        "form": form,
        "draft": own,
        "questionnaire": content,
        "items": item_drafts(content, get_language() or "en"),
        "crumbs": _crumbs(own.title),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/questionnaires/draft.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def item(request: HttpRequest, draft_id: uuid.UUID, key: str = "") -> HttpResponseBase:
    """One item: its wording in every language, how it is answered, whom it is asked."""
    own = _draft(request, draft_id)
    content = draft_content(own)
    known = _item(content, key) if key else None
    form = ItemForm(*sent(request), questionnaire=content, item=known)
    if form.is_valid():
        changed = with_item(content, form.written(), instead_of=key)
        if _change(form, own, changed):
            return redirect("surveys:questionnaire_draft", own.pk)
    context = {
        "form": form,
        "draft": own,
        "title": _("Change the item") if known else _("Add an item"),
        "crumbs": _crumbs(own.title, reverse("surveys:questionnaire_draft", args=[own.pk])),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/questionnaires/item.html", context, status=status)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def arrange(request: HttpRequest, draft_id: uuid.UUID, key: str) -> HttpResponseBase:
    """Move an item up or down, or leave it out."""
    own = _draft(request, draft_id)
    content = draft_content(own)
    _item(content, key)
    match request.POST.get("do"):
        case "up":
            changed = moved_item(content, key, -1)
        case "down":
            changed = moved_item(content, key, 1)
        case "remove":
            changed = without_item(content, key)
        case _:
            raise Http404
    try:
        change_questionnaire(draft=own, questionnaire=changed, now=timezone.now())
    except FileRefused as refusal:
        for problem in refusal.problems:
            messages.error(request, str(problem))
    return redirect("surveys:questionnaire_draft", own.pk)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def dimensions(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """The dimensions with their weights."""
    own = _draft(request, draft_id)
    content = draft_content(own)
    rows = [
        {
            "key": one.key,
            "weight": one.weight,
            "is_core": one.is_core,
            **{f"name_{code}": name for code, name in one.name.items()},
        }
        for one in content.dimensions
    ]
    forms = [
        DimensionForm(
            *sent(request)[:1], prefix=f"row{place}", languages=content.languages, initial=row
        )
        for place, row in enumerate([*rows, *({} for _row in range(SPARE_ROWS))])
    ]
    faulty = [form for form in forms if not form.is_valid()]  # each says its own faults
    if request.method == "POST" and not faulty:
        written = [one for one in (form.written() for form in forms) if one]
        if _change(forms[0], own, with_dimensions(content, written)):
            return redirect("surveys:questionnaire_draft", own.pk)
    context = {
        "forms": forms,
        "draft": own,
        "crumbs": _crumbs(own.title, reverse("surveys:questionnaire_draft", args=[own.pk])),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/questionnaires/dimensions.html", context, status=status)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def publish(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Make the draft a version that can be chosen; versions never change."""
    own = _draft(request, draft_id)
    try:
        stored = publish_questionnaire(draft=own)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        record_audit(
            actor=acting_user(request), verb="questionnaire.publish", subject=str(stored.pk)
        )
        words = _("Version %(version)s can be chosen for a survey now.")
        messages.success(request, words % {"version": stored.version})
    return redirect("surveys:questionnaire_draft", own.pk)


@require_GET
@requires(Capability.RUN_INITIATIVES)
def export(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """The draft as a file, to keep or to change elsewhere."""
    own = _draft(request, draft_id)
    return _file(draft_content(own))


@require_GET
@requires(Capability.RUN_INITIATIVES)
def export_published(_request: HttpRequest, reference: str) -> HttpResponseBase:
    """A shipped or published questionnaire as a file."""
    content = questionnaire_by(reference)
    if content is None:
        raise Http404
    return _file(content)


def _file(content: Questionnaire) -> HttpResponse:
    response = HttpResponse(write_instrument(content), content_type="application/toml")
    response["Content-Disposition"] = f'attachment; filename="{content.key}_{content.version}.toml"'
    return response


def _taken(request: HttpRequest, actor: User, upload: Any) -> InstrumentDraft | None:
    try:
        source = upload.read().decode("utf-8")
        return take_file(owner=actor, source=source, origin=upload.name, now=timezone.now())
    except UnicodeDecodeError:
        messages.error(request, _("The file is not UTF-8 text. Save it as UTF-8."))
    except FileRefused as refusal:
        for problem in refusal.problems:
            messages.error(request, str(problem))
    return None


def _change(form: Any, own: InstrumentDraft, changed: Questionnaire) -> bool:
    try:
        change_questionnaire(draft=own, questionnaire=changed, now=timezone.now())
    except FileRefused as refusal:
        for problem in refusal.problems:
            form.add_error(None, str(problem))
        return False
    return True


def _drafts(user: User) -> list[InstrumentDraft]:
    drafts = InstrumentDraft.objects.order_by("-changed_at", "pk")
    if not may(user, Capability.RUN_ANY_INITIATIVE):
        drafts = drafts.filter(owner=user)
    return list(drafts)


def _draft(request: HttpRequest, draft_id: uuid.UUID) -> InstrumentDraft:
    found = [one for one in _drafts(acting_user(request)) if one.pk == draft_id]
    if not found:
        raise Http404
    return found[0]


def _item(content: Questionnaire, key: str) -> Item:
    try:
        return content.item(key)
    except KeyError as error:
        raise Http404 from error


def _crumbs(page: str = "", page_url: str = "") -> tuple[Crumb, ...]:
    section = Crumb(_("Initiatives"), reverse("surveys:initiatives"))
    if not page:
        return (section, Crumb(_("Questionnaires")))
    above = Crumb(_("Questionnaires"), reverse("surveys:questionnaires"))
    return (section, above, Crumb(page, page_url))

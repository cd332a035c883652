"""Names that are redacted besides those of employees: shown, replaced after a preview."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from surveys.forms.voices import ConfirmOtherNamesForm, OtherNamesForm
from surveys.models import OtherName
from surveys.obstacles import RosterRefused
from surveys.services.people import read_other_names, replace_other_names
from surveys.staging import discard_upload, stage_upload, staged_upload
from surveys.views.crumbs import people_crumbs

PAGE_SIZE = 100
PREVIEW_NAMES = 20


@require_GET
@requires(Capability.MANAGE_PEOPLE)
def other_names(request: HttpRequest) -> HttpResponseBase:
    """The list as it is."""
    return _page(request, OtherNamesForm())


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def preview(request: HttpRequest) -> HttpResponseBase:
    """Read an uploaded list and show what it would change; nothing is written yet."""
    form = OtherNamesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    data: bytes = form.cleaned_data["file"].read()
    try:
        found = read_other_names(data=data)
    except RosterRefused as obstacle:
        return _page(request, form, faults=str(obstacle).splitlines(), status=422)
    stored = set(OtherName.objects.values_list("name", flat=True))
    context = {
        "count": len(found.names),
        "new_count": len(set(found.names) - stored),
        "gone_count": len(stored - set(found.names)),
        "repeated": found.repeated,
        "names": found.names[:PREVIEW_NAMES],
        "form": ConfirmOtherNamesForm(initial={"upload": stage_upload(data)}),
        "crumbs": people_crumbs(_("Names to redact")),
    }
    return render(request, "surveys/people/names_preview.html", context)


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Put the list that was shown into the place of the one before."""
    form = ConfirmOtherNamesForm(request.POST)
    data = staged_upload(form.cleaned_data["upload"]) if form.is_valid() else None
    if data is None:
        messages.error(request, _("The upload is not there any more. Upload the list again."))
        return redirect("surveys:other_names")
    try:
        count = replace_other_names(names=read_other_names(data=data))
    except RosterRefused as obstacle:
        return _page(request, OtherNamesForm(), faults=str(obstacle).splitlines(), status=422)
    discard_upload(form.cleaned_data["upload"])
    record_audit(actor=acting_user(request), verb="names.replace", subject=str(count))
    text = ngettext("%(count)d name will be redacted.", "%(count)d names will be redacted.", count)
    messages.success(request, text % {"count": count})
    return redirect("surveys:other_names")


def _page(
    request: HttpRequest,
    form: OtherNamesForm,
    *,
    faults: list[str] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    names = OtherName.objects.order_by("name", "pk")
    context = {
        "form": form,
        "faults": faults,
        "page": Paginator(names, PAGE_SIZE).get_page(request.GET.get("page")),
        "max_text": _("at most %(size)d MB") % {"size": settings.IMPORT_MAX_BYTES // 2**20},
        "crumbs": people_crumbs(_("Names to redact")),
    }
    return render(request, "surveys/people/names.html", context, status=status)

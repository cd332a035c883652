"""Examples for the page that shows every component; none of its figures is real."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SampleJob:
    """What the progress component needs of a job."""

    state: str
    progress_percent: int = 0
    step: str | Promise = ""
    error: str | Promise = ""

    @property
    def is_active(self) -> bool:
        """Whether the component asks again."""
        return self.state in {"queued", "running"}


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=_("Title"), help_text=_("People read this first."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("de", "Deutsch")]
    )
    purpose = forms.CharField(label=_("Purpose"), widget=forms.Textarea, required=False)
    mode = forms.ChoiceField(
        label=_("Reminders"),
        choices=[("all", _("Remind everybody")), ("none", _("Remind nobody"))],
        widget=forms.RadioSelect,
    )
    is_confirmed = forms.BooleanField(
        label=_("I have told the works council"), help_text=_("Printed on the first page.")
    )


class SampleUpload(forms.Form):
    """The file field."""

    people = forms.FileField(label=_("List of people"), help_text=_("One line for each person."))


JOBS = (
    SampleJob("queued"),
    SampleJob("running", 40, _("Sealing the answers")),
    SampleJob("succeeded", 100),
    SampleJob("failed", 60, error=_("The file ended in line 12. Export it again.")),
)
CRUMBS = (
    {"label": _("Initiatives"), "url": "#"},
    {"label": _("Hackathon"), "url": "#"},
    {"label": _("Wave 1")},
)
STEPS = (
    {"label": _("Questions"), "state": "done", "url": "#"},
    {"label": _("People"), "state": "current"},
    {"label": _("Launch"), "state": "todo"},
)
TABS = (
    {"label": _("Overview"), "url": "#", "is_current": True},
    {"label": _("Groups"), "url": "#"},
    {"label": _("Comments"), "url": "#"},
)
ICONS = [
    "home",
    "people",
    "initiative",
    "server",
    "report",
    "chart",
    "search",
    "plus",
    "upload",
    "download",
    "check",
    "cross",
    "info",
    "warning",
    "lock",
    "clock",
    "shield",
    "hidden",
    "next",
    "back",
    "down",
    "leave",
]


def gallery_context() -> dict[str, object]:
    """Return one example of every input that the components name."""
    return {
        "tones": ["neutral", "info", "success", "warning", "error"],
        "bands": ["at_risk", "emerging", "developing", "ready", "leading"],
        "jobs": JOBS,
        "form": SampleForm(),
        "refused_form": SampleForm({"title": "", "minutes": "0"}),
        "upload": SampleUpload(),
        "crumbs": CRUMBS,
        "steps": STEPS,
        "tabs": TABS,
        "columns": [_("Department"), _("Invited"), _("Answered")],
        "rows": [["Logistics", 120, 84], ["Finance", 48, 31], ["Research", 64, 52]],
        "icons": ICONS,
    }

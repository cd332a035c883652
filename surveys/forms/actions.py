"""What a leader says about an action, and about the page that tells of them."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import ActionState
from surveys.services.actions import ActionFacts

TEXT_LENGTH = 1_000


class ActionForm(forms.Form):
    """An action: what, on which dimension, who, until when, how far; what respondents are told."""

    title = forms.CharField(label=_("What is done"), max_length=200)
    dimension = forms.ChoiceField(label=_("What it should change"), required=False)
    owner = forms.CharField(
        label=_("Owner"), max_length=200, required=False, help_text=_("Who sees to it.")
    )
    due_date = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices)
    progress_percent = forms.IntegerField(
        label=_("Progress in percent"), min_value=0, max_value=100, initial=0
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text=_("Read by those who may read these results; never told to respondents."),
    )
    said = forms.CharField(
        label=_("You said"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text=_("What people reported, in your words. Quote nobody."),
    )
    done = forms.CharField(
        label=_("We did"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text=_("What has changed because of it, or why not."),
    )
    is_told = forms.BooleanField(label=_("Tell it on the page “You said, we did”"), required=False)

    def __init__(self, names: Mapping[str, str], *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed through as it comes
        choices = [("", _("The whole")), *names.items()]
        self.fields["dimension"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def plan_fields(self) -> list[forms.BoundField]:
        """Fields of the plan, under the first heading."""
        names = ("title", "dimension", "owner", "due_date", "state", "progress_percent", "notes")
        return [self[name] for name in names]

    @property
    def told_fields(self) -> list[forms.BoundField]:
        """Fields of the page for respondents."""
        return [self[name] for name in ("said", "done", "is_told")]

    def clean(self) -> dict[str, object]:
        """Whoever tells respondents of an action says what was said and what was done."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_told"):
            for name in ("said", "done"):
                if not cleaned.get(name):
                    self.add_error(name, _("Say it in a sentence, or do not tell of this action."))
        return cleaned

    def facts(self) -> ActionFacts:
        """What was said, for the service."""
        return ActionFacts(**self.cleaned_data)


class FollowUpForm(forms.Form):
    """The page that respondents read."""

    introduction = forms.CharField(
        label=_("Opening words"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text=_("Thank people, and say in a sentence what happened with their answers."),
    )
    is_open = forms.BooleanField(
        label=_("Open to everybody who has its link"),
        required=False,
        help_text=_("The next wave of this survey links to it, before and after answering."),
    )

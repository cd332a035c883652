"""Forms with which a leader plans what is asked of whom and when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from jobs.obstacles import Obstacle
from surveys.forms.fields import LocalDateTimeField, UploadField
from surveys.models import Audience, ReminderMode, RetentionMode
from surveys.services.planning import check_dimension_count

USUAL_DAYS = 14
OWN = "own"
"""Chosen instead of a questionnaire that is there already."""


class InitiativeForm(forms.Form):
    """Names what leaders announce."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("As employees know it, such as “Company-wide AI hackathon”."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why you ask, in two or three sentences. Respondents read this first."),
    )


class InstrumentChoiceForm(forms.Form):
    """A shipped or stored questionnaire, or a file of one's own."""

    own_instrument = UploadField(
        label=_("Your own questionnaire"),
        extensions=("toml",),
        required=False,
        help_text=_("A TOML file in the documented format."),
    )

    def __init__(self, *args: Any, references: Sequence[tuple[str, str]], **options: Any) -> None:
        """`references` name the questionnaires, each with its title."""
        super().__init__(*args, **options)
        self.fields["instrument"] = forms.ChoiceField(
            label=_("Questionnaire"),
            choices=[*references, (OWN, _("One of your own, uploaded below"))],
            widget=forms.RadioSelect,
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Exactly one questionnaire."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        is_own, upload = cleaned["instrument"] == OWN, cleaned["own_instrument"]
        if is_own and not upload:
            self.add_error("own_instrument", _("Choose the file of your questionnaire."))
        if upload and not is_own:
            self.add_error("instrument", _("Choose your own questionnaire, or leave out the file."))
        return cleaned


class SurveyForm(InstrumentChoiceForm):
    """Chooses the questionnaire and the people."""

    field_order = ("title", "instrument", "own_instrument", "audience")

    title = forms.CharField(label=_("Title"), max_length=200)
    audience = forms.ModelChoiceField(label=_("Audience"), queryset=Audience.objects.all())


class WaveForm(forms.Form):
    """When it runs, by what groups it reports, and what is kept."""

    field_order = (
        *("opens_at", "closes_at", "reporting_dimensions", "retention_mode"),
        *("scheduled_reminders", "reminder_mode"),
        *("has_trustee", "is_verified", "shows_verbatims", "passes_on_alerts"),
    )

    opens_at = LocalDateTimeField(label=_("Opens"))
    closes_at = LocalDateTimeField(label=_("Closes"))
    retention_mode = forms.ChoiceField(
        label=_("What stays after the release"),
        choices=RetentionMode.choices,
        initial=RetentionMode.COHORT,
        widget=forms.RadioSelect,
        help_text=_(
            "Answers by cohort allow further evaluation for a limited time and at most two "
            "dimensions; figures only is the most careful choice."
        ),
    )
    scheduled_reminders = forms.TypedChoiceField(
        label=_("Reminders"),
        choices=[
            (0, pgettext_lazy("reminders", "None")),
            (1, _("One")),
            (2, _("Two")),
            (3, _("Three")),
        ],
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("They divide the time between opening and close into equal parts."),
    )
    reminder_mode = forms.ChoiceField(
        label=_("Who is reminded"),
        choices=ReminderMode.choices,
        initial=ReminderMode.EVERYBODY,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "With the second choice whoever runs the mail server sees who has not answered; "
            "respondents are told so."
        ),
    )
    has_trustee = forms.BooleanField(
        label=_("With a trustee"),
        required=False,
        help_text=_(
            "Answers open only with the passphrase of a trustee, such as a member of the works "
            "council, who sets it before the launch and gives it after the close. Without one, "
            "respondents read that the organization waived it. A change makes a new key; what "
            "leaders expect has to be stated again."
        ),
    )
    is_verified = forms.BooleanField(
        label=_("Verified ballots"),
        required=False,
        help_text=_(
            "Each person's browser seals the answer and casts it under a signature that cannot be "
            "traced; everybody gets a receipt. Needs JavaScript, “Answers by cohort”, and groups "
            "of at least twice the smallest group shown."
        ),
    )

    shows_verbatims = forms.BooleanField(
        label=_("Comments may be quoted"),
        required=False,
        help_text=_(
            "Respondents are told so on the first page, and may write less. No comment is shown "
            "before somebody has reviewed it."
        ),
    )
    passes_on_alerts = forms.BooleanField(
        label=_("Pass on comments about harassment, threats and self-harm"),
        required=False,
        help_text=_(
            "After the release, redacted, to the persons of trust alone; respondents are told "
            "their names on the first page. An administrator gives somebody that role."
        ),
    )

    def __init__(self, *args: Any, attributes: Mapping[str, int], **options: Any) -> None:
        """`attributes` of the audience, with how many levels each has."""
        super().__init__(*args, **options)
        self.fields["reporting_dimensions"] = forms.MultipleChoiceField(
            label=_("Report by"),
            choices=[
                (
                    attribute,
                    ngettext("%(name)s (%(count)d group)", "%(name)s (%(count)d groups)", count)
                    % {"name": attribute, "count": count},
                )
                for attribute, count in attributes.items()
            ],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Nothing else can be evaluated later. Fewer dimensions mean that fewer groups "
                "are hidden."
            )
            if attributes
            else _(
                "The list of employees says nothing that groups could be made of, such as a "
                "department: results are reported for everybody together."
            ),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning, and no more dimensions than can be published."""
        cleaned = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The survey must close after it opens."))
        if cleaned.get("is_verified") and cleaned.get("retention_mode") == RetentionMode.AGGREGATE:
            self.add_error(
                "is_verified",
                _("Verified ballots know their cohort alone. Choose “Answers by cohort”."),
            )
        if "reporting_dimensions" in cleaned and "retention_mode" in cleaned:
            try:
                check_dimension_count(
                    cleaned["reporting_dimensions"], RetentionMode(cleaned["retention_mode"])
                )
            except Obstacle as obstacle:
                self.add_error("reporting_dimensions", str(obstacle))
        return cleaned

    def plan(self) -> dict[str, Any]:
        """What was chosen, as the services take it."""
        return {
            **self.cleaned_data,
            "retention_mode": RetentionMode(self.cleaned_data["retention_mode"]),
            "scheduled_reminders": self.cleaned_data["scheduled_reminders"] or 0,
            "reminder_mode": ReminderMode(
                self.cleaned_data["reminder_mode"] or ReminderMode.EVERYBODY
            ),
        }


def usual_dates(now: dt.datetime) -> dict[str, dt.datetime]:
    """Two weeks from now on, as a form shows it first."""
    return local_dates(now, now + dt.timedelta(days=USUAL_DAYS))


def local_dates(opens_at: dt.datetime, closes_at: dt.datetime) -> dict[str, dt.datetime]:
    """Both ends as a form shows them: in the installation's time zone, to the minute."""
    return {
        "opens_at": timezone.localtime(opens_at).replace(second=0, microsecond=0),
        "closes_at": timezone.localtime(closes_at).replace(second=0, microsecond=0),
    }

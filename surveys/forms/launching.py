"""Forms of the steps in which a launch is planned."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jobs.obstacles import Obstacle
from surveys.forms.fields import LocalDateTimeField
from surveys.forms.planning import InitiativeForm, InstrumentChoiceForm, WaveForm
from surveys.models import Initiative, ReminderMode, RetentionMode, Rhythm
from surveys.overviews import AudienceLine
from surveys.services.planning import check_dimension_count

NEW = "new"
MOST_WAVES = 260  # five years, week by week
LARGEST_GROUP_FLOOR = 50  # above, hardly any organization could report a group

_PULSE_FIELDS = ("rhythm", "last_date", "wave_limit")


class ChooseInitiativeForm(InitiativeForm):
    """One of the leader's initiatives, or a new one, which needs its name and purpose."""

    field_order = ("initiative", "title", "purpose")

    def __init__(self, *args: Any, initiatives: QuerySet[Initiative], **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(str(one.pk), one.title) for one in initiatives]
        self.fields["initiative"] = forms.ChoiceField(
            label=_("What is it about?"),
            choices=[(NEW, _("Something new, named below")), *known],
            initial=NEW,
            widget=forms.RadioSelect,
        )
        self.order_fields(self.field_order)
        if self.is_bound and self.data.get("initiative") != NEW:
            for name in ("title", "purpose"):  # words of a new one alone
                self.fields[name].required = False

    def known_id(self) -> uuid.UUID | None:
        """The chosen initiative; None where a new one is named."""
        chosen = self.cleaned_data["initiative"]
        return None if chosen == NEW else uuid.UUID(chosen)


class ChooseInstrumentForm(InstrumentChoiceForm):
    """A questionnaire, and what leaders call the survey."""

    title = forms.CharField(
        label=gettext_lazy("Name of the survey"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For your own lists; left empty, it is that of the questionnaire."),
    )
    field_order = ("instrument", "own_instrument", "title")


class ChooseAudienceForm(forms.Form):
    """One of the saved audiences, each with the number of its people."""

    def __init__(self, *args: Any, audiences: Sequence[AudienceLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"] = forms.ChoiceField(
            label=_("Who is asked?"),
            choices=[(str(line.id), _audience_words(line)) for line in audiences],
            widget=forms.RadioSelect,
        )


class ChooseGroupsForm(WaveForm):
    """By what it reports, from which size on, and what is kept. Dates have a step of their own."""

    opens_at = None  # type: ignore[assignment]  # Django's way to drop a field of the parent
    closes_at = None  # type: ignore[assignment]  # same
    scheduled_reminders = None  # type: ignore[assignment]  # same
    reminder_mode = None  # type: ignore[assignment]  # same
    field_order = (  # type: ignore[assignment]  # another number of fields than the parent
        *("reporting_dimensions", "min_group_size", "retention_mode", "has_trustee"),
        *("is_verified", "shows_verbatims", "passes_on_alerts"),
    )
    min_group_size = forms.IntegerField(
        label=gettext_lazy("Smallest group shown"),
        min_value=settings.MIN_GROUP_SIZE,
        max_value=LARGEST_GROUP_FLOOR,
        initial=settings.MIN_GROUP_SIZE,
        help_text=gettext_lazy(
            "Answers that a group needs before its figures are shown. It can be raised, never "
            "lowered under the floor; shares and comments need at least 10."
        ),
    )

    def plan(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        mode = RetentionMode(self.cleaned_data["retention_mode"])
        return {**self.cleaned_data, "retention_mode": mode}

    def for_check(self) -> tuple[list[str], int, RetentionMode]:
        """What is chosen so far, as far as it can be read; the rest as usual."""
        cleaned = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        mode = RetentionMode(cleaned.get("retention_mode") or RetentionMode.COHORT)
        dimensions = list(cleaned.get("reporting_dimensions") or ())
        try:
            check_dimension_count(dimensions, mode)
        except Obstacle:
            dimensions = []
        return dimensions, cleaned.get("min_group_size") or settings.MIN_GROUP_SIZE, mode


class ChooseDatesForm(forms.Form):
    """When it opens and closes, and how often people are reminded."""

    opens_at = LocalDateTimeField(
        label=gettext_lazy("Opens"),
        help_text=gettext_lazy("Invitations go out then; a time in the past means at the launch."),
    )
    closes_at = LocalDateTimeField(
        label=gettext_lazy("Closes"),
        help_text=gettext_lazy("Results are published together, once, after this."),
    )

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Repeat it"),
        choices=[("", gettext_lazy("No, once")), *Rhythm.choices],
        required=False,
        help_text=gettext_lazy(
            "The next wave is drafted three days before its opening, with the items whose turn it "
            "is. You look it over and launch it; nothing is launched by a clock."
        ),
    )
    last_date = forms.DateField(
        label=gettext_lazy("Repeat it until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "No wave opens after this day. Left empty, it goes on until you end it."
        ),
    )
    wave_limit = forms.IntegerField(
        label=gettext_lazy("Waves in all"),
        required=False,
        min_value=2,
        max_value=MOST_WAVES,
        help_text=gettext_lazy(
            "The pulse ends with this wave, counted from the first of the survey. Whichever comes "
            "first ends it: the day or the number."
        ),
    )
    scheduled_reminders = copy(WaveForm.base_fields["scheduled_reminders"])
    reminder_mode = copy(WaveForm.base_fields["reminder_mode"])

    def __init__(self, *args: Any, now: dt.datetime, number: int, **options: Any) -> None:
        """`number` is that of the wave being planned."""
        super().__init__(*args, **options)
        self._now = now
        self._number = number

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning, and in the future."""
        cleaned = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The survey must close after it opens."))
        elif closes_at and closes_at <= self._now:
            self.add_error(
                "closes_at", _("The survey would close in the past. Choose a later end.")
            )
        self._check_end(opens_at, cleaned.get("last_date"))
        self._check_limit(cleaned.get("wave_limit"))
        return cleaned

    def _check_end(self, opens_at: dt.datetime | None, last_date: dt.date | None) -> None:
        if opens_at and last_date and last_date < timezone.localdate(opens_at):
            self.add_error(
                "last_date", _("This day lies before the opening. Choose a later one, or none.")
            )

    def _check_limit(self, wave_limit: int | None) -> None:
        if wave_limit and wave_limit <= self._number:
            self.add_error(
                "wave_limit",
                _("This is wave %(number)d already. Choose a larger number, or none.")
                % {"number": self._number},
            )

    def pulse(self) -> dict[str, Any]:
        """How it is repeated, as the service takes it."""
        return {name: self.cleaned_data[name] for name in _PULSE_FIELDS}

    def plan(self) -> dict[str, Any]:
        """What else was chosen, as the service takes it."""
        mode = self.cleaned_data["reminder_mode"] or ReminderMode.EVERYBODY
        chosen = self.cleaned_data.items()
        rest = {name: value for name, value in chosen if name not in _PULSE_FIELDS}
        return {
            **rest,
            "scheduled_reminders": self.cleaned_data["scheduled_reminders"] or 0,
            "reminder_mode": ReminderMode(mode),
        }


class ChooseLanguagesForm(forms.Form):
    """Languages of the questionnaire in which people may answer."""

    def __init__(
        self,
        *args: Any,
        languages: Sequence[tuple[str, str]],
        counts: Mapping[str, int],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages in which people may answer"),
            choices=[
                (code, _language_words(name, counts.get(code, 0))) for code, name in languages
            ],
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Everybody begins in the language that the list of employees has, and can switch."
            ),
        )


def _audience_words(line: AudienceLine) -> str:
    words = ngettext("%(name)s: %(count)d person", "%(name)s: %(count)d people", line.count)
    return words % {"name": line.name, "count": line.count}


def _language_words(name: str, count: int) -> str:
    if not count:
        return name
    words = ngettext(
        "%(name)s (first language of %(count)d person)",
        "%(name)s (first language of %(count)d people)",
        count,
    )
    return words % {"name": name, "count": count}

"""What a person chooses for a report."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from deployments.selectors import sized_assessments
from surveys.selectors import released_waves


class ReportForm(forms.Form):
    """A released wave, an assessment if there is one, a title and a language."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("It stands on the cover and at the head of every page."),
    )
    wave = forms.TypedChoiceField(label=_("Wave"), coerce=uuid.UUID, choices=())
    assessment = forms.TypedChoiceField(
        label=_("Technical assessment"),
        coerce=uuid.UUID,
        choices=(),
        required=False,
        empty_value=None,
        help_text=_("Without one the report speaks of people alone."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as it comes
        self.fields["wave"].choices = [  # type: ignore[attr-defined]  # a choice field by name
            (
                wave.wave_id,
                _("%(initiative)s: %(title)s, wave %(number)s")
                % {
                    "initiative": wave.initiative,
                    "title": wave.title,
                    "number": wave.number,
                },
            )
            for wave in released_waves()
        ]
        self.fields["assessment"].choices = [  # type: ignore[attr-defined]  # same
            ("", _("None")),
            *((entry.id, entry.name) for entry in sized_assessments()),
        ]

    @property
    def has_waves(self) -> bool:
        """Whether there is anything to report on."""
        return bool(released_waves())

"""The form in which a leader states what they expect the workforce to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.instruments.format import Instrument, ItemKind
from surveys.instruments.languages import text_language

NOTHING = "nothing"
"""Sent for an item on which a leader states nothing."""


class ExpectationForm(forms.Form):
    """One choice per agreement item, over the questionnaire's own scale."""

    def __init__(self, questionnaire: Instrument, language: str, *args: Any, **options: Any):
        super().__init__(*args, **options)
        shown = text_language(questionnaire, language)
        labels = questionnaire.scale_labels[shown]
        points = [(str(point), label) for point, label in enumerate(labels, start=1)]
        names = {dimension.key: dimension.name[shown] for dimension in questionnaire.dimensions}
        self._sections: dict[str, list[str]] = {}
        for item in questionnaire.items_of(ItemKind.AGREEMENT):
            self.fields[item.key] = forms.TypedChoiceField(
                label=item.text[shown],
                choices=[*points, (NOTHING, _("No expectation"))],
                coerce=_point,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self._sections.setdefault(names[item.dimension], []).append(item.key)

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Items under the name of their dimension, in the questionnaire's order."""
        return [(name, [self[key] for key in keys]) for name, keys in self._sections.items()]

    def clean(self) -> dict[str, Any]:
        """At least one expectation."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and all(value is None for value in cleaned.values()):
            raise forms.ValidationError(_("State what you expect for at least one item."))
        return cleaned

    def answers(self) -> dict[str, int]:
        """Scale points by item; what was left open is not there."""
        return {key: point for key, point in self.cleaned_data.items() if point is not None}


def _point(value: str) -> int | None:
    return None if value == NOTHING else int(value)

"""Which assessments are laid side by side."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LEAST, MOST = 2, 4


class ComparisonForm(forms.Form):
    """Two to four assessments that have a result."""

    assessment = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose two to four assessments to compare."),
            "invalid_choice": _("One of the assessments has no result or was deleted."),
        }
    )

    def __init__(self, *arguments: Any, sized: Iterable[uuid.UUID], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["assessment"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(key), str(key)) for key in sized]

    def clean_assessment(self) -> list[uuid.UUID]:
        """The assessments in the order chosen, each once."""
        chosen = list(dict.fromkeys(self.cleaned_data["assessment"]))
        if not LEAST <= len(chosen) <= MOST:
            raise forms.ValidationError(_("Choose two to four assessments to compare."))
        return [uuid.UUID(key) for key in chosen]

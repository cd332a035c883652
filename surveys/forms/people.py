"""Forms for the list of employees and for audiences."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.fields import UploadField


class RosterForm(forms.Form):
    """Takes a list of employees."""

    file = UploadField(
        label=_("List of employees"),
        extensions=("csv", "txt", "xlsx"),
        help_text=_(
            "Needs the columns email and name. Understands language, manager, and takes every "
            "further column as an attribute: department, location, level, tenure."
        ),
    )

    def content(self) -> bytes:
        """The bytes of the file."""
        data: bytes = self.cleaned_data["file"].read()
        return data


class ConfirmImportForm(forms.Form):
    """Writes a list that was shown before."""

    removes_absent = forms.BooleanField(
        label=_("Remove employees who are not in this list"),
        required=False,
        help_text=_("For a complete list. Answers are not touched: they carry no names."),
    )


class AudienceForm(forms.Form):
    """A saved selection: one list of levels per attribute; no choice means all of them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    includes_managers = forms.BooleanField(
        label=_("Managers answer too"),
        required=False,
        help_text=_("Otherwise they state what they expect, and the others answer."),
    )

    def __init__(self, *args: Any, attributes: Mapping[str, Sequence[str]], **options: Any) -> None:
        """`attributes` maps each attribute of the employees to its levels."""
        super().__init__(*args, **options)
        self._attributes = tuple(attributes)
        for attribute, levels in attributes.items():
            self.fields[_field_name(attribute)] = forms.MultipleChoiceField(
                label=attribute,
                choices=[(level, level) for level in levels],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def attribute_fields(self) -> list[forms.BoundField]:
        """The lists of levels."""
        return [self[_field_name(attribute)] for attribute in self._attributes]

    def selection(self) -> dict[str, list[str]]:
        """The chosen levels by attribute; also of a form that is not complete yet."""
        chosen = {
            attribute: self.cleaned_data.get(_field_name(attribute), [])
            for attribute in self._attributes
        }
        return {attribute: levels for attribute, levels in chosen.items() if levels}


def _field_name(attribute: str) -> str:
    return f"attribute_{attribute}"

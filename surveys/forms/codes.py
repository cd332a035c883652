"""The form in which a leader plans a batch of one-time codes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.services.codes import MOST_CODES


class BatchForm(forms.Form):
    """A place, how many codes it gets, and the level of its people in each reporting dimension."""

    name = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=100,
        help_text=gettext_lazy("Where the cards are handed out, such as “Plant 1, early shift”."),
    )
    count = forms.IntegerField(label=gettext_lazy("Number of codes"), max_value=MOST_CODES)

    def __init__(
        self, *args: Any, dimensions: Mapping[str, Sequence[str]], least: int, **options: Any
    ) -> None:
        """`dimensions` are the reporting dimensions with their known levels."""
        super().__init__(*args, **options)
        self.dimensions = tuple(dimensions)
        self.fields["count"] = forms.IntegerField(
            label=_("Number of codes"),
            min_value=least,
            max_value=MOST_CODES,
            help_text=_(
                "One for each person of the place. Figures count them as invited; at least as many "
                "as the smallest group."
            ),
        )
        for dimension, levels in dimensions.items():
            self.fields[f"level_{dimension}"] = forms.CharField(
                label=dimension,
                max_length=100,
                required=False,
                widget=forms.TextInput(attrs={"list": f"levels-{dimension}"}),
                help_text=_("As in the list of employees: %(levels)s.")
                % {"levels": ", ".join(levels[:8]) or "–"},
            )

    def levels(self) -> dict[str, str]:
        """Level by dimension, where one is named."""
        named = {name: self.cleaned_data[f"level_{name}"].strip() for name in self.dimensions}
        return {name: level for name, level in named.items() if level}

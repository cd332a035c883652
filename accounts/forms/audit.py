"""The form that filters the audit log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.audit_words import AUDIT_WORDS
from accounts.selectors import AuditQuery, audit_actors

THE_PRODUCT = "0"


class AuditFilterForm(forms.Form):
    """Who, what and when; all of it optional."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    what = forms.ChoiceField(label=_("What"), required=False)
    from_date = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    to_date = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = [(str(pk), name) for pk, name in audit_actors()]
        self.fields["who"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Everybody")),
            (THE_PRODUCT, _("The product itself")),
            *actors,
        ]
        verbs = sorted(AUDIT_WORDS.items(), key=lambda item: str(item[1]))
        self.fields["what"].choices = [("", _("Everything")), *verbs]  # type: ignore[attr-defined]

    def query(self) -> AuditQuery:
        """What is asked; a part that cannot be read is not asked."""
        said = self.cleaned_data if self.is_bound else {}
        return AuditQuery(
            actor_id=int(said["who"]) if said.get("who") else None,
            verb=said.get("what") or "",
            from_date=said.get("from_date"),
            to_date=said.get("to_date"),
        )

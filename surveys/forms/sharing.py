"""With whom the results of a wave are shared."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from surveys.access import NEVER_READERS


class ShareForm(forms.Form):
    """A person who has an account, or a role."""

    reader = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    role = forms.ChoiceField(
        label=_("Everybody with the role"), required=False, choices=(("", _("No role")),)
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed through as it comes
        self.fields["reader"].queryset = _readers()  # type: ignore[attr-defined]  # a model choice
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # a choice field by name
            ("", _("No role")),
            *((role.value, role.label) for role in Role if role not in NEVER_READERS),
        ]

    @property
    def chosen_role(self) -> Role | None:
        """The role, or None where a person was chosen."""
        role = self.cleaned_data["role"]
        return Role(role) if role else None


def _readers() -> QuerySet[User]:
    return (
        User.objects.filter(is_active=True).exclude(role__in=NEVER_READERS).order_by("name", "pk")
    )

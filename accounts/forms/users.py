"""The forms to invite somebody and to change what they may do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.obstacles import AccountObstacle
from accounts.services import change_role, invite_user


class InviteForm(forms.Form):
    """A person and a role; they choose their password themselves."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def save(self, *, actor: User) -> User | None:
        """Create the user, or note on the form why that is refused."""
        try:
            return invite_user(
                actor=actor,
                email=self.cleaned_data["email"],
                name=self.cleaned_data["name"],
                role=Role(self.cleaned_data["role"]),
            )
        except AccountObstacle as obstacle:
            self.add_error(None, str(obstacle))
            return None


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def save(self, *, actor: User, user_id: int) -> User | None:
        """Change the role, or note on the form why that is refused."""
        try:
            return change_role(actor=actor, user_id=user_id, role=Role(self.cleaned_data["role"]))
        except AccountObstacle as obstacle:
            self.add_error("role", str(obstacle))
            return None

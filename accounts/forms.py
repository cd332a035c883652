"""The forms to sign in and to give somebody an account."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.obstacles import AccountObstacle
from accounts.services import check_credentials, create_user


class SignInForm(AuthenticationForm):
    """E-mail and password, checked by `check_credentials`, which counts failures."""

    username = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )

    def clean(self) -> dict[str, object]:
        """Let in who is known; say why somebody is not."""
        email = self.cleaned_data.get("username")
        password = self.cleaned_data.get("password")
        if email and password:
            try:
                self.user_cache = check_credentials(
                    email=email, password=password, now=timezone.now()
                )
            except AccountObstacle as obstacle:
                raise forms.ValidationError(str(obstacle)) from obstacle
        return self.cleaned_data


class NewUserForm(forms.Form):
    """A person, a role, a first password."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 12 characters. Hand it over in person."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def save(self) -> User | None:
        """Create the user, or note on the form why that is refused."""
        try:
            return create_user(
                email=self.cleaned_data["email"],
                name=self.cleaned_data["name"],
                role=Role(self.cleaned_data["role"]),
                password=self.cleaned_data["password"],
            )
        except AccountObstacle as obstacle:
            self.add_error(None, str(obstacle))
            return None

"""The forms to sign in and to confirm that it is still you."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.obstacles import AccountObstacle
from accounts.services import check_credentials


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password, checked by `check_credentials`, which counts failures."""

    user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail"),
            widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before the account itself is changed."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(
                attrs={"autofocus": True, "autocomplete": "current-password"}
            ),
        )

    def clean_password(self) -> str:
        """Check it as at sign-in, failures counted."""
        password = str(self.cleaned_data["password"])
        try:
            check_credentials(email=self.user.email, password=password, now=timezone.now())
        except AccountObstacle as obstacle:
            raise forms.ValidationError(str(obstacle)) from obstacle
        return password

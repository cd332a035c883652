"""The forms to change a password, to ask for a link, and to choose a new one."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import ResetPasswordForm, ResetPasswordKeyForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.obstacles import AccountObstacle
from accounts.services import check_credentials, set_password


def _old_password() -> forms.CharField:
    return forms.CharField(
        label=_("Current password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def _new_password() -> forms.CharField:
    return forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 characters, and none of the common ones."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _again() -> forms.CharField:
    return forms.CharField(
        label=_("New password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class _ChosenTwice(forms.Form):
    """A new password, twice; the rules are those of `set_password`."""

    user: User

    def clean(self) -> dict[str, object]:
        """Both must be the same, and pass the rules."""
        cleaned = self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))
        elif first:
            try:
                validate_password(first, self.user)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def save(self) -> None:
        """Set it."""
        set_password(user=self.user, password=self.cleaned_data["password1"])


class ChangePasswordForm(_ChosenTwice, AllauthChangePasswordForm):  # type: ignore[misc]  # no types
    """The current password and the new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _old_password()
        self.fields["password1"] = _new_password()
        self.fields["password2"] = _again()

    def clean_oldpassword(self) -> str:
        """Check it as at sign-in, failures counted."""
        password = str(self.cleaned_data["oldpassword"])
        try:
            check_credentials(email=self.user.email, password=password, now=timezone.now())
        except AccountObstacle as obstacle:
            raise forms.ValidationError(str(obstacle)) from obstacle
        return password


class NewPasswordForm(_ChosenTwice, ResetPasswordKeyForm):  # type: ignore[misc]  # no types
    """A password for whoever followed the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"] = _new_password()
        self.fields["password2"] = _again()


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The address to which the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail"),
            widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
        )

    def clean_email(self) -> str:
        """Find whom to write to. Who signs in through the organization gets no password."""
        email = str(self.cleaned_data["email"]).strip().lower()
        users = filter_users_by_email(email, is_active=True, for_login=True)
        outside = set(
            SocialAccount.objects.filter(user__in=users).values_list("user_id", flat=True)
        )
        self.users = [
            user
            for user in users
            if user.pk not in outside and settings.SIGN_ON.lets_in_here(user.email)
        ]
        return email

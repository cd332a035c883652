"""The forms of the second factor: codes, and the app and passkeys that are added."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.obstacles import AccountObstacle
from accounts.services import check_code


def _code(help_text: object, *, has_focus: bool) -> forms.CharField:
    attributes: dict[str, str | bool] = {"autocomplete": "one-time-code", "spellcheck": "false"}
    if has_focus:
        attributes["autofocus"] = True
    return forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=str(help_text),
        widget=forms.TextInput(attrs=attributes),
    )


class _CheckedCode(forms.Form):
    """A code of the app or a recovery code, checked over all processes."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(
            _("Six digits of your app, or one of your recovery codes."), has_focus=True
        )

    def clean_code(self) -> str:
        """Spend the code; wrong ones are counted."""
        code = "".join(str(self.cleaned_data["code"]).split())
        try:
            self.authenticator = check_code(user=self.user, code=code, now=timezone.now())
        except AccountObstacle as obstacle:
            raise forms.ValidationError(str(obstacle)) from obstacle
        self.authenticator.user = self.user
        return code


class CodeForm(_CheckedCode, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code at sign-in."""


class ConfirmCodeForm(_CheckedCode, ReauthenticateForm):  # type: ignore[misc]  # no types
    """The code before the account itself is changed."""


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new app: shows that it has the right secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(  # no focus: a phone would scroll past the picture
            _("The six digits that the app shows now."), has_focus=False
        )


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A name for the key; the browser fills in the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"),
            max_length=60,
            required=False,
            help_text=_("Where it lives, such as “work laptop”."),
        )
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True

    def clean_passwordless(self) -> bool:
        """Every passkey of ours is one: it asks for finger, face or number."""
        return True

"""The form to sign in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.obstacles import AccountObstacle
from accounts.services import check_credentials


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

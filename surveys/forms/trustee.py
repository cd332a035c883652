"""The forms in which a trustee sets a passphrase, and gives it again after the close."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.sealing.handover import MAX_PASSPHRASE_CHARACTERS
from surveys.sealing.passphrases import is_too_even


def _passphrase_field(label: Any, help_text: Any = "", *, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MAX_PASSPHRASE_CHARACTERS,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
    )


class SetPassphraseForm(forms.Form):
    """Twice the same, long enough, not easily guessed, and with the eyes open."""

    passphrase = _passphrase_field(
        _("Passphrase"),
        _(
            "At least 15 characters; five or more words that do not belong together are strong. "
            "Capitals, digits and signs are not needed."
        ),
        autocomplete="new-password",
    )
    again = _passphrase_field(_("The same again"), autocomplete="new-password")
    is_understood = forms.BooleanField(
        label=_("I have written it down and keep it where nobody else finds it."),
        help_text=_("Whoever loses it loses the answers: nobody can open them without it."),
    )

    def clean_passphrase(self) -> str:
        """Refuse what a machine guesses."""
        passphrase: str = self.cleaned_data["passphrase"]
        if len(passphrase.strip()) < settings.PASSPHRASE_MIN_CHARACTERS:
            raise ValidationError(
                _("It has %(count)d characters; take at least %(least)d."),
                params={
                    "count": len(passphrase.strip()),
                    "least": settings.PASSPHRASE_MIN_CHARACTERS,
                },
            )
        if is_too_even(passphrase):
            raise ValidationError(_("It repeats the same few characters. Take other words."))
        CommonPasswordValidator().validate(passphrase.strip().lower())
        return passphrase

    def clean(self) -> dict[str, Any]:
        """Both alike."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("passphrase"), cleaned.get("again")
        if first and second and first != second:
            self.add_error("again", _("The two are not alike. Type both again."))
        return cleaned


class GivePassphraseForm(forms.Form):
    """Once, as it was set."""

    passphrase = _passphrase_field(_("Your passphrase"), autocomplete="off")

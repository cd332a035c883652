"""Forms of those who read comments: reviewers and persons of trust."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.fields import UploadField
from surveys.models import AlertState, ReviewState
from surveys.staging import DIGEST_LENGTH


class ReviewForm(forms.Form):
    """One decision on one comment as it was shown."""

    verbatim = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=ReviewState.choices)
    text = forms.CharField(required=False, max_length=6000)


class AlertForm(forms.Form):
    """How far a person of trust is, and a note."""

    alert = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("State"), choices=AlertState.choices)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Persons of trust alone read it. It is deleted together with the comment."),
    )


class OtherNamesForm(forms.Form):
    """Takes a list of names to redact."""

    file = UploadField(
        label=_("List of names"),
        extensions=("csv", "txt", "xlsx"),
        help_text=_("One name per line, or a table with the column “name”."),
    )


class ConfirmOtherNamesForm(forms.Form):
    """Puts a list that was shown into the place of the one before."""

    upload = forms.CharField(
        min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH, widget=forms.HiddenInput
    )

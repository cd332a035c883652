"""Fields of the leaders' forms that Django does not have."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _


class UploadField(forms.FileField):
    """One file, whose size is looked at before its content."""

    def __init__(self, *, extensions: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.validators.append(FileExtensionValidator(extensions))
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in extensions)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload, refused when it is larger than any file of its kind."""
        if isinstance(data, UploadedFile) and (data.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("%(name)s is larger than %(limit)d MB. Split it, or leave columns out."),
                params={"name": data.name, "limit": settings.IMPORT_MAX_BYTES // 2**20},
            )
        return super().clean(data, initial)


class LocalDateTimeField(forms.DateTimeField):
    """A moment, typed into the browser's own picker, in the time zone of the installation."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M"], **options)

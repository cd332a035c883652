"""Fields that people read in other units than the code: percents, money, uploads."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

_SELECTED = mark_safe(" selected")  # an attribute of our own


class PlainSelect(forms.Select):
    """A choice written in one go: Django's own renders two templates for each option.

    For pages with dozens of them, where that was most of the work.
    """

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002  # Django asks every widget so
    ) -> SafeString:
        """The element with its options; groups of options are not foreseen."""
        chosen = {str(entry) for entry in self.format_value(value)}
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, _SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        shown = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, shown, options)


class QuantityField(forms.FloatField):
    """A number with a unit, shown without digits that say nothing: 3 instead of 3.0."""

    def prepare_value(self, value: Any) -> Any:
        """The number as a person would write it; what somebody typed stays as typed."""
        return f"{value:.12g}" if isinstance(value, float) else value


class PercentField(QuantityField):
    """A share, shown and typed in percent: 0.2 is 20 on the page."""

    def __init__(
        self, *, least_percent: float = 0, most_percent: float = 100, **options: Any
    ) -> None:
        super().__init__(min_value=least_percent, max_value=most_percent, **options)

    def prepare_value(self, value: Any) -> Any:
        """Percent of a stored share; what somebody typed stays as typed."""
        return super().prepare_value(value * 100 if isinstance(value, float) else value)

    def clean(self, value: Any) -> float | None:
        """The share, between 0 and 1 for 100 percent."""
        percent = super().clean(value)
        return None if percent is None else percent / 100


class MoneyField(forms.DecimalField):
    """An amount in the currency of its form, never below zero."""

    def __init__(self, *, decimal_places: int = 2, **options: Any) -> None:
        super().__init__(
            min_value=Decimal(0), max_digits=14, decimal_places=decimal_places, **options
        )

    def prepare_value(self, value: Any) -> Any:
        """The amount without zeros at its end; what somebody typed stays as typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class UploadField(forms.FileField):
    """A file small enough to be read; its size is looked at before its content."""

    def __init__(self, *, extensions: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.validators.append(FileExtensionValidator(extensions))
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in extensions)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload, refused when it is larger than any file of its kind."""
        if isinstance(data, UploadedFile):
            self._check_size(data)
        return super().clean(data, initial)

    def _check_size(self, upload: "UploadedFile[Any]") -> None:
        if (upload.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("%(name)s is larger than %(limit)d MB. Upload the plain output of one host."),
                params={"name": upload.name, "limit": settings.IMPORT_MAX_BYTES // 2**20},
            )


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyUploadsField(UploadField):
    """Several files at once, each checked like one."""

    widget = _ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """All uploads, none if one is refused."""
        uploads = data if isinstance(data, list | tuple) else [data]
        return [
            super(ManyUploadsField, self).clean(upload, initial) for upload in uploads or [None]
        ]

"""A form view that takes its form as a type argument, which Django's own does not at run time."""

from typing import TYPE_CHECKING, Generic, TypeVar

from django import forms
from django.views.generic import FormView

PageForm = TypeVar("PageForm", bound=forms.BaseForm)

if TYPE_CHECKING:

    class FormPage(FormView[PageForm]):
        """A page with one form."""

else:

    class FormPage(FormView, Generic[PageForm]):
        """A page with one form."""

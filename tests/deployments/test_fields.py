"""Fields of the pages: what is written for a browser."""

from django import forms
from django.utils.safestring import SafeString

from deployments.forms.fields import PlainSelect

CHOICES = [("", "Not answered"), (1, "Partly & more"), (2, '"Fully"')]


class Question(forms.Form):
    """One answer, written in one go, and the same by Django."""

    plain = forms.TypedChoiceField(
        choices=CHOICES, coerce=int, required=False, widget=PlainSelect, help_text="Why?"
    )
    usual = forms.TypedChoiceField(choices=CHOICES, coerce=int, required=False, help_text="Why?")


def written(form: Question, name: str) -> list[str]:
    """Options in their order and attributes in any, under one name and without layout."""
    element: SafeString = form[name].as_widget()
    start, options = element.replace(name, "answer").split(">", 1)
    return [*sorted(start.split()), *options.replace("<", " <").split()]


def test_plain_choice_is_what_django_would_write() -> None:
    for form in (
        Question(),
        Question({"plain": "1", "usual": "1"}),
        Question({"plain": '<script>"', "usual": '<script>"'}),
        Question(initial={"plain": 2, "usual": 2}),
    ):
        assert written(form, "plain") == written(form, "usual")


def test_texts_of_a_plain_choice_are_escaped() -> None:
    shown = Question()["plain"].as_widget()

    assert "Partly &amp; more" in shown
    assert "&quot;Fully&quot;" in shown

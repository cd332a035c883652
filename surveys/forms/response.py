"""The respondent's form, built from an instrument. Nothing in it is required."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from surveys.instruments.flow import asked_items, in_reading_order, pages
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import Item, ItemKind
from surveys.instruments.import_table import ADVOCACY_POINTS
from surveys.instruments.languages import text_language
from surveys.sealing.ballots import Answer

NOT_APPLICABLE = "na"
_LINE_BREAK = re.compile(r"\r\n|[\r\v\f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Question:
    """One item as a template shows it."""

    number: int
    text: str
    kind: str
    field: BoundField
    low_label: str = ""
    high_label: str = ""

    @property
    def errors(self) -> list[str]:
        """What is wrong with the answer, in words."""
        return [str(error) for error in self.field.errors]

    @property
    def described_by(self) -> str:
        """Ids of what a screen reader tells after the text: the errors and the ends of a scale."""
        parts = {"error": self.field.errors, "ends": self.low_label}
        return " ".join(f"{self.field.auto_id}_{name}" for name, part in parts.items() if part)


@dataclass(frozen=True)
class GivenAnswer:
    """One answer in words, for the review page."""

    number: int
    text: str
    answer: str


class CommentField(forms.CharField):
    """A text as typed: line breaks as one character, control characters left out."""

    def to_python(self, value: object) -> str:
        """Return what is counted and stored; browsers send line breaks as two characters."""
        text = str(super().to_python(value) or "")
        return _CONTROL.sub("", _LINE_BREAK.sub("\n", text)).strip()


class ResponseForm(forms.Form):
    """All items of one instrument in one language, of which a page shows some.

    The other answers travel in hidden fields, so that neither a page nor the review needs a draft
    on the server. With `is_hidden` all of them do.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        language: str,
        data: Mapping[str, Any] | None = None,
        *,
        is_hidden: bool = False,
        initial: Mapping[str, Any] | None = None,
        page: int = 0,
        seed: int = 0,
    ) -> None:
        super().__init__(data=data, initial=dict(initial or {}))
        self.questionnaire = questionnaire
        self.language = text_language(questionnaire, language)
        self.page = page = min(page, len(pages(questionnaire)) - 1)
        self.seed = seed
        self._given = data if data is not None else (initial or {})
        shown = {item.key for item in self._asked_on(page)} if not is_hidden else frozenset()
        for item in questionnaire.items:
            self.fields[item.key] = self._field(item)
            if item.key not in shown:
                self.fields[item.key].widget = forms.HiddenInput()

    @property
    def questions(self) -> Iterator[Question]:
        """Items of this page in reading order, numbered among all that are asked."""
        start = sum(len(self._asked_on(page)) for page in range(self.page))
        items = in_reading_order(self._asked_on(self.page), self.questionnaire, self.seed)
        for number, item in enumerate(items, start=start + 1):
            ends = [
                f"{point}: {label}"  # on a phone the points stand in two rows, away from the ends
                for point, label in zip(
                    (ADVOCACY_POINTS[0], ADVOCACY_POINTS[-1]),
                    item.end_labels.get(self.language, ()),
                    strict=False,
                )
            ]
            text = item.text[self.language]
            yield Question(number, text, item.kind.value, self[item.key], *ends)

    @property
    def given_answers(self) -> Iterator[GivenAnswer]:
        """Every answer in words, in the order in which it was asked. The form is valid."""
        asked = [
            item
            for page in range(len(self._pages))
            for item in in_reading_order(self._asked_on(page), self.questionnaire, self.seed)
        ]
        for number, item in enumerate(asked, start=1):
            text = item.text[self.language]
            yield GivenAnswer(number, text, self._in_words(item))

    @property
    def total(self) -> int:
        """How many items are asked, as far as the answers tell by now."""
        return len(self._asked)

    @property
    def last_page(self) -> int:
        """The last page on which something is asked."""
        return max((page for page in range(len(self._pages)) if self._asked_on(page)), default=0)

    def page_beside(self, step: int) -> int | None:
        """The next page (1) or the one before (-1) on which something is asked."""
        page = self.page + step
        while 0 <= page < len(self._pages):
            if self._asked_on(page):
                return page
            page += step
        return None

    def page_of_first_fault(self) -> int:
        """Where to go on when answers could not be read."""
        for page, items in enumerate(self._pages):
            if any(item.key in self.errors for item in items):
                return page
        return self.page

    def answers(self) -> dict[str, Answer]:
        """Item key to scale point, option or no answer. The form is valid.

        Whoever was not asked has no answer, whatever an earlier page had.
        """
        asked = {item.key for item in self._asked}
        return {
            item.key: self._answer(item) if item.key in asked else None
            for item in self.questionnaire.items
            if item.kind is not ItemKind.OPEN
        }

    def comments(self) -> dict[str, str]:
        """Item key to text, where something was asked and written. The form is valid."""
        texts = {
            item.key: self.cleaned_data[item.key]
            for item in self._asked
            if item.kind is ItemKind.OPEN
        }
        return {key: text for key, text in texts.items() if text}

    @cached_property
    def _asked(self) -> tuple[Item, ...]:
        return asked_items(self.questionnaire, self._given)

    @cached_property
    def _pages(self) -> tuple[tuple[Item, ...], ...]:
        return pages(self.questionnaire)

    def _asked_on(self, page: int) -> list[Item]:
        asked = {item.key for item in self._asked}
        return [item for item in self._pages[page] if item.key in asked]

    def _field(self, item: Item) -> forms.Field:
        label = item.text[self.language]
        if item.kind is ItemKind.OPEN:
            return CommentField(
                label=label,
                required=False,
                max_length=settings.COMMENT_MAX_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        return forms.ChoiceField(
            label=label, required=False, choices=self._choices(item), widget=forms.RadioSelect()
        )

    def _choices(self, item: Item) -> list[tuple[str, str]]:
        match item.kind:
            case ItemKind.ADVOCACY:
                points = [(str(point), str(point)) for point in ADVOCACY_POINTS]
            case ItemKind.CHOICE:
                points = [(option.key, option.text[self.language]) for option in item.options]
            case _:
                labels = self.questionnaire.scale_labels[self.language]
                points = [(str(point), label) for point, label in enumerate(labels, start=1)]
        return [*points, (NOT_APPLICABLE, _("Don't know / not applicable"))]

    def _answer(self, item: Item) -> Answer:
        given = self.cleaned_data[item.key]
        if given in {"", NOT_APPLICABLE}:
            return None
        return given if item.kind is ItemKind.CHOICE else int(given)

    def _in_words(self, item: Item) -> str:
        given: str = self.cleaned_data[item.key]
        if item.kind is ItemKind.OPEN:
            return given
        return dict(self._choices(item)).get(given, "")

"""Forms for law and data, and for the questionnaire of the catalog."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deployments.catalog.entries import Destination, Question
from deployments.current_catalog import current_catalog
from deployments.forms.fields import PercentField, PlainSelect
from deployments.inputs import Assignment
from deployments.models.governance import (
    ANSWER_CHOICES,
    DESTINATION_CHOICES,
    EVIDENCE_CHOICES,
    RISK_CHOICES,
    ROLE_CHOICES,
)
from deployments.sizing.scenario import (
    AiActRole,
    Answer,
    AnswerValue,
    DataClassShare,
    Evidence,
    Pillar,
    RiskClass,
    SovereigntyFacts,
)
from deployments.wording import in_reader_language, pillar_words


class SovereigntyForm(forms.Form):
    """Which data comes in, how far it may go, and who answers for the use."""

    ai_act_role = forms.TypedChoiceField(
        label=_("Your role under the EU AI Act"),
        choices=ROLE_CHOICES,
        coerce=AiActRole,
        empty_value=AiActRole.UNDETERMINED,
        required=False,
    )
    risk_class = forms.TypedChoiceField(
        label=_("Risk class of the use"),
        choices=RISK_CHOICES,
        coerce=RiskClass,
        empty_value=RiskClass.UNDETERMINED,
        required=False,
    )
    is_high_risk_use = forms.BooleanField(
        label=_("The use is high-risk under the EU AI Act"),
        required=False,
        help_text=_("Such as decisions about people in hiring, credit, education or safety."),
    )
    has_oversight_owner = forms.BooleanField(
        label=_("A named person oversees the use and may stop it"), required=False
    )
    is_license_permitting = forms.BooleanField(
        label=_("The model's license permits the use"), required=False, initial=True
    )
    has_support_contract = forms.BooleanField(
        label=_("A support contract covers the machines and the software"), required=False
    )

    def __init__(self, *args: Any, facts: SovereigntyFacts | None = None, **options: Any) -> None:
        """`facts` are those saved before."""
        super().__init__(*args, **options)
        self._data_classes = current_catalog().data_classes
        saved = {entry.key: entry for entry in facts.data_classes} if facts else {}
        for data_class in self._data_classes:
            title = in_reader_language(data_class.title)
            entry = saved.get(data_class.key)
            self.fields[_share_name(data_class.key)] = PercentField(
                label=_("%(title)s (%% of requests)") % {"title": title},
                required=False,
                initial=entry.share if entry else None,
            )
            self.fields[_destination_name(data_class.key)] = forms.ChoiceField(
                label=_("%(title)s may be processed") % {"title": title},
                choices=DESTINATION_CHOICES,
                required=False,
                initial=entry.destination if entry else data_class.destination,
            )

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """Role, class of risk and the check boxes."""
        return [self[name] for name in self.base_fields]

    @property
    def data_class_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Share and destination of each class of data."""
        keys = [data_class.key for data_class in self._data_classes]
        return [(self[_share_name(key)], self[_destination_name(key)]) for key in keys]

    def facts(self) -> SovereigntyFacts:
        """Facts and the classes of data that occur."""
        return SovereigntyFacts(
            data_classes=tuple(self._occurring_classes()),
            **{name: self.cleaned_data[name] for name in self.base_fields},
        )

    def _occurring_classes(self) -> Iterator[DataClassShare]:
        for data_class in self._data_classes:
            share = self.cleaned_data[_share_name(data_class.key)]
            chosen = self.cleaned_data[_destination_name(data_class.key)]
            if share:
                destination = Destination(chosen or data_class.destination)
                yield DataClassShare(data_class.key, share, destination)


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """A question with its fields."""

    text: str
    help: str
    value: forms.BoundField
    evidence: forms.BoundField
    owner: forms.BoundField
    due_date: forms.BoundField


class QuestionnaireForm(forms.Form):
    """How far each practice is in place, and what stands behind the answer."""

    def __init__(
        self,
        *args: Any,
        answers: tuple[Answer, ...] = (),
        assignments: tuple[Assignment, ...] = (),
        **options: Any,
    ) -> None:
        """`answers` and `assignments` are those saved before."""
        super().__init__(*args, **options)
        self._questions = current_catalog().questions
        saved = {answer.key: answer for answer in answers}
        assigned = {entry.key: entry for entry in assignments}
        for question in self._questions:
            answer = saved.get(question.key)
            self.fields[_value_name(question)] = forms.TypedChoiceField(
                label=_("Answer"),
                choices=[("", _("Not answered")), *ANSWER_CHOICES],
                coerce=int,
                empty_value=None,
                required=False,
                initial=answer.value if answer else None,
                widget=PlainSelect,
            )
            self.fields[_evidence_name(question)] = forms.ChoiceField(
                label=_("Evidence"),
                choices=EVIDENCE_CHOICES,
                required=False,
                initial=answer.evidence if answer else Evidence.DECLARED,
                widget=PlainSelect,
            )
            self._add_assignment(question, assigned.get(question.key, Assignment(question.key)))

    @property
    def sections(self) -> list[tuple[str, list[QuestionFields]]]:
        """Questions under the name of their pillar, in the catalog's order."""
        grouped = groupby(self._questions, key=lambda question: question.pillar)
        return [
            (pillar_words(Pillar(pillar)), [self._fields_of(question) for question in questions])
            for pillar, questions in grouped
        ]

    def answers(self) -> tuple[Answer, ...]:
        """What was answered; questions left open are left out."""
        return tuple(
            Answer(
                key=question.key,
                value=AnswerValue(self.cleaned_data[_value_name(question)]),
                evidence=Evidence(self.cleaned_data[_evidence_name(question)] or Evidence.DECLARED),
            )
            for question in self._questions
            if self.cleaned_data[_value_name(question)] is not None
        )

    def assignments(self) -> tuple[Assignment, ...]:
        """Questions that somebody settles, or that have a date."""
        entries = [
            Assignment(
                key=question.key,
                owner=self.cleaned_data[_owner_name(question)],
                due_date=self.cleaned_data[_due_date_name(question)],
            )
            for question in self._questions
        ]
        return tuple(entry for entry in entries if entry.owner or entry.due_date)

    def _add_assignment(self, question: Question, saved: Assignment) -> None:
        self.fields[_owner_name(question)] = forms.CharField(
            label=_("Who settles it"), required=False, max_length=100, initial=saved.owner
        )
        self.fields[_due_date_name(question)] = forms.DateField(
            label=_("Until"),
            required=False,
            initial=saved.due_date,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )

    def _fields_of(self, question: Question) -> QuestionFields:
        return QuestionFields(
            text=in_reader_language(question.text),
            help=in_reader_language(question.help),
            value=self[_value_name(question)],
            evidence=self[_evidence_name(question)],
            owner=self[_owner_name(question)],
            due_date=self[_due_date_name(question)],
        )


def _share_name(key: str) -> str:
    return f"{key}-share"


def _destination_name(key: str) -> str:
    return f"{key}-destination"


def _value_name(question: Question) -> str:
    return f"{question.key}-value"


def _evidence_name(question: Question) -> str:
    return f"{question.key}-evidence"


def _owner_name(question: Question) -> str:
    return f"{question.key}-owner"


def _due_date_name(question: Question) -> str:
    return f"{question.key}-due_date"

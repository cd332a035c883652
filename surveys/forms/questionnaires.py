"""Forms in which a leader writes a questionnaire: its head, one item, its dimensions."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.instruments.editing import SHUFFLED
from surveys.instruments.format import Condition, Dimension, Instrument, Item, ItemKind, Option
from surveys.instruments.shipped import shipped_instruments
from surveys.questionnaires import language_name

_KEY = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
KINDS = [
    (ItemKind.AGREEMENT.value, gettext_lazy("Statement, rated on the scale")),
    (ItemKind.CHOICE.value, gettext_lazy("One of several options")),
    (ItemKind.ADVOCACY.value, gettext_lazy("From 0 to 10: would recommend")),
    (ItemKind.OPEN.value, gettext_lazy("In own words")),
]


class BeginForm(forms.Form):
    """With what a questionnaire of one's own begins."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=100)

    def __init__(self, *args: Any, references: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["base"] = forms.ChoiceField(
            label=_("Begin with"),
            choices=[("", _("An empty questionnaire")), *references],
            required=False,
            widget=forms.RadioSelect,
        )


class HeadForm(forms.Form):
    """Key, version, title and languages."""

    key = forms.RegexField(
        label=gettext_lazy("Key"),
        regex=_KEY,
        help_text=gettext_lazy("Stays the same over versions, so that waves can be compared."),
    )
    version = forms.CharField(label=gettext_lazy("Version"), max_length=40)

    def __init__(self, *args: Any, questionnaire: Instrument, **options: Any) -> None:
        initial = {
            "key": questionnaire.key,
            "version": questionnaire.version,
            "languages": list(questionnaire.languages),
            **{f"title_{code}": text for code, text in questionnaire.title.items()},
        }
        super().__init__(*args, **options)
        self.initial = initial
        self.questionnaire = questionnaire
        codes = dict.fromkeys((*questionnaire.languages, *settings.RESPONDENT_LANGUAGES))
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages"),
            choices=[(code, language_name(code)) for code in codes],
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Texts of a new language begin as copies of the first one; translate every item."
            ),
        )
        for code in questionnaire.languages:
            label = _("Title (%(language)s)") % {"language": language_name(code)}
            self.fields[f"title_{code}"] = forms.CharField(label=label, max_length=200)

    def titles(self) -> dict[str, str]:
        """Title by chosen language, the first one standing in where a new one has none."""
        first = self.cleaned_data[f"title_{self.questionnaire.languages[0]}"]
        return {
            code: self.cleaned_data.get(f"title_{code}") or first
            for code in self.cleaned_data["languages"]
        }

    def labels(self) -> dict[str, tuple[str, ...]]:
        """Labels of the scale by language: one's own, else those of the shipped scale."""
        own = self.questionnaire.scale_labels
        shipped = shipped_instruments()[0].scale_labels
        fits = self.questionnaire.scale_points == shipped_instruments()[0].scale_points
        return {
            code: own.get(code) or (shipped.get(code, ()) if fits else ())
            for code in self.cleaned_data["languages"]
        }


class ItemForm(forms.Form):
    """One item in all languages of its questionnaire."""

    key = forms.RegexField(label=gettext_lazy("Key"), regex=_KEY)
    kind = forms.ChoiceField(label=gettext_lazy("Answered by"), choices=KINDS)
    is_reversed = forms.BooleanField(
        label=gettext_lazy("Agreement is unfavorable"),
        required=False,
        help_text=gettext_lazy("Turned before scoring. One such item in a dimension is enough."),
    )
    is_shuffled = forms.BooleanField(
        label=gettext_lazy("In another order for each respondent"),
        required=False,
        help_text=gettext_lazy("Together with its neighbors that have this mark, too."),
    )
    rotates = forms.BooleanField(
        label=gettext_lazy("Asked in some waves only"),
        required=False,
        help_text=gettext_lazy(
            "Items of a dimension with this mark take turns from wave to wave of a pulse."
        ),
    )
    condition_answers = forms.CharField(
        label=gettext_lazy("… was answered by"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Points such as 4, 5, or keys of options, with commas between."),
    )

    def __init__(
        self, *args: Any, questionnaire: Instrument, item: Item | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.initial = _initial(item)
        self.questionnaire = questionnaire
        self.item = item
        dimensions = [
            (one.key, one.name[questionnaire.languages[0]]) for one in questionnaire.dimensions
        ]
        self.fields["dimension"] = forms.ChoiceField(
            label=_("Dimension"), choices=[("", _("None")), *dimensions], required=False
        )
        self.fields["condition_item"] = forms.ChoiceField(
            label=_("Ask only when an earlier item"),
            choices=[("", _("Ask everybody")), *_earlier(questionnaire, item)],
            required=False,
        )
        for code in questionnaire.languages:
            name = language_name(code)
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Wording (%(language)s)") % {"language": name},
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"options_{code}"] = forms.CharField(
                label=_("Options (%(language)s)") % {"language": name},
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("One a line, in the same order in every language."),
            )
            self.fields[f"ends_{code}"] = forms.CharField(
                label=_("Words for 0 and 10 (%(language)s)") % {"language": name},
                required=False,
                max_length=200,
                help_text=_("With a slash between, such as: not at all / extremely."),
            )

    def texts(self) -> Iterator[BoundField]:
        """Fields of the wording, by language."""
        return (self[f"text_{code}"] for code in self.questionnaire.languages)

    def details(self) -> Iterator[BoundField]:
        """Fields that some kinds of items need, by language."""
        for code in self.questionnaire.languages:
            yield self[f"options_{code}"]
            yield self[f"ends_{code}"]

    def written(self) -> Item:
        """The item as it was filled in; the reader looks whether it can be."""
        data = self.cleaned_data
        codes = self.questionnaire.languages
        kind = ItemKind(data["kind"])
        ends = {code: _two(data[f"ends_{code}"]) for code in codes}
        answers = [one.strip() for one in data["condition_answers"].split(",") if one.strip()]
        condition = Condition(
            data["condition_item"], tuple(int(one) if one.isdecimal() else one for one in answers)
        )
        return Item(
            key=data["key"],
            kind=kind,
            text={code: data[f"text_{code}"].strip() for code in codes},
            dimension=data["dimension"],
            is_reversed=data["is_reversed"],
            options=self._options() if kind is ItemKind.CHOICE else (),
            end_labels={code: pair for code, pair in ends.items() if pair}
            if kind is ItemKind.ADVOCACY
            else {},
            facet=self.item.facet if self.item else "",
            help=self.item.help if self.item else {},
            block=SHUFFLED.key if data["is_shuffled"] else "",
            show_if=condition if condition.item else None,
            rotates=data["rotates"],
        )

    def _options(self) -> tuple[Option, ...]:
        codes = self.questionnaire.languages
        lists = {
            code: [line.strip() for line in self.cleaned_data[f"options_{code}"].splitlines()]
            for code in codes
        }
        known = [option.key for option in self.item.options] if self.item else []
        rows = zip(*lists.values(), strict=False)
        return tuple(
            Option(
                known[place] if place < len(known) else _option_key(row[0], place),
                dict(zip(codes, row, strict=True)),
            )
            for place, row in enumerate(rows)
            if all(row)
        )


class DimensionForm(forms.Form):
    """One dimension of a questionnaire; a row without a key is left out."""

    key = forms.RegexField(label=gettext_lazy("Key"), regex=_KEY, required=False)
    weight = forms.FloatField(label=gettext_lazy("Weight"), min_value=0, required=False)
    is_core = forms.BooleanField(label=gettext_lazy("Core"), required=False)

    def __init__(self, *args: Any, languages: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.languages = languages
        for code in languages:
            label = _("Name (%(language)s)") % {"language": language_name(code)}
            self.fields[f"name_{code}"] = forms.CharField(
                label=label, max_length=100, required=False
            )

    def written(self) -> Dimension | None:
        """The dimension, or None for an empty row."""
        data = self.cleaned_data
        if not data.get("key"):
            return None
        names = {code: data[f"name_{code}"] or data["key"] for code in self.languages}
        return Dimension(data["key"], data["weight"] or 0.0, data["is_core"], names)


def _initial(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {}
    shown: dict[str, Any] = {
        "key": item.key,
        "kind": item.kind.value,
        "dimension": item.dimension,
        "is_reversed": item.is_reversed,
        "is_shuffled": item.block == SHUFFLED.key,
        "rotates": item.rotates,
        "condition_item": item.show_if.item if item.show_if else "",
        "condition_answers": ", ".join(str(one) for one in item.show_if.answers)
        if item.show_if
        else "",
    }
    for code, text in item.text.items():
        shown[f"text_{code}"] = text
        shown[f"options_{code}"] = "\n".join(option.text[code] for option in item.options)
        shown[f"ends_{code}"] = " / ".join(item.end_labels.get(code, ()))
    return shown


def _earlier(questionnaire: Instrument, item: Item | None) -> list[tuple[str, str]]:
    """Items that a condition may name: those before, but for open ones."""
    found = []
    for one in questionnaire.items:
        if item and one.key == item.key:
            break
        if one.kind is not ItemKind.OPEN:
            found.append((one.key, one.text[questionnaire.languages[0]][:80]))
    return found


def _two(text: str) -> tuple[str, str] | None:
    low, _slash, high = (part.strip() for part in text.partition("/"))
    return (low, high) if low and high else None


def _option_key(text: str, place: int) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:30]
    return f"{stem or 'option'}_{place + 1}"

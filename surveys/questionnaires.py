"""What leaders see of questionnaires before they choose one: length, languages, every item."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import Item, ItemKind
from surveys.instruments.languages import text_language
from surveys.instruments.shipped import KEYS, shipped_instruments
from surveys.models import Instrument
from surveys.promise import minutes_to_answer
from surveys.sealed_wave import questionnaire_of


@dataclass(frozen=True)
class QuestionnaireLine:
    """A questionnaire that can be chosen. `reference` is what forms and addresses call it."""

    reference: str
    title: str
    version: str
    items: int
    minutes: int
    dimensions: int
    languages: tuple[str, ...]
    is_own: bool
    fingerprint: str


@dataclass(frozen=True)
class ItemLook:
    """One item as leaders see it: its words, what they ask and why."""

    text: str
    kind: str
    is_reversed: bool
    help: str


@dataclass(frozen=True)
class Section:
    """The items of one dimension, or those outside the score. `share_percent` of the score."""

    name: str
    share_percent: int | None
    items: tuple[ItemLook, ...]


def questionnaire_lines(language: str) -> tuple[QuestionnaireLine, ...]:
    """Shipped questionnaires, then the newest version of each of one's own."""
    shipped = [_line(one.key, one, language, is_own=False) for one in shipped_instruments()]
    return (*shipped, *_own_lines(language))


def dimension_sections(questionnaire: Questionnaire, language: str) -> tuple[Section, ...]:
    """Every item under its dimension, in the questionnaire's order, in one of its languages."""
    sections = [
        Section(
            dimension.name[language],
            round(100 * dimension.weight),
            tuple(_look(item, language) for item in questionnaire.scored_items(dimension.key)),
        )
        for dimension in questionnaire.dimensions
    ]
    others = [item for item in questionnaire.items if item.kind is not ItemKind.AGREEMENT]
    if others:
        looks = tuple(_look(item, language) for item in others)
        sections.append(Section(_("Outside the score"), None, looks))
    return tuple(section for section in sections if section.items)


def language_name(code: str) -> str:
    """The language's own name, or its code where Django does not know it."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def _own_lines(language: str) -> Iterator[QuestionnaireLine]:
    seen = set(KEYS)
    for stored in Instrument.objects.order_by("key", "-pk"):
        if stored.key not in seen:
            seen.add(stored.key)
            yield _line(str(stored.pk), questionnaire_of(stored), language, is_own=True)


def _line(
    reference: str, questionnaire: Questionnaire, language: str, *, is_own: bool
) -> QuestionnaireLine:
    return QuestionnaireLine(
        reference=reference,
        title=questionnaire.title[text_language(questionnaire, language)],
        version=questionnaire.version,
        items=len(questionnaire.items),
        minutes=minutes_to_answer(questionnaire),
        dimensions=len(questionnaire.dimensions),
        languages=tuple(language_name(code) for code in questionnaire.languages),
        is_own=is_own,
        fingerprint=questionnaire.fingerprint,
    )


def _look(item: Item, language: str) -> ItemLook:
    text = item.help.get(language) or item.help.get("en", "")
    return ItemLook(item.text[language], item.kind.value, item.is_reversed, text)

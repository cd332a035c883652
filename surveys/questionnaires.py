"""What leaders see of questionnaires before they choose one: length, languages, every item."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import Item, ItemKind
from surveys.instruments.languages import text_language
from surveys.instruments.shipped import KEYS, shipped_instruments
from surveys.instruments.wording import Trap, wording_hints
from surveys.models import Instrument
from surveys.promise import minutes_to_answer
from surveys.sealed_wave import questionnaire_of

_TRAPS = {
    Trap.DOUBLE: gettext_lazy("“%(words)s” may ask two things at once. Split the item."),
    Trap.NEGATION: gettext_lazy("“%(words)s” negates. Say it positively, or mark it as reversed."),
    Trap.LONG: gettext_lazy("%(words)s words are long to read on a phone."),
    Trap.LEADING: gettext_lazy("“%(words)s” says which answer is wanted."),
    Trap.ABSOLUTE: gettext_lazy("“%(words)s” leaves no room to agree in part."),
    Trap.FIRST_PERSON: gettext_lazy("“%(words)s” asks about oneself. Ask about people here."),
    Trap.QUESTION: gettext_lazy("A statement is rated, not a question (%(words)s)."),
}


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


@dataclass(frozen=True)
class ItemDraft:
    """An item that is being written, with hints on its wording in words."""

    key: str
    text: str
    kind: str
    dimension: str
    marks: tuple[str, ...]
    hints: tuple[str, ...]


def item_drafts(questionnaire: Questionnaire, language: str) -> tuple[ItemDraft, ...]:
    """Every item of a draft; hints of all its languages."""
    shown = text_language(questionnaire, language)
    names = {one.key: one.name[shown] for one in questionnaire.dimensions}
    return tuple(
        ItemDraft(
            item.key,
            item.text[shown],
            item.kind.value,
            names.get(item.dimension, ""),
            tuple(_marks(item)),
            tuple(_hints(item)),
        )
        for item in questionnaire.items
    )


def questionnaire_by(reference: str) -> Questionnaire | None:
    """A shipped questionnaire by its key, or a stored one by its number."""
    for shipped in shipped_instruments():
        if shipped.key == reference:
            return shipped
    if not reference.isdecimal():
        return None
    stored = Instrument.objects.filter(pk=int(reference)).first()
    return questionnaire_of(stored) if stored else None


def _marks(item: Item) -> Iterator[str]:
    if item.is_reversed:
        yield _("reversed")
    if item.block:
        yield _("order changes")
    if item.rotates:
        yield _("takes turns")
    if item.show_if:
        yield _("asked after an answer to “%(item)s”") % {"item": item.show_if.item}


def _hints(item: Item) -> Iterator[str]:
    for code, text in item.text.items():
        for hint in wording_hints(text, code, item.kind):
            yield f"{language_name(code)}: {_TRAPS[hint.trap] % {'words': hint.words}}"


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

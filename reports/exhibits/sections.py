"""The sections of the result pages and the exhibits that each of them shows."""

import enum
from collections.abc import Callable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from reports.exhibits.drivers import drivers_opening
from reports.exhibits.exhibit import Exhibit, of_figure, of_table
from reports.exhibits.groups import group_exhibits
from reports.exhibits.history import comparison_table, history_table
from reports.narrative.leads import people_leads
from reports.narrative.wording import say
from reports.rendering.people_answers import answer_figures, choice_tables
from reports.rendering.people_background import background_part, quality_table
from reports.rendering.people_scores import (
    agreement_table,
    change_table,
    dimension_figure,
    gap_figure,
    trend_figure,
)
from surveys.selectors import CulturalAlignment, Estimate, OrganizationIndex, PublishedWave


class Section(enum.StrEnum):
    """One page of results; its value stands in the address."""

    DIMENSIONS = "dimensions"
    ITEMS = "items"
    GROUPS = "groups"
    EXPECTATION = "expectation"
    DRIVERS = "drivers"
    TREND = "trend"


SECTION_TITLES: Mapping[Section, Promise] = {
    Section.DIMENSIONS: _("Dimensions"),
    Section.ITEMS: _("Items"),
    Section.GROUPS: _("Groups"),
    Section.EXPECTATION: _("Expectation"),
    Section.DRIVERS: _("Drivers"),
    Section.TREND: _("Trend"),
}

SECTION_GAPS: Mapping[Section, Promise] = {
    Section.DIMENSIONS: _(
        "No score is shown: there are fewer answers than the threshold of this wave, and any "
        "figure could give a person away."
    ),
    Section.ITEMS: _(
        "No answers to single items are shown: there are fewer answers than the threshold of this "
        "wave, and shares could give a person away."
    ),
    Section.GROUPS: _(
        "No group is shown: each has fewer answers than the threshold, or none was declared."
    ),
    Section.EXPECTATION: _(
        "Expectation and perception are not compared: nobody stated an expectation before the "
        "launch, or answers are so few, or so much alike, that the comparison is withheld."
    ),
    Section.DRIVERS: _(
        "Drivers are computed from 100 answers on. With fewer, chance would name them."
    ),
    Section.TREND: _(
        "This is the first wave with published results. The next wave of the same survey is "
        "compared with it here."
    ),
}
"""What stands where a section has nothing to show."""


def exhibits_of(
    section: Section, wave: PublishedWave, other: PublishedWave | None = None
) -> tuple[Exhibit, ...]:
    """Everything that a section shows of a wave; empty where nothing may be shown.

    `other` is a wave of the same survey to set beside it, for the trend.
    """
    if section is Section.TREND:
        return _trend(wave, other)
    return tuple(_COMPOSED[section](wave))


def opening_of(section: Section, wave: PublishedWave) -> str:
    """What the figures of a section say before one looks at them; empty where nothing does."""
    if section is Section.DRIVERS:
        return drivers_opening(wave)
    lead = people_leads(wave).get(_LEADS.get(section, ""))
    return say(lead) if lead else ""


def _dimensions(wave: PublishedWave) -> tuple[Exhibit, ...]:
    if not any(isinstance(entry.score, Estimate) for entry in wave.dimensions):
        return ()
    return (
        of_figure(dimension_figure(wave), "dimensions", wave),
        of_table("agreement", agreement_table(wave), "agreement", wave),
        of_table("quality", quality_table(wave), "quality", wave),
    )


def _items(wave: PublishedWave) -> tuple[Exhibit, ...]:
    is_any_shown = any(isinstance(item.points, tuple) for item in wave.items)
    figures = answer_figures(wave) if is_any_shown else ()
    tables = choice_tables(wave.choices)
    return (
        *(of_figure(figure, "answers", wave) for figure in figures),
        *(
            of_table(f"choice-{number}-{slugify(choice.key)}", table, "choices", wave)
            for number, (choice, table) in enumerate(zip(wave.choices, tables, strict=True), 1)
        ),
    )


def _expectation(wave: PublishedWave) -> tuple[Exhibit, ...]:
    alignment = wave.alignment
    if not isinstance(alignment, CulturalAlignment) or not alignment.gaps:
        return ()
    return (of_figure(gap_figure(wave, alignment), "gaps", wave),)


def _drivers(wave: PublishedWave) -> tuple[Exhibit, ...]:
    background = background_part(wave)
    if background is None or background.drivers is None:
        return ()
    return (of_figure(background.drivers, "drivers", wave),)


def _trend(wave: PublishedWave, other: PublishedWave | None) -> tuple[Exhibit, ...]:
    exhibits: list[Exhibit] = []
    if wave.earlier and isinstance(wave.index, OrganizationIndex):
        exhibits.append(of_figure(trend_figure(wave), "trend", wave))
    if wave.changes:
        exhibits.append(of_table("changes", change_table(wave), "changes", wave))
    if wave.earlier:
        exhibits.append(of_table("history", history_table(wave), "history", wave))
    if other is not None:
        exhibits.append(of_table("comparison", comparison_table(wave, other), "history", wave))
    return tuple(exhibits)


_COMPOSED: Mapping[Section, Callable[[PublishedWave], Sequence[Exhibit]]] = {
    Section.DIMENSIONS: _dimensions,
    Section.ITEMS: _items,
    Section.GROUPS: group_exhibits,
    Section.EXPECTATION: _expectation,
    Section.DRIVERS: _drivers,
}
_LEADS = {
    Section.DIMENSIONS: "dimensions",
    Section.ITEMS: "answers",
    Section.GROUPS: "groups",
    Section.EXPECTATION: "gaps",
    Section.TREND: "trend",
}

"""The section about people, in the order in which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.narrative.leads import people_leads
from reports.narrative.terms import term
from reports.narrative.wording import decimal, localized, percent
from reports.rendering.blocks import Column, Fact, Figure, Said, Table
from reports.rendering.figures import ORGANIZATION_ZONES, points_text
from reports.rendering.people_answers import answer_figures, choice_tables
from reports.rendering.people_background import BackgroundPart, background_part, quality_table
from reports.rendering.people_comments import CommentSection, comment_sections
from reports.rendering.people_groups import group_figures
from reports.rendering.people_scores import (
    agreement_table,
    change_table,
    dimension_figure,
    gap_figure,
    trend_figure,
)
from reports.rendering.saying import said
from surveys.selectors import (
    CulturalAlignment,
    Estimate,
    OrganizationIndex,
    PublishedWave,
)
from surveys.selectors import Figure as PublishedFigure

AMBER_BELOW = 0.5
"""Response rate under which scores are read with care (ORS-1)."""
NO_BAND_BELOW = 0.3
"""Response rate under which no band is stated (ORS-1)."""
SHOWN_FROM = 0.005
"""Probability of a band that rounds to a percent."""


@dataclass(frozen=True)
class OrganizationSection:
    """Everything said about people. Empty tuples and None leave their part out."""

    participation: tuple[Fact, ...]
    participation_meaning: str
    index_facts: tuple[Fact, ...]
    gates: Table | None
    dimensions: Figure
    has_scores: bool
    agreement: Table
    answers: tuple[Figure, ...]
    choices: tuple[Table, ...]
    alignment_facts: tuple[Fact, ...]
    gaps: Figure | None
    no_gaps: str
    groups: tuple[Figure, ...]
    comments: tuple[CommentSection, ...]
    trend: Figure | None
    changes: Table | None
    background: BackgroundPart | None
    quality: Table
    leads: Mapping[str, Said]

    @property
    def said(self) -> tuple[Said, ...]:
        """Every sentence that was chosen from figures, in reading order."""
        comments = tuple(section.lead for section in self.comments if section.lead)
        return (*self.leads.values(), *comments)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in reading order."""
        comments = tuple(section.figure for section in self.comments if section.figure)
        single = [
            (self.dimensions,) if self.has_scores else (),
            self.answers,
            (self.gaps,) if self.gaps else (),
            self.groups,
            (self.background.drivers,) if self.background and self.background.drivers else (),
            comments,
            (self.trend,) if self.trend else (),
        ]
        return tuple(figure for part in single for figure in part)


def organization_section(wave: PublishedWave) -> OrganizationSection:
    """Put the section of a wave in words of the active language."""
    alignment = wave.alignment if isinstance(wave.alignment, CulturalAlignment) else None
    has_scores = any(isinstance(entry.score, Estimate) for entry in wave.dimensions)
    has_answers = any(isinstance(item.points, tuple) for item in wave.items)
    is_any_group_shown = any(
        isinstance(figure, Estimate)
        for group in wave.groups
        for figure in (group.index, *group.scores.values())
    )
    is_trend = bool(wave.earlier) and isinstance(wave.index, OrganizationIndex)
    return OrganizationSection(
        participation=participation_facts(wave),
        participation_meaning=participation_meaning(wave),
        index_facts=index_facts(wave),
        gates=gate_table(wave),
        dimensions=dimension_figure(wave),
        has_scores=has_scores,
        agreement=agreement_table(wave),
        answers=answer_figures(wave) if has_answers else (),
        choices=choice_tables(wave.choices),
        alignment_facts=alignment_facts(alignment) if alignment else (),
        gaps=gap_figure(wave, alignment) if alignment and alignment.gaps else None,
        no_gaps=no_gaps_text(alignment),
        groups=group_figures(wave) if is_any_group_shown else (),
        comments=comment_sections(wave),
        trend=trend_figure(wave) if is_trend else None,
        changes=change_table(wave) if wave.changes else None,
        background=background_part(wave),
        quality=quality_table(wave),
        leads={section: said(statement) for section, statement in people_leads(wave).items()},
    )


def participation_facts(wave: PublishedWave) -> tuple[Fact, ...]:
    """Who was asked, who answered, when."""
    rate = percent(100 * wave.response_rate) if wave.invited else ""
    invited = decimal(wave.invited) if wave.invited else _("not known")
    facts = [Fact(_("Invited"), invited), Fact(_("Answered"), decimal(wave.answered), rate)]
    if wave.opened_date and wave.closed_date:
        facts.append(
            Fact(
                _("Open"),
                _("%(first)s to %(last)s")
                % {"first": date_format(wave.opened_date), "last": date_format(wave.closed_date)},
            )
        )
    facts.append(Fact(_("Released"), date_format(wave.released_date)))
    if isinstance(wave.advocacy, Estimate):
        facts.append(
            Fact(
                _("Would recommend"),
                points_text(wave.advocacy),
                _("promoters minus detractors, percent; never part of the score"),
            )
        )
    return tuple(facts)


def participation_meaning(wave: PublishedWave) -> str:
    """What the share of answers means for everything else."""
    if wave.is_imported:
        return _(
            "The answers were collected elsewhere and imported: who was asked, how, and how their "
            "anonymity was kept lies outside this report."
        )
    if wave.response_rate < NO_BAND_BELOW:
        return _(
            "Fewer than 30 percent answered. What the others think could turn every figure, so no "
            "band is stated."
        )
    if wave.response_rate < AMBER_BELOW:
        return _(
            "Fewer than half answered. Read the scores with care: those who stayed away may think "
            "otherwise."
        )
    if not isinstance(wave.index, OrganizationIndex):
        return _("More than half answered. Those who stayed away may still think otherwise.")
    return _(
        "More than half answered. Those who stayed away may still think otherwise; the scenario "
        "below shows how much that could matter."
    )


def index_facts(wave: PublishedWave) -> tuple[Fact, ...]:
    """The score of the whole and how sure it is; empty where there is none."""
    index = wave.index
    if not isinstance(index, OrganizationIndex):
        return ()
    facts = [
        Fact(
            _("Organization (ORS-1)"),
            points_text(index.score),
            term("organization_band", index.band),
        )
    ]
    if index.band:
        facts.append(_band_fact(index))
    facts += [
        Fact(_("Reliability of the whole"), _coefficient(index.reliability)),
        Fact(_("If those missing stood 10 points lower"), decimal(index.nonresponse_scenario)),
    ]
    if index.band and index.tipping_delta is not None:
        facts.append(
            Fact(
                _("The band falls if they stood lower by"),
                _("%(points)s points") % {"points": decimal(index.tipping_delta)},
            )
        )
    return tuple(facts)


def _band_fact(index: OrganizationIndex) -> Fact:
    likely = (
        f"{term('organization_band', key)} {_probability(share)}"
        for key, _low, _high in ORGANIZATION_ZONES
        if (share := index.band_probabilities.get(key, 0.0)) >= SHOWN_FROM
    )
    note = _("borderline") if index.is_borderline else ""
    return Fact(_("Probability of the bands"), ", ".join(likely), note)


def _probability(share: float) -> str:
    """Nothing that was estimated is certain: what rounds to 100 percent is over 99."""
    if share > 1 - SHOWN_FROM:
        return _("over %(percent)s") % {"percent": percent(99)}
    return percent(100 * share)


def _coefficient(figure: PublishedFigure) -> str:
    if isinstance(figure, Estimate):
        return decimal(figure.value, 2)
    return term("withheld", figure.reason.value)


def gate_table(wave: PublishedWave) -> Table | None:
    """Gates that hold the band down, None where none does."""
    index = wave.index
    if not isinstance(index, OrganizationIndex) or not index.gates:
        return None
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    columns = (Column(_("Gate")), Column(_("Fired by")), Column(_("Highest band allowed")))
    rows = tuple(
        (
            term("organization_gate", gate.key),
            ", ".join(names.get(key, key) for key in gate.dimensions),
            term("organization_band", gate.cap),
        )
        for gate in index.gates
    )
    return Table(_("Gates that hold the band down"), columns, rows)


def no_gaps_text(alignment: CulturalAlignment | None) -> str:
    """Why expectation and perception are not compared."""
    if alignment is None:
        return _(
            "Nobody stated before the wave what they expect, so expectation and perception "
            "cannot be compared."
        )
    return _(
        "Expectation and perception are not compared: answers are so few, or so much alike, that "
        "the comparison is withheld."
    )


def alignment_facts(alignment: CulturalAlignment) -> tuple[Fact, ...]:
    """The alignment index and the mean gap; nothing where they are withheld."""
    index, mean = alignment.index, alignment.signed_mean_gap
    if mean is None:
        return ()
    value = points_text(index) if isinstance(index, Estimate) else term("gap", alignment.band)
    note = (
        _("targets declared by the sponsor; fewer than five leaders answered")
        if alignment.is_declared_target
        else _("from %(leaders)s leaders") % {"leaders": decimal(alignment.leaders)}
    )
    return (
        Fact(_("Cultural alignment (CAI)"), value, note),
        Fact(
            _("Mean gap"),
            _("%(points)s points") % {"points": decimal(mean)},
            _("positive: leaders expect more"),
        ),
    )

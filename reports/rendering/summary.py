"""The one-page summary: verdict, both axes, three findings, what to do first, how sure."""

from dataclasses import dataclass
from itertools import chain, zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charts.forms import draw_narrow
from charts.svg import Heading
from charts.verdict_grid import AxisValue, VerdictChart, draw_verdict
from deployments.selectors import AssessmentResult
from deployments.wording import band_words
from reports.narrative.axes import verdict_of
from reports.narrative.machines import machine_statements
from reports.narrative.people import people_statements
from reports.narrative.plan import first_actions, flip_conditions, title_statement, unknowns
from reports.narrative.statements import BOTH_SCORES, Sayable, Statement
from reports.narrative.terms import term
from reports.narrative.wording import decimal, percent, say
from reports.rendering.blocks import Column, Figure, Said, Table
from reports.rendering.figures import interval_text
from reports.rendering.saying import said
from reports.snapshots import Snapshot
from reports.verdict import (
    CELLS,
    ORGANIZATION_EDGES,
    TECHNOLOGY_EDGES,
    Axis,
    Missing,
    Paired,
    Standing,
    Tier,
    Verdict,
)
from surveys.selectors import OrganizationIndex, PublishedWave

SHOWN = 3
UNKNOWNS_SHOWN = 4


@dataclass(frozen=True)
class ScoreCard:
    """One axis: its score with interval and band, or why there is none."""

    label: str
    value: str
    interval: str
    band: str
    note: str


@dataclass(frozen=True)
class ActionLine:
    """Something to do first, in words."""

    said: Said
    owner: str
    horizon: str

    @property
    def text(self) -> str:
        """The sentence."""
        return self.said.text


@dataclass(frozen=True)
class Summary:
    """Everything on the summary page, in words."""

    title: Said
    certainty: str
    figure: Figure
    cards: tuple[ScoreCard, ...]
    findings: tuple[Said, ...]
    actions: tuple[ActionLine, ...]
    conditions: tuple[Said, ...]
    unknowns: tuple[Said, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """Every sentence that was chosen from figures, in reading order."""
        actions = tuple(action.said for action in self.actions)
        return (self.title, *self.findings, *actions, *self.conditions, *self.unknowns)


def summary_of(snapshot: Snapshot) -> Summary:
    """Put the summary of a snapshot in words of the active language."""
    verdict = verdict_of(snapshot)
    return Summary(
        title=said(title_statement(verdict)),
        certainty=_certainty(verdict),
        figure=_verdict_figure(verdict),
        cards=(_organization_card(snapshot, verdict), _technology_card(snapshot, verdict)),
        findings=tuple(said(statement, currency_of(snapshot)) for statement in _findings(snapshot)),
        actions=tuple(
            ActionLine(
                said(action.statement), term("owner", action.owner), term("horizon", action.horizon)
            )
            for action in first_actions(snapshot, verdict)
        ),
        conditions=tuple(said(statement) for statement in flip_conditions(snapshot, verdict)),
        unknowns=tuple(said(statement) for statement in unknowns(snapshot)[:UNKNOWNS_SHOWN]),
    )


def headline_of(snapshot: Snapshot) -> Said:
    """The verdict of a snapshot as one sentence of the active language."""
    return said(title_statement(verdict_of(snapshot)))


def currency_of(snapshot: Snapshot) -> str:
    """Currency of the assessment's amounts; empty where nothing was priced."""
    result = snapshot.technology.result if snapshot.technology else None
    return result.costs.currency if result and result.costs else ""


def _findings(snapshot: Snapshot) -> tuple[Sayable, ...]:
    """The most serious of each side in turn."""
    people = people_statements(snapshot.wave)
    result = snapshot.technology.result if snapshot.technology else None
    machines = machine_statements(result) if result else ()
    in_turn = chain.from_iterable(zip_longest(people, machines))
    return tuple(statement for statement in in_turn if statement is not None)[:SHOWN]


def _certainty(verdict: Verdict) -> str:
    if not isinstance(verdict, Paired):
        return ""
    if verdict.is_clear:
        return say(Statement("verdict.clear", BOTH_SCORES))
    names = ", ".join(term("cell", cell.value) for cell in verdict.cells[1:])
    return _("The intervals also reach: %(cells)s.") % {"cells": names}


def _organization_card(snapshot: Snapshot, verdict: Verdict) -> ScoreCard:
    wave, index = snapshot.wave, snapshot.wave.index
    label = _("People: organizational readiness")
    if not isinstance(index, OrganizationIndex):
        reason = (
            verdict.organization.reason if isinstance(verdict.organization, Missing) else "no_index"
        )
        return ScoreCard(label, "–", "", "", say(Statement(f"missing.{reason}", "wave.index")))
    score = index.score
    interval = ""
    if score.low is not None and score.high is not None:
        interval = _("95 percent interval %(low)s to %(high)s") % {
            "low": decimal(score.low),
            "high": decimal(score.high),
        }
    note = _answered_note(wave)
    if isinstance(verdict.organization, Missing):
        note = say(Statement(f"missing.{verdict.organization.reason}", "wave.index"))
    band = term("organization_band", index.band)
    return ScoreCard(label, decimal(score.value), interval, band, note)


def _answered_note(wave: PublishedWave) -> str:
    if not wave.invited:
        return _("%(answered)s answered; how many were invited is not known") % {
            "answered": decimal(wave.answered)
        }
    return _("%(answered)s of %(invited)s answered (%(rate)s)") % {
        "answered": decimal(wave.answered),
        "invited": decimal(wave.invited),
        "rate": percent(100 * wave.response_rate),
    }


def _technology_card(snapshot: Snapshot, verdict: Verdict) -> ScoreCard:
    label = _("Machines: technical readiness")
    result = snapshot.technology.result if snapshot.technology else None
    if result is None or isinstance(verdict.technology, Missing):
        reason = (
            verdict.technology.reason if isinstance(verdict.technology, Missing) else "not_sized"
        )
        return ScoreCard(label, "–", "", "", say(Statement(f"missing.{reason}", "technology")))
    standing = verdict.technology
    return ScoreCard(
        label,
        decimal(standing.score),
        _technology_range(decimal(standing.low), decimal(standing.high)),
        band_words(result.score.band),
        _technology_note(result),
    )


def _technology_range(low: str, high: str) -> str:
    """How far draws of prices, speed and load move the score; it moves only across thresholds."""
    if low == high:
        return _("Prices, speed and load, drawn from their ranges, do not move it")
    return _("80 percent range %(low)s to %(high)s") % {"low": low, "high": high}


def _technology_note(result: AssessmentResult) -> str:
    if result.gates:
        count = len(result.gates)
        return ngettext(
            "Held down by %(count)s gate, see the technology section",
            "Held down by %(count)s gates, see the technology section",
            count,
        ) % {"count": count}
    return _("Evidence for %(share)s of the questions") % {
        "share": percent(100 * result.score.coverage_share)
    }


def _verdict_figure(verdict: Verdict) -> Figure:
    title = _("Verdict: people against machines")
    heading = Heading("verdict", title, _description(verdict))
    is_paired = isinstance(verdict, Paired)
    people = _axis(verdict.organization) if is_paired else None
    machines = _axis(verdict.technology) if is_paired else None
    reached = frozenset(
        (int(row), int(column))
        for row in _tiers(verdict.organization)
        for column in _tiers(verdict.technology)
    )
    chosen = None
    if isinstance(verdict, Paired):
        chosen = (int(verdict.organization.tier), int(verdict.technology.tier))
    names = [[term("cell", CELLS[row, column].value) for column in Tier] for row in Tier]
    chart = VerdictChart(
        heading=heading,
        cells=((*names[0],), (*names[1],), (*names[2],)),  # type: ignore[arg-type]  # three each
        organization_label=pgettext("axis", "People"),
        technology_label=_("Machines"),
        organization_stops=(0.0, *ORGANIZATION_EDGES, 100.0),
        technology_stops=(0.0, *TECHNOLOGY_EDGES, 100.0),
        reached=reached,
        chosen=chosen,
        organization=people,
        technology=machines,
    )
    return Figure(
        key=heading.key,
        title=title,
        description=heading.description,
        svg=draw_verdict(chart),
        note=_("Cross: both scores with their intervals. Shaded: the fields that they reach.")
        if is_paired
        else _("No field is marked because one of the scores is missing."),
        table=_verdict_table(verdict, title),
        narrow_svg=draw_narrow(draw_verdict, chart),
    )


def _description(verdict: Verdict) -> str:
    if not isinstance(verdict, Paired):
        return _("A grid of nine fields. No field is marked because one of the scores is missing.")
    return _(
        "A grid of nine fields, people upwards, machines to the right. The point lies at "
        "%(people)s for people and %(machines)s for machines, in the field “%(cell)s”."
    ) % {
        "people": decimal(verdict.organization.score),
        "machines": decimal(verdict.technology.score),
        "cell": term("cell", verdict.cell.value),
    }


def _verdict_table(verdict: Verdict, caption: str) -> Table:
    columns = (Column(_("Axis")), Column(_("Score"), is_number=True))
    rows = (
        (pgettext("axis", "People"), _axis_text(verdict.organization)),
        (_("Machines"), _axis_text(verdict.technology)),
    )
    return Table(caption, columns, rows)


def _axis_text(axis: Axis) -> str:
    if isinstance(axis, Standing):
        return interval_text(axis.score, axis.low, axis.high)
    return "–"


def _axis(axis: Axis) -> AxisValue | None:
    return AxisValue(axis.score, axis.low, axis.high) if isinstance(axis, Standing) else None


def _tiers(axis: Axis) -> tuple[Tier, ...]:
    return axis.reached if isinstance(axis, Standing) else ()

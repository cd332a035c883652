"""The section about machines, in the order in which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deployments.selectors import AssessmentResult, Finding, Recommendation
from deployments.wording import (
    band_words,
    finding_words,
    gate_words,
    option_words,
    reason_words,
)
from reports.narrative.leads import machine_leads
from reports.narrative.machines import recommendation_statement
from reports.narrative.terms import term
from reports.narrative.wording import decimal, percent, say
from reports.rendering.blocks import Column, Fact, Figure, Said, Table
from reports.rendering.figures import interval_text
from reports.rendering.machines_compared import ComparisonPart, comparison_part
from reports.rendering.machines_fit import (
    capacity_table,
    configuration_table,
    latency_figure,
    memory_figure,
    pillar_figure,
    request_facts,
)
from reports.rendering.machines_money import (
    cost_figure,
    operating_table,
    option_table,
    tornado_figure,
)
from reports.rendering.machines_rules import RulesPart, rules_part
from reports.rendering.saying import said
from reports.snapshots import TechnologySnapshot


@dataclass(frozen=True)
class TechnologySection:
    """Everything said about machines. None and empty tuples leave their part out."""

    name: str
    request: tuple[Fact, ...]
    refusal: str
    score_facts: tuple[Fact, ...]
    gates: tuple[str, ...]
    memory: Figure | None
    memory_notes: tuple[str, ...]
    capacity: Table | None
    latency: Figure | None
    speed_basis: str
    configurations: Table | None
    costs: Figure | None
    options: Table | None
    operating: Table | None
    tornado: Figure | None
    cost_notes: tuple[str, ...]
    pillars: Figure | None
    recommendation: str
    reasons: tuple[str, ...]
    flips: tuple[str, ...]
    assumptions: Table
    sources: Table
    notes: tuple[str, ...]
    rules: RulesPart
    comparison: ComparisonPart | None = None
    leads: Mapping[str, Said] = field(default_factory=dict)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in reading order."""
        parts = (self.pillars, self.memory, self.latency, self.costs, self.tornado)
        compared = self.comparison.memory if self.comparison else ()
        return (*(figure for figure in parts if figure is not None), *compared)


def technology_section(
    technology: TechnologySnapshot, compared: tuple[TechnologySnapshot, ...] = ()
) -> TechnologySection:
    """Put the section of an assessment, beside those compared, in words of the active language."""
    result = technology.result
    if result is None:
        return _refused(technology)
    costs = result.costs
    currency = costs.currency if costs else ""
    advice = result.recommendation
    return TechnologySection(
        name=technology.name,
        request=request_facts(technology),
        refusal="",
        score_facts=_score_facts(result),
        gates=tuple(gate_words(gate) for gate in result.gates),
        memory=memory_figure(result.memory),
        memory_notes=tuple(finding_words(note, currency) for note in result.memory.notes),
        capacity=capacity_table(result),
        latency=latency_figure(result.speed, technology.scenario) if result.speed else None,
        speed_basis=" ".join(finding_words(note) for note in result.notes if _is_of_speed(note)),
        configurations=configuration_table(result.configurations),
        costs=cost_figure(costs) if costs else None,
        options=option_table(costs, advice) if costs else _utility_table(advice),
        operating=operating_table(costs) if costs else None,
        tornado=tornado_figure(costs) if costs else None,
        cost_notes=tuple(finding_words(note, currency) for note in costs.notes) if costs else (),
        pillars=pillar_figure(result.pillars),
        recommendation=say(recommendation_statement(result)),
        reasons=tuple(reason_words(reason, currency) for reason in advice.reasons),
        flips=tuple(finding_words(flip, currency) for flip in advice.flips),
        assumptions=_assumption_table(technology),
        sources=_source_table(technology),
        notes=tuple(
            finding_words(note, currency) for note in result.notes if not _is_of_speed(note)
        ),
        rules=rules_part(technology),
        comparison=comparison_part(technology, compared),
        leads={section: said(statement) for section, statement in machine_leads(result).items()},
    )


def _is_of_speed(note: Finding) -> bool:
    """Whether a note says what the speed rests on: it stands beside the speed."""
    return note.key.startswith("speed.")


def _refused(technology: TechnologySnapshot) -> TechnologySection:
    outcome = technology.outcome
    reason = "" if isinstance(outcome, AssessmentResult) else finding_words(outcome.reason)
    return TechnologySection(
        name=technology.name,
        request=request_facts(technology),
        refusal=reason,
        score_facts=(),
        gates=(),
        memory=None,
        memory_notes=(),
        capacity=None,
        latency=None,
        speed_basis="",
        configurations=None,
        costs=None,
        options=None,
        operating=None,
        tornado=None,
        cost_notes=(),
        pillars=None,
        recommendation="",
        reasons=(),
        flips=(),
        assumptions=_assumption_table(technology),
        sources=_source_table(technology),
        notes=(),
        rules=rules_part(technology),
    )


def _score_facts(result: AssessmentResult) -> tuple[Fact, ...]:
    score = result.score
    value = _("insufficient evidence")
    if score.value is not None and score.low is not None and score.high is not None:
        value = interval_text(score.value, score.low, score.high)
    return (
        Fact(_("Technical readiness"), value, band_words(score.band)),
        Fact(_("Evidence given"), percent(100 * score.coverage_share)),
        Fact(
            _("Power"),
            _("%(idle)s kW idle, %(peak)s kW at peak")
            % {
                "idle": decimal(result.power.idle_kw, 1),
                "peak": decimal(result.power.peak_kw, 1),
            },
        ),
    )


def _utility_table(advice: Recommendation) -> Table:
    columns = (Column(_("Option")), Column(_("Utility"), is_number=True))
    rows = tuple(
        (
            option_words(entry.option),
            _("ruled out") if entry.excluded_by else decimal(entry.utility, 2),
        )
        for entry in advice.utilities
    )
    return Table(_("Options by utility"), columns, rows)


def _assumption_table(technology: TechnologySnapshot) -> Table:
    costs = technology.scenario.costs
    columns = (Column(_("Assumption")), Column(_("Value"), is_number=True))
    caption = _("Assumptions as entered")
    if costs is None:
        return Table(caption, columns, ())
    amounts = (
        "capex",
        "network_capex",
        "price_per_kwh",
        "colocation_per_kw_month",
        "salary_per_year",
        "licenses_per_year",
        "network_per_year",
    )
    shares = ("residual_share", "utilization", "support_share", "discount_rate")
    numbers = ("life_years", "pue", "staff_fte")
    rows = [
        *(
            (term("cost_input", key), _amount(getattr(costs, key), costs.currency))
            for key in amounts
        ),
        *((term("cost_input", key), percent(100 * getattr(costs, key))) for key in shares),
        *((term("cost_input", key), decimal(getattr(costs, key), 1)) for key in numbers),
    ]
    return Table(caption, columns, tuple(rows))


def _amount(amount: object, currency: str) -> str:
    if amount is None:
        return _("from the catalog")
    number = float(str(amount))
    return f"{decimal(number, 2 if 0 < abs(number) < 10 else 0)} {currency}"


def _source_table(technology: TechnologySnapshot) -> Table:
    columns = (
        Column(_("Value of")),
        Column(_("Source")),
        Column(_("Read on")),
        Column(_("Checked")),
    )
    rows = tuple(
        (
            cited.title,
            cited.source.text,
            date_format(cited.source.read_date),
            _("yes") if cited.source.is_verified else _("no"),
        )
        for cited in technology.sources
    )
    return Table(_("Sources of catalog values"), columns, rows)

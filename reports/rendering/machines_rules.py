"""Rules and people behind the machines: where data may go, law, security, skills, open points."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deployments.selectors import Pillar, QuestionState, Scenario
from deployments.wording import (
    destination_words,
    in_reader_language,
    lack_words,
    pillar_words,
    risk_words,
    role_words,
)
from reports.narrative.wording import decimal, percent
from reports.rendering.blocks import Column, Fact, Table
from reports.snapshots import TechnologySnapshot

ASKED_PILLARS = (Pillar.SOVEREIGNTY, Pillar.SECURITY, Pillar.OPERATIONS)
"""Pillars that rest on answers rather than on figures."""


@dataclass(frozen=True)
class RulesPart:
    """Facts about law and data, what answers settle, and what is still open."""

    facts: tuple[Fact, ...]
    settled: Table | None
    open_points: Table | None


def rules_part(technology: TechnologySnapshot) -> RulesPart:
    """Put the part in words of the active language."""
    return RulesPart(
        facts=(*_data_facts(technology), *_law_facts(technology.scenario)),
        settled=_settled_table(technology.questions),
        open_points=_open_table(technology.questions),
    )


def _data_facts(technology: TechnologySnapshot) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            in_reader_language(entry.title),
            _("%(share)s of the requests") % {"share": percent(100 * entry.share)},
            destination_words(entry.destination),
        )
        for entry in technology.data_shares
        if entry.share > 0
    )


def _law_facts(scenario: Scenario) -> tuple[Fact, ...]:
    facts, costs = scenario.sovereignty, scenario.costs
    staff = (
        _("not stated")
        if costs is None
        else _("%(fte)s full-time equivalents") % {"fte": decimal(costs.staff_fte, 1)}
    )
    return (
        Fact(_("Role under the EU AI Act"), role_words(facts.ai_act_role)),
        Fact(
            _("Risk class of the use"),
            risk_words(facts.risk_class),
            _oversight_note(needed=facts.needs_oversight, named=facts.has_oversight_owner),
        ),
        Fact(
            _("License"),
            _("permits the use") if facts.is_license_permitting else _("forbids the use"),
        ),
        Fact(_("Air gap"), _yes_or_no(is_yes=scenario.site.is_air_gapped)),
        Fact(
            _("People who run it"),
            staff,
            _("with a support contract")
            if facts.has_support_contract
            else _("without a support contract"),
        ),
    )


def _oversight_note(*, needed: bool, named: bool) -> str:
    if not needed:
        return ""
    return _("oversight: a person is named") if named else _("oversight: nobody is named")


def _yes_or_no(*, is_yes: bool) -> str:
    return _("yes") if is_yes else _("no")


def _settled_table(questions: tuple[QuestionState, ...]) -> Table | None:
    """How many questions of each asked pillar are settled."""
    if not questions:
        return None
    columns = (
        Column(_("Pillar")),
        Column(_("Questions"), is_number=True),
        Column(_("Answered"), is_number=True),
        Column(_("Settled"), is_number=True),
    )
    rows = []
    for pillar in ASKED_PILLARS:
        asked = [question for question in questions if question.pillar is pillar]
        rows.append(
            (
                pillar_words(pillar),
                decimal(len(asked)),
                decimal(sum(question.value is not None for question in asked)),
                decimal(sum(question.lack is None for question in asked)),
            )
        )
    return Table(_("Questions settled: fully in place, and proven"), columns, tuple(rows))


def _open_table(questions: tuple[QuestionState, ...]) -> Table | None:
    """Points with an owner or a date first; questions nobody has taken up follow."""
    still_open = [question for question in questions if question.lack is not None]
    if not still_open:
        return None
    columns = (
        Column(_("Open point")),
        Column(_("Pillar")),
        Column(_("What is missing")),
        Column(_("Owner")),
        Column(_("Due")),
    )
    rows = tuple(_open_row(question) for question in sorted(still_open, key=_urgency))
    caption = ngettext("%(count)s open point", "%(count)s open points", len(rows)) % {
        "count": decimal(len(rows))
    }
    return Table(caption, columns, rows)


def _open_row(question: QuestionState) -> tuple[str, ...]:
    return (
        in_reader_language(question.text),
        pillar_words(question.pillar),
        lack_words(question.lack) if question.lack else "",
        question.owner or _("nobody yet"),
        date_format(question.due_date) if question.due_date else "–",
    )


def _urgency(question: QuestionState) -> tuple[bool, str, bool]:
    due = question.due_date.isoformat() if question.due_date else ""
    return (not due, due, not question.owner)

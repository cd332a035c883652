"""Snapshots of the reports that are looked at."""

import datetime as dt
from dataclasses import replace

from reports.snapshots import FORMAT_VERSION, Snapshot, TechnologySnapshot
from surveys.selectors import PublishedWave
from tests.reports import assessments, waves


def snapshot(
    wave: PublishedWave,
    technology: TechnologySnapshot | None,
    *,
    title: str = "AI readiness 2026",
    language: str = "en",
) -> Snapshot:
    """A snapshot with fixed names and dates."""
    return Snapshot(
        format_version=FORMAT_VERSION,
        report_id="0d4bd1f2-0000-4000-8000-000000000003",
        title=title,
        language=language,
        prepared_date=dt.date(2026, 10, 14),
        software_version="0.1.0",
        wave=wave,
        technology=technology,
    )


def normal(language: str = "en") -> Snapshot:
    """A skeptical workforce and a platform that is ready with conditions."""
    return snapshot(
        waves.skeptical_wave(),
        assessments.technology(assessments.conditional_result()),
        language=language,
    )


def compared() -> Snapshot:
    """Three candidates side by side, one of which does not fit."""
    chosen = normal()
    others = (
        assessments.technology(assessments.ready_result(), name="Two sites, sixteen H200"),
        assessments.technology(assessments.blocked_result(), name="One server in the branch"),
    )
    return replace(chosen, compared=others)


def tiny() -> Snapshot:
    """Nothing may be shown about the organization."""
    return snapshot(waves.tiny_wave(), assessments.technology(assessments.conditional_result()))


def people_only() -> Snapshot:
    """No assessment was made."""
    return snapshot(waves.skeptical_wave("ai_readiness"), None)


def blocked() -> Snapshot:
    """The model does not fit."""
    return snapshot(
        waves.skeptical_wave("ai_readiness"), assessments.technology(assessments.blocked_result())
    )


def long_names() -> Snapshot:
    """German, with names longer than any column."""
    return snapshot(
        waves.long_names_wave(),
        assessments.technology(assessments.conditional_result()),
        title=(
            "Bericht zur KI-Bereitschaft der "
            "Rechtsschutzversicherungsgesellschaftenverwaltung Süddeutschland"
        ),
        language="de",
    )


def unstated() -> Snapshot:
    """No expectation, few comments, low participation."""
    return snapshot(waves.unstated_wave(), assessments.technology(assessments.conditional_result()))


def many_groups() -> Snapshot:
    """Twelve departments and sixty places, and an assessment that could not be sized."""
    return snapshot(waves.many_groups_wave(), assessments.technology(assessments.refusal()))


def imported() -> Snapshot:
    """Answers that were collected elsewhere."""
    return snapshot(waves.imported_wave(), assessments.technology(assessments.ready_result()))


def excellent() -> Snapshot:
    """Ready on both axes."""
    return snapshot(waves.excellent_wave(), assessments.technology(assessments.ready_result()))

"""Released waves with known content: a skeptical company of 1,200, and the edges of what exists."""

import datetime as dt
from dataclasses import replace

from surveys.selectors import (
    CulturalAlignment,
    Estimate,
    NoExpectation,
    NoIndex,
    OrganizationIndex,
    PublishedDimension,
    PublishedGroup,
    PublishedWave,
    Withheld,
    WithheldComments,
    WithheldReason,
)
from tests.reports.planted import (
    DEPARTMENTS,
    LONG_DEPARTMENTS,
    changes_since,
    dimension_at,
    earlier_wave,
    gap_of,
    group_of,
    instrument,
    item_at,
    item_of,
    one_choice,
    skeptical_alignment,
    skeptical_index,
    two_questions,
)

RELEASED = dt.date(2026, 10, 9)


def skeptical_wave(name: str = "hackathon_pulse") -> PublishedWave:
    """About 1,200 people, 689 answers, leaders who expect much more than the workforce reports."""
    parsed = instrument(name)
    answered = 689
    return PublishedWave(
        wave_id="7f1c2a34-0000-4000-8000-000000000001",
        initiative="Company-wide AI hackathon",
        survey="Hackathon pulse",
        number=2,
        instrument_key=parsed["key"],
        instrument_version=parsed["version"],
        instrument_fingerprint="3b5d5c3712955042212316173ccf37be80000000000000000000000000000001",
        opened_date=dt.date(2026, 9, 21),
        closed_date=dt.date(2026, 10, 2),
        released_date=RELEASED,
        is_imported=False,
        invited=1204,
        answered=answered,
        min_group_size=5,
        min_distribution_size=10,
        min_comment_size=10,
        retention_mode="cube_only",
        scale_labels={key: tuple(labels) for key, labels in parsed["scale_labels"].items()},
        index=skeptical_index(answered, [entry["key"] for entry in parsed["dimensions"]]),
        dimensions=tuple(dimension_at(entry, answered) for entry in parsed["dimensions"]),
        items=tuple(item_of(entry, answered) for entry in parsed["items"] if "dimension" in entry),
        choices=(one_choice(),),
        advocacy=Estimate(-31.2, n=671, low=-37.0, high=-25.4),
        alignment=skeptical_alignment(parsed),
        groups=tuple(group_of(parsed, *row) for row in DEPARTMENTS),
        comments=two_questions(),
        earlier=(earlier_wave(parsed),),
        changes=changes_since(parsed),
        cube_fingerprint="9e107d9d372bb6826bd81d3542a419d600000000000000000000000000000001",
    )


def tiny_wave() -> PublishedWave:
    """Seven answers of nine people: a score may not even be reckoned, and no group is shown."""
    few = Withheld(WithheldReason.TOO_FEW, n=None)
    wave = skeptical_wave()
    return replace(
        wave,
        initiative="Pilot in the workshop",
        invited=9,
        answered=7,
        index=NoIndex(WithheldReason.TOO_FEW, n=7),
        dimensions=tuple(
            replace(
                entry,
                score=few,
                shares=few,
                reliability=few,
                agreement_distance=few,
                is_polarized=False,
                band="",
            )
            for entry in wave.dimensions
        ),
        items=tuple(replace(item, shares=few, points=few) for item in wave.items),
        choices=(),
        advocacy=few,
        alignment=NoExpectation(),
        groups=tuple(_hidden_group(wave, level) for level in ("Early shift", "Late shift")),
        comments=tuple(
            WithheldComments(c.question, c.text, WithheldReason.TOO_FEW) for c in wave.comments
        ),
        earlier=(),
        changes=(),
    )


def unstated_wave() -> PublishedWave:
    """Nobody stated an expectation, few commented, and fewer than a third answered."""
    wave = skeptical_wave()
    index = skeptical_index(310, [entry.key for entry in wave.dimensions])
    return replace(
        wave,
        invited=1204,
        answered=310,
        index=replace(index, band="", gates=()),
        alignment=NoExpectation(),
        comments=tuple(
            WithheldComments(c.question, c.text, WithheldReason.TOO_FEW) for c in wave.comments
        ),
        earlier=(),
        changes=(),
    )


def many_groups_wave() -> PublishedWave:
    """Twelve departments and sixty places."""
    wave = skeptical_wave("ai_readiness")
    parsed = instrument("ai_readiness")
    places = tuple(
        replace(
            group_of(parsed, f"Place {number:02}", 4 + number % 23, (number * 7) % 31 - 15.0),
            reporting_dimension="location",
        )
        for number in range(1, 61)
    )
    return replace(wave, groups=(*wave.groups, *places))


def imported_wave() -> PublishedWave:
    """Collected elsewhere: no core dimension, nobody knows how many were invited."""
    wave = skeptical_wave()
    return replace(
        wave,
        is_imported=True,
        opened_date=None,
        closed_date=None,
        invited=0,
        index=NoIndex(WithheldReason.NOT_ASKED, n=689),
        dimensions=tuple(replace(entry, is_core=False, band="") for entry in wave.dimensions),
        alignment=NoExpectation(),
        comments=(),
        earlier=(),
        changes=(),
    )


def excellent_wave() -> PublishedWave:
    """A workforce that is ready and agrees with its leaders, on the long instrument."""
    wave = skeptical_wave("ai_readiness")
    dimensions = tuple(
        replace(
            entry,
            score=Estimate(78.0 + index, n=940, low=76.8 + index, high=79.2 + index),
            is_polarized=False,
            band="ready" if 78.0 + index < 85 else "leading",
        )
        for index, entry in enumerate(wave.dimensions)
    )
    return replace(
        wave,
        initiative="AI at work",
        survey="AI readiness",
        answered=951,
        index=OrganizationIndex(
            score=Estimate(81.6, n=951, low=80.7, high=82.5),
            reliability=Estimate(0.88, n=951, low=0.86, high=0.89),
            band="ready",
            ungated_band="ready",
            band_probabilities={"ready": 1.0},
            is_borderline=False,
            gates=(),
            nonresponse_scenario=79.5,
            tipping_delta=55.2,
        ),
        dimensions=dimensions,
        items=tuple(item_at(item, 80.0, 951) for item in wave.items),
        alignment=_aligned(dimensions),
        earlier=(),
        changes=(),
    )


def long_names_wave() -> PublishedWave:
    """German names that are longer than any column."""
    wave = skeptical_wave("ai_readiness")
    parsed = instrument("ai_readiness")
    dimensions = tuple(
        replace(
            entry,
            name={**entry.name, "de": f"{entry.name['de']} und Veränderungsbereitschaftskultur"},
        )
        for entry in wave.dimensions
    )
    return replace(
        wave,
        initiative=(
            "Unternehmensweite Einführung generativer KI in der "
            "Kraftfahrzeughaftpflichtversicherungsschadenregulierung"
        ),
        survey="Bereitschaftsbefragung der Rechtsschutzversicherungsgesellschaften",
        dimensions=dimensions,
        groups=tuple(group_of(parsed, *row) for row in LONG_DEPARTMENTS),
    )


def _hidden_group(wave: PublishedWave, level: str) -> PublishedGroup:
    hidden = Withheld(WithheldReason.TOO_FEW)
    keys = [entry.key for entry in wave.dimensions]
    return PublishedGroup("shift", level, None, hidden, dict.fromkeys(keys, hidden))


def _aligned(dimensions: tuple[PublishedDimension, ...]) -> CulturalAlignment:
    known = [(entry.key, entry.score) for entry in dimensions]
    gaps = tuple(
        gap_of(key, score.value + 1.5, score.value)
        for key, score in known
        if isinstance(score, Estimate)
    )
    return CulturalAlignment(
        leaders=7,
        index=Withheld(WithheldReason.TOO_FEW, n=7),
        band="aligned",
        signed_mean_gap=1.5,
        gaps=gaps,
        is_declared_target=False,
    )

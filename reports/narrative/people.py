"""Chooses what is worth saying about the organization, the most serious first. Pure."""

from collections.abc import Iterator

from reports.narrative.statements import Amount, Change, Name, Points, Statement, Term, Value
from surveys.selectors import (
    CulturalAlignment,
    Estimate,
    OrganizationIndex,
    PublishedDimension,
    PublishedGap,
    PublishedGate,
    PublishedWave,
)

LOW_BELOW = 55.0
"""Points under which a dimension is named as a weakness: the edge of `developing`."""
STRONG_FROM = 70.0
"""Points from which a dimension is named as a strength: the edge of `ready`."""
SPLIT_ABOVE = 1.2
"""Distance in scale points that alone makes a dimension split (ORS-1)."""


def people_statements(wave: PublishedWave) -> tuple[Statement, ...]:
    """All statements, gates first, then gaps, weaknesses, splits, changes, strengths.

    A dimension is named once: the most serious statement about it stays.
    """
    said: set[str] = set()
    chosen: list[Statement] = []
    for dimension, statement in _candidates(wave):
        if dimension not in said:
            said.add(dimension)
            chosen.append(statement)
    return tuple(chosen)


def weak_dimensions(wave: PublishedWave) -> tuple[str, ...]:
    """Keys of the dimensions that need work, the most urgent first."""
    gated = [dimension for gate in _gates(wave) for dimension in _by_score(wave, gate.dimensions)]
    low = [
        entry.key
        for entry in _scored(wave)
        if isinstance(entry.score, Estimate) and entry.score.value < LOW_BELOW
    ]
    return tuple(dict.fromkeys([*gated, *low]))


def _candidates(wave: PublishedWave) -> Iterator[tuple[str, Statement]]:
    for gate in _gates(wave):
        for dimension in _by_score(wave, gate.dimensions)[:1]:
            statement = _gate_statement(wave, gate, dimension)
            if statement is not None:
                yield dimension, statement
    for gap in _confirmed_gaps(wave):
        yield gap.dimension, _gap_statement(wave, gap, "people.gap")
    scored = _scored(wave)
    if scored and _points(scored[0]) < LOW_BELOW:
        yield scored[0].key, _score_statement(scored[0], "people.lowest")
    for entry in scored:
        if entry.is_polarized:
            yield entry.key, _split_statement(entry)
    yield from _moves(wave)
    if scored and _points(scored[-1]) >= STRONG_FROM:
        yield scored[-1].key, _score_statement(scored[-1], "people.highest")
    if scored and _points(scored[0]) >= LOW_BELOW:
        yield scored[0].key, _score_statement(scored[0], "people.least")


def _gates(wave: PublishedWave) -> tuple[PublishedGate, ...]:
    return wave.index.gates if isinstance(wave.index, OrganizationIndex) else ()


def _scored(wave: PublishedWave) -> list[PublishedDimension]:
    """Dimensions with a score, the lowest first."""
    known = [entry for entry in wave.dimensions if isinstance(entry.score, Estimate)]
    return sorted(known, key=lambda entry: (_points(entry), entry.key))


def _by_score(wave: PublishedWave, keys: tuple[str, ...]) -> list[str]:
    ordered = [entry.key for entry in _scored(wave) if entry.key in keys]
    return [*ordered, *(key for key in keys if key not in ordered)]


def _points(entry: PublishedDimension) -> float:
    return entry.score.value if isinstance(entry.score, Estimate) else 0.0


def _find(wave: PublishedWave, key: str) -> PublishedDimension | None:
    return next((entry for entry in wave.dimensions if entry.key == key), None)


def _confirmed_gaps(wave: PublishedWave) -> list[PublishedGap]:
    if not isinstance(wave.alignment, CulturalAlignment):
        return []
    gaps = [
        gap
        for gap in wave.alignment.gaps
        if gap.is_confirmed and gap.label in {"material", "severe"}
    ]
    return sorted(gaps, key=lambda gap: (-abs(gap.gap), gap.dimension))


def _gate_statement(wave: PublishedWave, gate: PublishedGate, dimension: str) -> Statement | None:
    if gate.key == "blind_spot":
        gaps = [gap for gap in _confirmed_gaps(wave) if gap.dimension == dimension]
        return _gap_statement(wave, gaps[0], "people.gate.blind_spot") if gaps else None
    entry = _find(wave, dimension)
    if entry is None or not isinstance(entry.score, Estimate):
        return None
    return Statement(
        key=f"people.gate.{gate.key}",
        source=f"wave.index.gates.{gate.key}",
        figures={
            "dimension": Name(entry.name),
            "score": Points(entry.score.value),
            "cap": Term("organization_band", gate.cap),
        },
    )


def _gap_statement(wave: PublishedWave, gap: PublishedGap, key: str) -> Statement:
    entry = _find(wave, gap.dimension)
    suffix = "" if gap.gap >= 0 else ".hidden_strength"
    return Statement(
        key=f"{key}{suffix}" if key == "people.gap" else key,
        source=f"wave.alignment.gaps.{gap.dimension}",
        figures={
            "dimension": Name(entry.name if entry else {}),
            "expected": Points(gap.expected),
            "perceived": Points(gap.perceived),
            "gap": Points(abs(gap.gap)),
        },
    )


def _score_statement(entry: PublishedDimension, key: str) -> Statement:
    score = entry.score
    known = isinstance(score, Estimate) and score.low is not None and score.high is not None
    figures: dict[str, Name | Points] = {"dimension": Name(entry.name)}
    if isinstance(score, Estimate):
        figures["score"] = Points(score.value)
        if score.low is not None and score.high is not None:
            figures |= {"low": Points(score.low), "high": Points(score.high)}
    suffix = "" if known else ".plain"
    return Statement(f"{key}{suffix}", f"wave.dimensions.{entry.key}.score", figures)


def _split_statement(entry: PublishedDimension) -> Statement:
    source = f"wave.dimensions.{entry.key}.agreement_distance"
    distance = entry.agreement_distance
    if isinstance(distance, Estimate) and distance.value > SPLIT_ABOVE:
        figures: dict[str, Value] = {
            "dimension": Name(entry.name),
            "distance": Amount(distance.value, 1),
        }
        return Statement("people.split", source, figures)
    return Statement("people.split.plain", source, {"dimension": Name(entry.name)})


def _moves(wave: PublishedWave) -> Iterator[tuple[str, Statement]]:
    moved = [change for change in wave.changes if change.verdict == "moved"]
    for change in sorted(moved, key=lambda entry: (-abs(entry.change), entry.key)):
        entry = _find(wave, change.key)
        if entry is not None:
            yield (
                entry.key,
                Statement(
                    "people.moved",
                    f"wave.changes.{entry.key}",
                    {
                        "dimension": Name(entry.name),
                        "change": Change(change.change),
                        "low": Change(change.low),
                        "high": Change(change.high),
                    },
                ),
            )

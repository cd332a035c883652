"""Chooses what is worth saying about the technology, the most serious first. Pure."""

from collections.abc import Iterator, Mapping

from deployments.selectors import (
    AssessmentResult,
    Finding,
    GateHit,
    Option,
    PillarScore,
)
from reports.narrative.statements import Amount, Points, Share, Statement, Term, Value, Verbatim


def machine_statements(result: AssessmentResult) -> tuple[Statement, ...]:
    """All statements: gates, recommendation, latency, headroom, break-even, weakest pillar."""
    return tuple(_candidates(result))


def gate_statement(gate: GateHit) -> Statement:
    """Return the gate as a sentence to be."""
    return Statement(f"gate.{gate.key}", f"technology.gates.{gate.key}", values_of(gate.figures))


def finding_statement(finding: Finding, source: str) -> Statement:
    """Return a finding of the sizing as a sentence to be."""
    return Statement(finding.key, source, values_of(finding.figures))


def values_of(figures: Mapping[str, object]) -> dict[str, Value]:
    """Give plain figures the form in which they are printed, by the unit that ends their name."""
    return {name: _value(name, figure) for name, figure in figures.items()}


def weakest_pillar(result: AssessmentResult) -> PillarScore | None:
    """Return the pillar that costs the score most: weight times points short of 100."""
    scored = [row for row in result.pillars if row.score is not None]
    if not scored:
        return None
    return max(scored, key=lambda row: (row.weight * (100 - (row.score or 0.0)), row.pillar.value))


def _candidates(result: AssessmentResult) -> Iterator[Statement]:
    for gate in sorted(result.gates, key=lambda hit: (hit.cap, hit.key)):
        yield gate_statement(gate)
    yield recommendation_statement(result)
    if result.memory.fits:
        yield Statement(
            "machines.headroom",
            "technology.memory.headroom_gib",
            {
                "headroom": Amount(result.memory.headroom_gib.central),
                "concurrency": Amount(result.memory.max_concurrency),
            },
        )
    yield from _break_even(result)


def recommendation_statement(result: AssessmentResult) -> Statement:
    """Return where to run the model, and how sure that is."""
    advice = result.recommendation
    source = "technology.recommendation"
    if advice.option is None:
        return Statement("machines.no_option", source)
    certainty = "firm" if advice.is_firm else "open"
    return Statement(
        f"machines.recommendation.{certainty}",
        source,
        {
            "option": Term("option", advice.option.value),
            "share": Share(advice.agreement_share),
        },
    )


def _break_even(result: AssessmentResult) -> Iterator[Statement]:
    if result.costs is None or result.costs.of(Option.CLOUD_GPU) is None:
        return
    month = result.costs.break_even_month
    source = "technology.costs.break_even_month"
    if month is None:
        yield Statement("machines.no_break_even", source)
    else:
        yield Statement("machines.break_even", source, {"months": Amount(month)})


def _value(name: str, figure: object) -> Value:
    if not isinstance(figure, int | float) and not hasattr(figure, "as_tuple"):
        return Verbatim(str(figure))
    number = figure
    if name == "share" or name.endswith("_share"):
        return Share(float(number))  # type: ignore[arg-type]  # narrowed by the lines above
    if name == "points" or name.endswith("_points"):
        return Points(float(number))  # type: ignore[arg-type]  # same
    return Amount(number, _decimals(float(number)))  # type: ignore[arg-type]  # same


def _decimals(number: float) -> int:
    if number == int(number) or abs(number) >= 100:
        return 0
    return 1 if abs(number) >= 10 else 2

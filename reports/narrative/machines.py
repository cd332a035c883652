"""Chooses what is worth saying about the technology, the most serious first. Pure."""

from collections.abc import Iterator

from deployments.selectors import AssessmentResult, Option, PillarScore
from reports.narrative.statements import Amount, OptionName, Sayable, Share, Statement, Value


def machine_statements(result: AssessmentResult) -> tuple[Sayable, ...]:
    """All statements: gates, the lowest cap first, then recommendation, headroom, break-even."""
    gates = sorted(result.gates, key=lambda hit: (hit.cap, hit.key))
    return (*gates, *_candidates(result))


def recommendation_statement(result: AssessmentResult) -> Statement:
    """Return where to run the model, and how sure that is."""
    advice = result.recommendation
    source = "technology.outcome.recommendation"
    if advice.option is None:
        return Statement("machines.no_option", source)
    certainty = "firm" if advice.is_firm else "open"
    figures: dict[str, Value] = {
        "option": OptionName(advice.option),
        "share": Share(advice.agreement_share),
    }
    return Statement(f"machines.recommendation.{certainty}", source, figures)


def weakest_pillar(result: AssessmentResult) -> PillarScore | None:
    """Return the pillar that costs the score most: weight times points short of 100."""
    scored = [row for row in result.pillars if row.score is not None]
    if not scored:
        return None
    return max(scored, key=lambda row: (row.weight * (100 - (row.score or 0.0)), row.pillar.value))


def _candidates(result: AssessmentResult) -> Iterator[Statement]:
    yield recommendation_statement(result)
    if result.memory.fits:
        yield Statement(
            "machines.headroom",
            "technology.outcome.memory.headroom_gib",
            {
                "headroom": Amount(result.memory.headroom_gib.central),
                "concurrency": Amount(result.memory.max_concurrency),
            },
        )
    yield from _break_even(result)


def _break_even(result: AssessmentResult) -> Iterator[Statement]:
    if result.costs is None or result.costs.of(Option.CLOUD_GPU) is None:
        return
    month = result.costs.break_even_month
    source = "technology.outcome.costs.break_even_month"
    if month is None:
        yield Statement("machines.no_break_even", source)
    else:
        yield Statement("machines.break_even", source, {"months": Amount(month)})

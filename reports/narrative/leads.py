"""The sentence that opens a section: what its figures say, before they are looked at. Pure."""

from collections.abc import Callable, Mapping

from deployments.selectors import AssessmentResult
from reports.narrative.machines import weakest_pillar
from reports.narrative.statements import (
    Amount,
    Change,
    Name,
    OptionName,
    PillarName,
    Points,
    Share,
    Statement,
    Term,
    Text,
    Thousands,
    Value,
)
from surveys.selectors import (
    CommentSummary,
    CulturalAlignment,
    Estimate,
    PublishedDimension,
    PublishedItem,
    PublishedWave,
    Shares,
    TrendChange,
    Withheld,
)

READY_FROM = 70.0
"""Points from which a dimension counts as ready (ORS-1)."""
INDEX_KEY = "ors"
"""Key of the organization's score among the changes."""


def people_leads(wave: PublishedWave) -> Mapping[str, Statement]:
    """Opening statements by section; a section without one has nothing to compare."""
    return _told(
        {
            "dimensions": lambda: _dimensions(wave),
            "answers": lambda: _answers(wave),
            "agreement": lambda: _agreement(wave),
            "gaps": lambda: _gaps(wave),
            "groups": lambda: _groups(wave),
            "trend": lambda: _trend(wave),
        }
    )


def machine_leads(result: AssessmentResult) -> Mapping[str, Statement]:
    """Opening statements by section of the technology."""
    return _told(
        {
            "pillars": lambda: _pillars(result),
            "capacity": lambda: _capacity(result),
            "costs": lambda: _costs(result),
        }
    )


def comment_lead(summary: CommentSummary) -> Statement | None:
    """Which theme is named most, and which one most critically."""
    themes = [theme for theme in summary.themes if theme.key != "emerging"]
    if not themes:
        return None
    most = max(themes, key=lambda theme: (theme.n, theme.key))
    told = [
        (theme.tone.negative.middle_percent, theme.key)
        for theme in themes
        if not isinstance(theme.tone, Withheld)
    ]
    source = f"wave.comments.{summary.question}.themes.{most.key}"
    figures: dict[str, Value] = {
        "theme": Term("theme", most.key),
        "n": Amount(most.n),
        "total": Amount(summary.n),
    }
    if not told or max(told)[1] == most.key:
        return Statement("lead.comments", source, figures)
    figures["critical"] = Term("theme", max(told)[1])
    return Statement("lead.comments.critical", source, figures)


def _told(makers: Mapping[str, Callable[[], Statement | None]]) -> dict[str, Statement]:
    made = {section: make() for section, make in makers.items()}
    return {section: statement for section, statement in made.items() if statement is not None}


def _dimensions(wave: PublishedWave) -> Statement | None:
    known = [
        (entry.score.value, entry.key, entry)
        for entry in wave.dimensions
        if isinstance(entry.score, Estimate)
    ]
    if len(known) < 2:
        return None
    (low, _low_key, lowest), (high, _high_key, highest) = min(known), max(known)
    ready = sum(value >= READY_FROM for value, _key, _entry in known)
    figures: dict[str, Value] = {
        "highest": Name(highest.name),
        "high": Points(high),
        "lowest": Name(lowest.name),
        "low": Points(low),
        "ready": Amount(ready),
        "total": Amount(len(known)),
    }
    key = "lead.dimensions" if ready else "lead.dimensions.none_ready"
    return Statement(key, "wave.dimensions", figures)


def _answers(wave: PublishedWave) -> Statement | None:
    told = [(_favorable(item), item.key, item) for item in wave.items]
    known = [(share, key, item) for share, key, item in told if share is not None]
    if len(known) < 2:
        return None
    (low, _low_key, least), (high, _high_key, most) = min(known), max(known)
    figures: dict[str, Value] = {
        "most": Name(most.text),
        "high": Share(high / 100),
        "least": Name(least.text),
        "low": Share(low / 100),
    }
    return Statement("lead.answers", "wave.items", figures)


def _favorable(item: PublishedItem) -> float | None:
    """Percent favorable where it is told as it is, not as a band."""
    shares = item.shares
    if not isinstance(shares, Shares) or not shares.favorable.is_exact:
        return None
    return shares.favorable.low_percent


def _agreement(wave: PublishedWave) -> Statement | None:
    known = [entry for entry in wave.dimensions if isinstance(entry.agreement_distance, Estimate)]
    if not known:
        return None
    widest = max(known, key=lambda entry: (entry.is_polarized, _distance(entry), entry.key))
    figures: dict[str, Value] = {
        "split": Amount(sum(entry.is_polarized for entry in known)),
        "total": Amount(len(known)),
        "dimension": Name(widest.name),
        "distance": Amount(_distance(widest), 1),
    }
    key = "lead.agreement.split" if widest.is_polarized else "lead.agreement"
    return Statement(key, "wave.dimensions", figures)


def _distance(entry: PublishedDimension) -> float:
    distance = entry.agreement_distance
    return distance.value if isinstance(distance, Estimate) else 0.0


def _gaps(wave: PublishedWave) -> Statement | None:
    if not isinstance(wave.alignment, CulturalAlignment) or not wave.alignment.gaps:
        return None
    gaps = wave.alignment.gaps
    names = {entry.key: entry.name for entry in wave.dimensions}
    widest = max(gaps, key=lambda gap: (abs(gap.gap), gap.dimension))
    figures: dict[str, Value] = {
        "more": Amount(sum(gap.gap > 0 for gap in gaps)),
        "total": Amount(len(gaps)),
        "confirmed": Amount(sum(gap.is_confirmed for gap in gaps)),
        "dimension": Name(names.get(widest.dimension, {})),
        "gap": Change(widest.gap),
    }
    return Statement("lead.gaps", "wave.alignment.gaps", figures)


def leading_column(wave: PublishedWave) -> str | None:
    """The first reporting dimension whose groups may be told apart: the opening tells of it."""
    for column in dict.fromkeys(group.reporting_dimension for group in wave.groups):
        if len(_known_groups(wave, column)) >= 2:
            return column
    return None


def _known_groups(wave: PublishedWave, column: str) -> list[tuple[float, str]]:
    return [
        (group.index.value, group.level)
        for group in wave.groups
        if group.reporting_dimension == column and isinstance(group.index, Estimate)
    ]


def _groups(wave: PublishedWave) -> Statement | None:
    column = leading_column(wave)
    if column is None:
        return None
    known = _known_groups(wave, column)
    (low, lowest), (high, highest) = min(known), max(known)
    figures: dict[str, Value] = {
        "column": Text(column),
        "highest": Text(highest),
        "high": Points(high),
        "lowest": Text(lowest),
        "low": Points(low),
    }
    share = wave.background.group_shares.get(column)
    if share is None:
        return Statement("lead.groups", "wave.groups", figures)
    if share <= 0:
        return Statement("lead.groups.alike", "wave.background.group_shares", figures)
    figures["share"] = Share(share)
    return Statement("lead.groups.share", "wave.background.group_shares", figures)


def _trend(wave: PublishedWave) -> Statement | None:
    changes = {change.key: change for change in wave.changes}
    index = changes.pop(INDEX_KEY, None)
    if index is None:
        return None
    figures: dict[str, Value] = {
        "change": Change(index.change),
        "low": Change(index.low),
        "high": Change(index.high),
        "moved": Amount(_count(changes, "moved")),
        "total": Amount(len(changes)),
    }
    return Statement(f"lead.trend.{_course(index)}", f"wave.changes.{INDEX_KEY}", figures)


def _course(index: TrendChange) -> str:
    """What can be told: a change may be sure while its size is not."""
    if index.verdict == "inconclusive" and round(index.high) < 0:
        return "fallen"
    if index.verdict == "inconclusive" and round(index.low) > 0:
        return "risen"
    return index.verdict


def _count(changes: Mapping[str, TrendChange], verdict: str) -> int:
    return sum(change.verdict == verdict for change in changes.values())


def _pillars(result: AssessmentResult) -> Statement | None:
    weakest = weakest_pillar(result)
    if weakest is None or weakest.score is None or weakest.score >= 100:
        return None
    figures: dict[str, Value] = {
        "pillar": PillarName(weakest.pillar),
        "score": Points(weakest.score),
        "weight": Points(weakest.weight),
    }
    source = f"technology.outcome.pillars.{weakest.pillar.value}"
    return Statement("lead.pillars", source, figures)


def _capacity(result: AssessmentResult) -> Statement | None:
    capacity, speed = result.capacity, result.speed
    if capacity is None or speed is None:
        return None
    figures: dict[str, Value] = {
        "needed": Amount(capacity.replicas_with_spare),
        "replicas": Amount(capacity.replicas),
        "ttft": Amount(speed.ttft_ms.central),
        "tpot": Amount(speed.tpot_ms.central),
    }
    source = "technology.outcome.capacity"
    if not capacity.replica_concurrency:
        latency = {key: figures[key] for key in ("ttft", "tpot")}
        return Statement("lead.capacity.slow", source, latency)
    key = "lead.capacity" if capacity.has_spare else "lead.capacity.short"
    return Statement(key, source, figures)


def _costs(result: AssessmentResult) -> Statement | None:
    """The cheapest option, and the cheapest of those that no rule excludes where they differ."""
    costs = result.costs
    if costs is None or not costs.options:
        return None
    ruled_out = {entry.option for entry in result.recommendation.utilities if entry.excluded_by}
    cheapest = min(costs.options, key=lambda cost: cost.npv)
    allowed = [cost for cost in costs.options if cost.option not in ruled_out]
    figures: dict[str, Value] = {
        "option": OptionName(cheapest.option),
        "amount": Thousands(cheapest.npv),
        "currency": Text(costs.currency),
    }
    source = "technology.outcome.costs.options"
    if not allowed or cheapest.option not in ruled_out:
        return Statement("lead.costs", source, figures)
    open_to_us = min(allowed, key=lambda cost: cost.npv)
    figures |= {"open": OptionName(open_to_us.option), "more": Thousands(open_to_us.npv)}
    return Statement("lead.costs.ruled_out", source, figures)

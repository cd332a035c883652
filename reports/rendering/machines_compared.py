"""Several ways to serve the same people, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deployments.selectors import AssessmentResult, Band, Option
from deployments.wording import band_words, option_words
from reports.narrative.wording import decimal, percent
from reports.rendering.blocks import Column, Figure, Table
from reports.rendering.figures import NOTHING, interval_text
from reports.rendering.machines_fit import memory_figure
from reports.snapshots import TechnologySnapshot


@dataclass(frozen=True)
class ComparisonPart:
    """One table of all candidates, and the memory picture of each further one."""

    table: Table
    memory: tuple[Figure, ...]


def comparison_part(
    chosen: TechnologySnapshot, others: tuple[TechnologySnapshot, ...]
) -> ComparisonPart | None:
    """Put the part in words; None where there is nothing to compare with."""
    sized = [(entry, result) for entry in (chosen, *others) if (result := entry.result)]
    if len(sized) < 2 or chosen.result is None:
        return None
    columns = (Column(_("Figure")), *(Column(entry.name, is_number=True) for entry, _r in sized))
    asked = [
        (_("Model"), *(entry.model_title for entry, _r in sized)),
        (_("Hardware"), *(_hardware(entry) for entry, _r in sized)),
        (_("Weights"), *(entry.scenario.serving.weights.value.upper() for entry, _r in sized)),
    ]
    found = [
        (label, *(words(result) for _entry, result in sized)) for label, words in _lines().items()
    ]
    return ComparisonPart(
        Table(_("Candidates side by side"), columns, (*asked, *found)),
        tuple(
            memory_figure(result.memory, candidate=entry.name, number=number)
            for number, (entry, result) in enumerate(sized[1:], start=2)
        ),
    )


def _hardware(entry: TechnologySnapshot) -> str:
    return f"{decimal(entry.scenario.pool.count)} × {entry.accelerator_title}"


def _lines() -> dict[str, Callable[[AssessmentResult], str]]:
    return {
        _("Technical readiness"): _score,
        _("Band"): lambda result: band_words(result.score.band),
        _("Gates"): lambda result: decimal(len(result.gates)),
        _("Recommended"): lambda result: option_words(result.recommendation.option),
        _("Draws that agree"): lambda result: percent(100 * result.recommendation.agreement_share),
        _("Fits"): lambda result: _("yes") if result.memory.fits else _("no"),
        _("Left for the KV cache, GiB a device"): lambda result: _band(
            result.memory.headroom_gib, 1
        ),
        _("Replicas, one to spare"): _replicas,
        _("First token, ms"): lambda result: _band(result.speed.ttft_ms if result.speed else None),
        _("Further token, ms"): lambda result: _band(
            result.speed.tpot_ms if result.speed else None, 1
        ),
        _("Power at peak, kW"): lambda result: decimal(result.power.peak_kw, 1),
        _("Own machines, present value in thousands"): _own_value,
        _("Own machines, per million tokens"): _per_mtok,
        _("Break-even with renting, month"): _break_even,
    }


def _score(result: AssessmentResult) -> str:
    score = result.score
    if score.value is None or score.low is None or score.high is None:
        return NOTHING
    return interval_text(score.value, score.low, score.high)


def _band(band: Band | None, decimals: int = 0) -> str:
    return NOTHING if band is None else interval_text(band.central, band.low, band.high, decimals)


def _replicas(result: AssessmentResult) -> str:
    if result.capacity is None or not result.capacity.replica_concurrency:
        return NOTHING
    return _("%(needed)s needed, %(fitting)s at hand") % {
        "needed": decimal(result.capacity.replicas_with_spare),
        "fitting": decimal(result.capacity.replicas),
    }


def _own_value(result: AssessmentResult) -> str:
    own = result.costs.of(Option.ON_PREM) if result.costs else None
    if own is None or result.costs is None:
        return NOTHING
    return f"{decimal(own.npv / 1000)} {result.costs.currency}"


def _per_mtok(result: AssessmentResult) -> str:
    own = result.costs.of(Option.ON_PREM) if result.costs else None
    if own is None or own.usd_per_mtok is None or result.costs is None:
        return NOTHING
    return f"{decimal(own.usd_per_mtok, 2)} {result.costs.currency}"


def _break_even(result: AssessmentResult) -> str:
    if result.costs is None:
        return NOTHING
    month = result.costs.break_even_month
    return _("never") if month is None else decimal(month)

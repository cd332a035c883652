"""Up to four assessments side by side, one figure per line."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from deployments.figures import money_words, number_words, percent_words
from deployments.presentation.parts import Table, band_figures
from deployments.presentation.readiness import gate_lines, score_line
from deployments.selectors import AssessmentResult, AssessmentSummary, Option
from deployments.wording import option_words

_NOTHING = "–"

Line = tuple[str, Callable[[AssessmentResult], str]]


def comparison_tables(summaries: Sequence[AssessmentSummary]) -> tuple[Table, ...]:
    """Tables of the assessments that have a result; every column is one assessment."""
    compared = [(summary, result) for summary in summaries if (result := summary.result)]
    heads = (_("Figure"), *(summary.name for summary, _result in compared))
    asked = (
        (_("Model"), *(summary.model_title for summary, _result in compared)),
        (_("Hardware"), *(_hardware(summary) for summary, _result in compared)),
        (_("Weights, KV cache"), *(_formats(summary) for summary, _result in compared)),
    )
    results = [result for _summary, result in compared]
    return (
        Table(_("What is compared"), heads, asked),
        Table(_("Verdict"), heads, _rows(_verdict_lines(), results)),
        Table(_("Memory and speed"), heads, _rows(_machine_lines(), results)),
        Table(_("Cost"), heads, _rows(_cost_lines(), results)),
    )


def _rows(
    lines: Sequence[Line], results: Sequence[AssessmentResult]
) -> tuple[tuple[str, ...], ...]:
    return tuple((label, *(words(result) for result in results)) for label, words in lines)


def _hardware(summary: AssessmentSummary) -> str:
    pool = summary.inputs.chosen_pool
    return f"{pool.count} × {summary.accelerator_title}" if pool else _NOTHING


def _formats(summary: AssessmentSummary) -> str:
    model = summary.inputs.model
    if model is None:
        return _NOTHING
    return f"{model.serving.weights.upper()}, {model.serving.kv_cache.upper()}"


def _verdict_lines() -> tuple[Line, ...]:
    return (
        (_("Technical readiness"), lambda result: score_line(result.score).value_text),
        (_("P10 to P90"), lambda result: score_line(result.score).range_text or _NOTHING),
        (_("Band"), lambda result: score_line(result.score).band),
        (_("What stands in the way"), _gates),
        (_("Recommendation"), lambda result: option_words(result.recommendation.option)),
        (_("Draws that agree"), _agreement),
    )


def _gates(result: AssessmentResult) -> str:
    return " ".join(line.sentence for line in gate_lines(result)) or _("nothing")


def _agreement(result: AssessmentResult) -> str:
    return percent_words(result.recommendation.agreement_share)


def _machine_lines() -> tuple[Line, ...]:
    return (
        (_("Fits"), lambda result: _("yes") if result.memory.fits else _("no")),
        (
            _("Left for the KV cache, GiB per device"),
            lambda result: band_figures(result.memory.headroom_gib, 1),
        ),
        (_("Devices per copy"), lambda result: number_words(result.memory.tensor_parallel)),
        (_("Copies"), _replicas),
        (
            _("Load of a copy at peak"),
            lambda result: (
                percent_words(result.capacity.load_share) if result.capacity else _NOTHING
            ),
        ),
        (
            _("First token, ms"),
            lambda result: band_figures(result.speed.ttft_ms) if result.speed else _NOTHING,
        ),
        (
            _("Each further token, ms"),
            lambda result: band_figures(result.speed.tpot_ms, 1) if result.speed else _NOTHING,
        ),
        (
            _("Output per copy, saturated, tokens/s"),
            lambda result: (
                band_figures(result.speed.offline_tokens_per_second) if result.speed else _NOTHING
            ),
        ),
        (_("Draw at full load, kW"), lambda result: number_words(result.power.peak_kw, 1)),
    )


def _replicas(result: AssessmentResult) -> str:
    return number_words(result.capacity.replicas) if result.capacity else _NOTHING


def _cost_lines() -> tuple[Line, ...]:
    options = (Option.ON_PREM, Option.CLOUD_GPU, Option.API, Option.HYBRID)
    return (
        *((_npv_label(option), _npv_of(option)) for option in options),
        (_("Own machines, per million output tokens"), _per_mtok),
        (_("Owning has cost no more than renting from month"), _break_even_month),
    )


def _npv_label(option: Option) -> str:
    return _("%(option)s, present value") % {"option": option_words(option)}


def _npv_of(option: Option) -> Callable[[AssessmentResult], str]:
    def words(result: AssessmentResult) -> str:
        cost = result.costs.of(option) if result.costs else None
        if cost is None or result.costs is None:
            return _NOTHING
        return money_words(cost.npv, result.costs.currency)

    return words


def _per_mtok(result: AssessmentResult) -> str:
    cost = result.costs.of(Option.ON_PREM) if result.costs else None
    if cost is None or cost.usd_per_mtok is None or result.costs is None:
        return _NOTHING
    return money_words(cost.usd_per_mtok, result.costs.currency, 2)


def _break_even_month(result: AssessmentResult) -> str:
    if result.costs is None:
        return _NOTHING
    month = result.costs.break_even_month
    return _("never") if month is None else number_words(month, 1)

"""Memory, speed, capacity and power, as rows."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from deployments.figures import figure_words, number_words, percent_words
from deployments.presentation.parts import Row, band_figures
from deployments.sizing.results import (
    AssessmentResult,
    CapacityCheck,
    MemoryFit,
    PowerDraw,
    Speed,
)

_MIXTURE_SHARE = 0.9  # a dense model leaves out no more than its embedding


def memory_rows(memory: MemoryFit) -> tuple[Row, ...]:
    """What one device holds, and what that means for requests."""
    return (
        Row(_("Parameters"), _billions(memory.parameters_total), _active_note(memory)),
        Row(_("Devices per copy"), _layout(memory)),
        Row(_("Memory of one device"), _gib(memory.device_gib)),
        Row(_("of which usable"), _gib(memory.usable_gib)),
        Row(_("Weights on one device"), _gib(memory.weights_gib)),
        Row(_("Software on one device"), _gib(memory.overhead_gib)),
        headroom_row(memory),
        Row(
            _("KV cache per token"),
            _("%(number)s KiB") % {"number": number_words(memory.kv_bytes_per_token / 1024)},
        ),
        Row(_("Tokens in the cache of one copy"), number_words(memory.kv_tokens)),
        Row(
            _("Longest requests at once per copy"), figure_words("requests", memory.max_concurrency)
        ),
    )


def headroom_row(memory: MemoryFit) -> Row:
    """What is left for requests, and how sure that is."""
    return Row(
        _("Left for the KV cache"),
        _gib(memory.headroom_gib.central),
        _("%(range)s GiB, as software versions differ")
        % {"range": band_figures(memory.headroom_gib, 1)},
    )


def speed_rows(speed: Speed) -> tuple[Row, ...]:
    """Latency and throughput of one copy."""
    low_high = _("%(range)s ms")
    return (
        Row(_("Requests in flight per copy"), number_words(speed.concurrency)),
        Row(
            _("First token"),
            low_high % {"range": band_figures(speed.ttft_ms)},
            _("not below %(floor)s ms, the unloaded prefill")
            % {"floor": number_words(speed.ttft_floor_ms)},
        ),
        Row(_("Each further token"), low_high % {"range": band_figures(speed.tpot_ms, 1)}),
        Row(
            _("Output per copy"),
            _("%(range)s tokens/s") % {"range": band_figures(speed.output_tokens_per_second)},
        ),
        Row(
            _("Output per copy, saturated"),
            _("%(range)s tokens/s") % {"range": band_figures(speed.offline_tokens_per_second)},
        ),
    )


def capacity_rows(capacity: CapacityCheck) -> tuple[Row, ...]:
    """Peak against what the copies carry."""
    return (
        Row(
            _("Requests at peak"),
            _("%(number)s per second")
            % {"number": figure_words("rate", capacity.peak_requests_per_second)},
        ),
        Row(_("In flight at peak"), figure_words("requests", capacity.needed_concurrency)),
        Row(
            _("One copy carries"),
            figure_words("requests", capacity.replica_concurrency),
            _("within the latency wanted"),
        ),
        Row(_("Copies"), number_words(capacity.replicas)),
        Row(
            _("Copies needed"),
            _copies_needed(capacity),
            _("and one to spare"),
        ),
        Row(_("Load of a copy at peak"), percent_words(capacity.load_share)),
        Row(_("Chance to wait at peak"), percent_words(capacity.wait_probability)),
    )


def _copies_needed(capacity: CapacityCheck) -> str:
    if not capacity.replica_concurrency:
        return _("no number is enough")
    return number_words(capacity.replicas_needed)


def power_rows(power: PowerDraw) -> tuple[Row, ...]:
    """Electric draw of the deployment."""
    kilowatts = _("%(number)s kW")
    return (
        Row(_("Draw at rest"), kilowatts % {"number": number_words(power.idle_kw, 1)}),
        Row(_("Draw at full load"), kilowatts % {"number": number_words(power.peak_kw, 1)}),
    )


def load_rows(result: AssessmentResult) -> Iterator[Row]:
    """Capacity, where it could be reckoned, and power."""
    if result.capacity:
        yield from capacity_rows(result.capacity)
    yield from power_rows(result.power)


def _gib(amount_gib: float) -> str:
    return _("%(number)s GiB") % {"number": number_words(amount_gib, 1)}


def _billions(parameters: int) -> str:
    return _("%(number)s billion") % {"number": number_words(parameters / 1e9, 1)}


def _active_note(memory: MemoryFit) -> str:
    if memory.parameters_active > _MIXTURE_SHARE * memory.parameters_total:
        return ""
    return _("%(number)s of them active for a token") % {
        "number": _billions(memory.parameters_active)
    }


def _layout(memory: MemoryFit) -> str:
    if memory.pipeline_parallel == 1:
        return number_words(memory.tensor_parallel)
    return _("%(tensor)s in each of %(stages)s stages") % {
        "tensor": number_words(memory.tensor_parallel),
        "stages": number_words(memory.pipeline_parallel),
    }

"""Figures of what was asked for and whether it fits: memory, latency, capacity, pillars."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.forms import draw_narrow
from charts.memory import MemoryChart, MemoryPart, draw_memory
from charts.pillars import PillarChart, PillarRow, draw_pillars
from charts.ranges import RangeChart, RangeRow, draw_ranges
from charts.scale import Tick, ceiling, ticks
from charts.svg import Heading
from deployments.selectors import (
    AssessmentResult,
    Band,
    CapacityCheck,
    Configuration,
    MemoryFit,
    PillarScore,
    Scenario,
    Speed,
)
from deployments.wording import pillar_words
from reports.narrative.wording import decimal, percent
from reports.rendering.blocks import Column, Fact, Figure, Table
from reports.rendering.figures import NOTHING, interval_text
from reports.snapshots import TechnologySnapshot

TECHNOLOGY_EDGES = (40.0, 60.0, 80.0)
"""Edges of the technical bands, in points."""
MOST_CONFIGURATIONS = 8
"""Configurations that a report lists, the cheapest ones."""
ROOM_BEYOND = 1.05
"""An axis ends at least this much beyond its largest value."""


def request_facts(technology: TechnologySnapshot) -> tuple[Fact, ...]:
    """What was asked for."""
    scenario = technology.scenario
    load = scenario.workload
    return (
        Fact(_("Model"), technology.model_title, _weights_text(scenario)),
        Fact(
            _("Hardware"),
            f"{decimal(scenario.pool.count)} × {technology.accelerator_title}",
            technology.site_name,
        ),
        Fact(
            _("Users"),
            decimal(load.users),
            _("%(share)s active in a busy hour") % {"share": percent(100 * load.active_share)},
        ),
        Fact(
            _("Load"),
            _("%(requests)s requests per user-hour")
            % {"requests": decimal(load.requests_per_user_hour, 1)},
            _("%(factor)s times as many at peak") % {"factor": decimal(load.peak_factor, 1)},
        ),
        Fact(
            _("Tokens"),
            _("%(prompt)s in, %(output)s out")
            % {"prompt": decimal(load.prompt_tokens), "output": decimal(load.output_tokens)},
            _("up to %(context)s at once") % {"context": decimal(load.max_context_tokens)},
        ),
        Fact(
            _("Latency wanted"),
            _("%(ttft)s ms to the first token") % {"ttft": decimal(load.ttft_slo_ms)},
            _("%(tpot)s ms per further token") % {"tpot": decimal(load.tpot_slo_ms)},
        ),
    )


def memory_figure(memory: MemoryFit, *, candidate: str = "", number: int = 1) -> Figure:
    """Memory of one device against what it has.

    `candidate` and `number` tell the pictures of compared assessments apart.
    """
    title = _("Memory of one device, GiB")
    if candidate:
        title = _("Memory of one device, GiB: %(candidate)s") % {"candidate": candidate}
    room = max(memory.usable_gib - memory.weights_gib - memory.overhead_gib, 0.0)
    parts = (
        _memory_part(_("Weights"), memory.weights_gib),
        _memory_part(_("Overhead of the serving software"), memory.overhead_gib),
        _memory_part(_("Left for the KV cache"), room),
    )
    description = _(
        "A stacked bar shows what weights and overhead take on one device and what is left for the "
        "requests; the marks show usable and total memory."
    )
    heading = Heading(f"memory-{number}" if candidate else "memory", title, description)
    chart = MemoryChart(
        heading=heading,
        parts=parts,
        usable_gib=memory.usable_gib,
        usable_label=_("usable: %(gib)s") % {"gib": decimal(memory.usable_gib, 1)},
        device_gib=memory.device_gib,
        device_label=_("device: %(gib)s") % {"gib": decimal(memory.device_gib, 1)},
        missing_label=_("Missing"),
    )
    return Figure(
        heading.key,
        title,
        description,
        draw_memory(chart),
        _headroom_note(memory),
        _memory_table(memory, parts, title),
        draw_narrow(draw_memory, chart),
    )


def _memory_table(memory: MemoryFit, parts: tuple[MemoryPart, ...], caption: str) -> Table:
    columns = (Column(_("Part")), Column("GiB", is_number=True))
    rows = (
        *((part.label, decimal(part.gib, 1)) for part in parts),
        (_("Usable"), decimal(memory.usable_gib, 1)),
        (_("Device"), decimal(memory.device_gib, 1)),
        (_("Headroom, lowest"), decimal(memory.headroom_gib.low, 1)),
        (_("Headroom, highest"), decimal(memory.headroom_gib.high, 1)),
    )
    return Table(caption, columns, rows)


def _headroom_note(memory: MemoryFit) -> str:
    devices = memory.tensor_parallel * memory.pipeline_parallel
    return ngettext(
        "Headroom %(low)s to %(high)s GiB, depending on the overhead of the serving software; "
        "weights on %(devices)s device.",
        "Headroom %(low)s to %(high)s GiB, depending on the overhead of the serving software; "
        "weights split over %(devices)s devices.",
        devices,
    ) % {
        "low": decimal(memory.headroom_gib.low, 1),
        "high": decimal(memory.headroom_gib.high, 1),
        "devices": decimal(devices),
    }


def latency_figure(speed: Speed, scenario: Scenario) -> Figure:
    """Ranges of both latencies against what was asked for."""
    title = _("Latency against what was asked for, milliseconds")
    description = _(
        "Bars show the range that the latency may lie in, the stroke its central value; the shaded "
        "field lies beyond the limit."
    )
    heading = Heading("latency", title, description)
    load = scenario.workload
    measures = (
        (_("Time to the first token"), speed.ttft_ms, load.ttft_slo_ms),
        (_("Time per further token"), speed.tpot_ms, load.tpot_slo_ms),
    )
    chart = RangeChart(heading, tuple(_range_row(*measure) for measure in measures))
    columns = (
        Column(_("Measure")),
        Column(_("Low"), is_number=True),
        Column(_("Central"), is_number=True),
        Column(_("High"), is_number=True),
        Column(_("Limit"), is_number=True),
    )
    cells = tuple(
        (label, decimal(b.low, 1), decimal(b.central, 1), decimal(b.high, 1), decimal(limit))
        for label, b, limit in measures
    )
    note = _("At %(concurrency)s requests in flight per replica.") % {
        "concurrency": decimal(speed.concurrency)
    }
    return Figure(
        heading.key,
        title,
        description,
        draw_ranges(chart),
        note,
        Table(title, columns, cells),
        draw_narrow(draw_ranges, chart),
    )


def capacity_table(result: AssessmentResult) -> Table | None:
    """Whether the replicas carry the peak, with one to spare."""
    capacity = result.capacity
    if capacity is None:
        return None
    columns = (Column(_("Measure")), Column(_("Value"), is_number=True))
    rows = (
        (_("Requests per second at peak"), decimal(capacity.peak_requests_per_second, 2)),
        (_("Requests in flight at peak"), decimal(capacity.needed_concurrency)),
        (_("Requests in flight that one replica carries"), decimal(capacity.replica_concurrency)),
        (_("Replicas that fit the hardware"), decimal(capacity.replicas)),
        (_("Replicas needed, one spare included"), _replicas_needed(capacity)),
        (_("Load of a replica at peak"), _load(capacity)),
        (_("Requests that have to wait"), percent(100 * capacity.wait_probability)),
    )
    return Table(_("Capacity at peak"), columns, rows)


def _load(capacity: CapacityCheck) -> str:
    return percent(100 * capacity.load_share) if capacity.replica_concurrency else NOTHING


def _replicas_needed(capacity: CapacityCheck) -> str:
    if not capacity.replica_concurrency:
        return _("no number is enough")
    return decimal(capacity.replicas_with_spare)


def configuration_table(configurations: tuple[Configuration, ...]) -> Table | None:
    """The smallest machines that would serve the same workload; None where nobody searched."""
    if not configurations:
        return None
    columns = (
        Column(_("Accelerator")),
        Column(_("Weights")),
        Column(_("Devices"), is_number=True),
        Column(_("Copies"), is_number=True),
        Column("kW", is_number=True),
        Column(_("Price of the devices"), is_number=True),
    )
    rows = tuple(
        (
            found.title or found.accelerator,
            found.weights.upper(),
            decimal(found.devices),
            decimal(found.replicas),
            decimal(found.peak_kw, 1),
            _price_text(found),
        )
        for found in configurations[:MOST_CONFIGURATIONS]
    )
    return Table(_("Smallest machines for this workload, one copy to spare"), columns, rows)


def _price_text(found: Configuration) -> str:
    if found.purchase is None:
        return _("not listed")
    return f"{decimal(float(found.purchase))} {found.currency}"


def pillar_figure(pillars: tuple[PillarScore, ...]) -> Figure:
    """Scores of the pillars with their weights."""
    title = _("Technical readiness by pillar, points of 100")
    description = _(
        "Bars show the score of each pillar; hatched pillars have too little evidence and are left "
        "out of the score."
    )
    heading = Heading("pillars", title, description)
    rows = tuple(
        PillarRow(pillar_words(row.pillar), row.score, _pillar_text(row)) for row in pillars
    )
    chart = PillarChart(heading, TECHNOLOGY_EDGES, rows)
    columns = (
        Column(_("Pillar")),
        Column(_("Score"), is_number=True),
        Column(_("Weight"), is_number=True),
        Column(_("Evidence given"), is_number=True),
    )
    cells = tuple(
        (
            pillar_words(row.pillar),
            "–" if row.score is None else decimal(row.score),
            decimal(row.weight),
            percent(100 * row.coverage_share),
        )
        for row in pillars
    )
    return Figure(
        heading.key,
        title,
        description,
        draw_pillars(chart),
        _("Weights in percent of the whole; bands change at 40, 60 and 80 points."),
        Table(title, columns, cells),
        draw_narrow(draw_pillars, chart),
    )


def _weights_text(scenario: Scenario) -> str:
    return _("weights in %(weights)s, KV cache in %(cache)s") % {
        "weights": scenario.serving.weights.value.upper(),
        "cache": scenario.serving.kv_cache.value.upper(),
    }


def _range_row(label: str, band: Band, limit: float) -> RangeRow:
    return RangeRow(
        label=label,
        low=band.low,
        central=band.central,
        high=band.high,
        limit=limit,
        axis=_axis(band.high, limit),
        limit_label=_("limit %(limit)s") % {"limit": decimal(limit)},
        text=interval_text(band.central, band.low, band.high),
    )


def _axis(high: float, limit: float) -> tuple[Tick, ...]:
    """Ticks from zero to a round value beyond both."""
    end = ceiling(max(high, limit) * ROOM_BEYOND)
    return tuple(Tick(value, decimal(value)) for value in ticks(0, end, 5))


def _memory_part(label: str, gib: float) -> MemoryPart:
    return MemoryPart(label, gib, decimal(gib, 1))


def _pillar_text(row: PillarScore) -> str:
    if row.score is None:
        return _("insufficient evidence")
    return _("%(score)s (weight %(weight)s)") % {
        "score": decimal(row.score),
        "weight": decimal(row.weight),
    }

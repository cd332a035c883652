"""Tables for the expert: the questionnaire, the values reckoned with, the source of sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.narrative.wording import decimal, localized
from reports.rendering.blocks import Column, Said, Table
from reports.snapshots import TechnologySnapshot
from surveys.selectors import PublishedWave

BILLION = 1e9
KIBIBYTE = 1024


def codebook_table(wave: PublishedWave) -> Table:
    """Every statement with its dimension and the weight of that."""
    dimensions = {entry.key: entry for entry in wave.dimensions}
    columns = (
        Column(_("Statement")),
        Column(_("Dimension")),
        Column(_("Weight"), is_number=True),
        Column(_("Key")),
    )
    rows = []
    for item in wave.items:
        dimension = dimensions.get(item.dimension)
        text = localized(item.text)
        rows.append(
            (
                _("%(item)s (R)") % {"item": text} if item.is_reversed else text,
                localized(dimension.name) if dimension else item.dimension,
                decimal(dimension.weight, 2) if dimension else "–",
                item.key,
            )
        )
    return Table(_("Statements"), columns, tuple(rows))


def catalog_table(technology: TechnologySnapshot) -> Table | None:
    """Values of model and device that the sizing used; None where nothing was sized."""
    result = technology.result
    if result is None:
        return None
    memory, load = result.memory, technology.scenario.workload
    columns = (Column(_("Value")), Column(_("Reckoned with"), is_number=True))
    rows = (
        (_("Parameters, billion"), decimal(memory.parameters_total / BILLION, 1)),
        (_("Parameters used per token, billion"), decimal(memory.parameters_active / BILLION, 1)),
        (_("KV cache per token, KiB"), decimal(memory.kv_bytes_per_token / KIBIBYTE, 1)),
        (_("KV cache of one replica, tokens"), decimal(memory.kv_tokens)),
        (_("Memory of one device, GiB"), decimal(memory.device_gib, 1)),
        (_("Devices of one replica"), decimal(memory.tensor_parallel * memory.pipeline_parallel)),
        (_("Longest context, tokens"), decimal(load.max_context_tokens)),
        (_("Power idle, kW"), decimal(result.power.idle_kw, 1)),
        (_("Power at peak, kW"), decimal(result.power.peak_kw, 1)),
        (_("Seed of the random draws"), str(result.seed)),
    )
    return Table(_("Values of model and device"), columns, rows)


def trace_table(said: Iterable[Said]) -> Table:
    """Sentences that draw conclusions, each with the path of its figures in the snapshot."""
    columns = (Column(_("Sentence")), Column(_("Path in the snapshot")))
    rows = dict.fromkeys((sentence.text, sentence.source) for sentence in said)
    return Table(_("Sentences and their figures"), columns, tuple(rows))

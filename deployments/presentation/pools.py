"""The GPU pools of an assessment, as the hardware step lists them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deployments.current_catalog import current_catalog
from deployments.figures import number_words
from deployments.inputs import AssessmentInputs, PoolEntry


@dataclass(frozen=True, slots=True)
class PoolLine:
    """One pool in words."""

    id: int
    title: str
    hosts: str
    memory: str
    is_chosen: bool


def pool_lines(inputs: AssessmentInputs) -> tuple[PoolLine, ...]:
    """All pools, in the order they came."""
    return tuple(_line(entry) for entry in inputs.pools)


def _line(entry: PoolEntry) -> PoolLine:
    pool = entry.pool
    product = current_catalog().accelerators.get(pool.accelerator)
    hosts = ngettext("in %(count)d host", "in %(count)d hosts", pool.host_count)
    return PoolLine(
        id=entry.id,
        title=f"{pool.count} × {product.title if product else pool.accelerator}",
        hosts=hosts % {"count": pool.host_count},
        memory=_("%(number)s GiB each, as the driver says")
        % {"number": number_words(pool.measured_memory_gib, 1)}
        if pool.measured_memory_gib
        else _("%(number)s GiB each, as the catalog says")
        % {"number": number_words(product.memory_gib if product else 0, 1)},
        is_chosen=entry.is_chosen,
    )

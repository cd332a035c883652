"""Other machines that would do, the cheapest first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from deployments.catalog.entries import Catalog
from deployments.figures import money_words, number_words
from deployments.presentation.parts import Table
from deployments.sizing.results import Configuration

MOST_SHOWN = 10


def configuration_table(configurations: Sequence[Configuration], catalog: Catalog) -> Table | None:
    """The first of the configurations; None where nobody searched."""
    if not configurations:
        return None
    columns = (
        _("Accelerator"),
        _("Weights, KV cache"),
        _("Devices"),
        _("Copies × devices"),
        _("In flight per copy"),
        _("Full load, kW"),
        _("Price of the devices"),
    )
    rows = tuple(_row(found, catalog) for found in configurations[:MOST_SHOWN])
    return Table(_("Smallest machines for this workload, one copy to spare"), columns, rows)


def _row(found: Configuration, catalog: Catalog) -> tuple[str, ...]:
    product = catalog.accelerators.get(found.accelerator)
    return (
        product.title if product else found.accelerator,
        f"{found.weights.upper()}, {found.kv_cache.upper()}",
        number_words(found.devices),
        f"{number_words(found.replicas)} × {number_words(found.tensor_parallel)}",
        number_words(found.replica_concurrency),
        number_words(found.peak_kw, 1),
        _("not listed") if found.purchase is None else money_words(found.purchase, found.currency),
    )

"""Turns device listings and tables into GPU pools known to the catalog."""

from collections.abc import Sequence

from deployments.catalog.entries import Catalog
from deployments.intake.inventory import Inventory
from deployments.sizing.scenario import GpuPool


def pools_from_inventories(
    inventories: Sequence[Inventory], catalog: Catalog
) -> tuple[GpuPool, ...]:
    """Pools of equal hosts; one inventory per host."""
    raise NotImplementedError


def parse_pool_table(data: bytes, catalog: Catalog) -> tuple[GpuPool, ...]:
    """Pools from CSV with columns accelerator, count, gpus_per_island, host_count, memory_gib."""
    raise NotImplementedError

"""Turns device listings and tables into GPU pools known to the catalog."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

from deployments.catalog.entries import Accelerator, Catalog, LinkKind
from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Inventory
from deployments.intake.source_text import read_text
from deployments.intake.topology import Topology
from deployments.sizing.scenario import GpuPool

# Driver and data sheet count memory a little differently; a bigger gap is another product.
MEMORY_TOLERANCE_SHARE = 0.06

_REQUIRED_COLUMNS = ("accelerator", "count")
_OPTIONAL_COLUMNS = ("gpus_per_island", "host_count", "memory_gib")
_MOST_DEVICES = 100_000


def pools_from_inventories(
    inventories: Sequence[Inventory], catalog: Catalog, topologies: Sequence[Topology] = ()
) -> tuple[GpuPool, ...]:
    """Pools of equal hosts, from one inventory per host.

    A topology holds for all hosts with its number of devices. Without one the island is what
    the product offers.

    Raises
    ------
    IntakeError
        `mig_enabled`, `count_differs`, `mixed_host`, `unknown_accelerator`, or `memory_differs`
        when the driver's total is not that of the catalog's product; `topologies_differ`,
        `topology_without_listing`.
    """
    islands = _islands(topologies, {len(inventory.devices) for inventory in inventories})
    hosts: Counter[tuple[str, int]] = Counter()
    memory: dict[str, float | None] = {}
    for number, inventory in enumerate(inventories, start=1):
        accelerator = _accelerator_of(inventory, catalog, f"host {number}")
        hosts[accelerator.id, len(inventory.devices)] += 1
        memory[accelerator.id] = inventory.devices[0].memory_gib
    return tuple(
        GpuPool(
            accelerator=accelerator_id,
            count=devices * host_count,
            gpus_per_island=_island(catalog.accelerators[accelerator_id], devices, islands),
            host_count=host_count,
            measured_memory_gib=memory[accelerator_id],
        )
        for (accelerator_id, devices), host_count in hosts.items()
    )


def _islands(topologies: Sequence[Topology], counts: set[int]) -> dict[int, int]:
    """Devices per island by the number of devices in a host."""
    islands: dict[int, int] = {}
    for topology in topologies:
        place = f"topology of {topology.devices} devices"
        if topology.devices not in counts:
            raise IntakeError(
                "topology_without_listing",
                place=place,
                remedy="send the output of nvidia-smi -q -x of the same host beside it",
            )
        if islands.setdefault(topology.devices, topology.island_devices) != topology.island_devices:
            raise IntakeError(
                "topologies_differ",
                place=place,
                remedy="enter hosts with different links as pools of their own by form or CSV",
            )
    return islands


def _island(accelerator: Accelerator, devices: int, islands: Mapping[int, int]) -> int:
    """Devices on one fast link; where cards talk over PCIe anyway, the host is the island."""
    offered = min(devices, accelerator.island_size)
    if accelerator.link is LinkKind.PCIE:
        return offered
    return min(offered, islands.get(devices, offered))


def _accelerator_of(inventory: Inventory, catalog: Catalog, place: str) -> Accelerator:
    names = sorted({device.product_name for device in inventory.devices})
    for number, device in enumerate(inventory.devices, start=1):
        if device.is_partitioned:
            raise IntakeError(
                "mig_enabled",
                place=f"{place}, device {number}, {device.partitions} MIG instances",
                remedy="switch MIG off (nvidia-smi -mig 0) or enter the pool by form; "
                "a model larger than one instance cannot be spread over instances",
            )
    if len(names) > 1:
        raise IntakeError(
            "mixed_host",
            place=f"{place}: {', '.join(names)}",
            remedy="enter one pool per kind of accelerator by form or CSV",
        )
    attached = inventory.attached_count
    if attached is not None and attached != len(inventory.devices):
        raise IntakeError(
            "count_differs",
            place=f"{place}: {attached} attached, {len(inventory.devices)} listed",
            remedy="run nvidia-smi without -i and send the whole output",
        )
    accelerator = catalog.find_product(names[0])
    if accelerator is None:
        raise IntakeError(
            "unknown_accelerator",
            place=f"{place}: {names[0]}",
            remedy="choose the nearest accelerator of the catalog by form",
        )
    _check_memory(inventory, accelerator, place)
    return accelerator


def _check_memory(inventory: Inventory, accelerator: Accelerator, place: str) -> None:
    for number, device in enumerate(inventory.devices, start=1):
        if device.memory_gib is None:
            continue
        gap = abs(device.memory_gib / accelerator.memory_gib - 1)
        if gap > MEMORY_TOLERANCE_SHARE:
            raise IntakeError(
                "memory_differs",
                place=f"{place}, device {number}: {device.memory_gib:.1f} GiB, "
                f"{accelerator.title} has {accelerator.memory_gib:.1f}",
                remedy="choose the accelerator by form",
            )


def parse_pool_table(data: bytes, catalog: Catalog) -> tuple[GpuPool, ...]:
    """Pools from CSV, one per line.

    Columns `accelerator` (catalog id or product name) and `count`; optional `gpus_per_island`,
    `host_count`, `memory_gib`. All lines or none are taken.

    Raises
    ------
    IntakeError
        Names line and column.
    """
    rows = csv.DictReader(io.StringIO(read_text(data)), restkey="", strict=True)
    try:
        columns = [(name or "").strip() for name in rows.fieldnames or ()]
        _check_columns(columns)
        rows.fieldnames = columns
        pools = tuple(_pool(row, rows.line_num, catalog) for row in rows)
    except csv.Error as fault:
        raise IntakeError(
            "not_csv", place=f"line {rows.line_num}", remedy="save the table as plain CSV"
        ) from fault
    if not pools:
        raise IntakeError("empty", place="line 2", remedy="give one line per GPU pool")
    return pools


def _check_columns(columns: Sequence[str]) -> None:
    missing = [name for name in _REQUIRED_COLUMNS if name not in columns]
    if missing:
        raise IntakeError(
            "missing_column", place=f"line 1, {', '.join(missing)}", remedy="name the column"
        )
    known = {*_REQUIRED_COLUMNS, *_OPTIONAL_COLUMNS}
    unknown = [name for name in columns if name not in known]
    if unknown:
        raise IntakeError(
            "unknown_column",
            place=f"line 1, {unknown[0][:40]!r}",
            remedy=f"use only {', '.join((*_REQUIRED_COLUMNS, *_OPTIONAL_COLUMNS))}",
        )


def _pool(row: dict[str, str], line: int, catalog: Catalog) -> GpuPool:
    if "" in row:
        raise IntakeError("wrong_width", place=f"line {line}", remedy="give one cell per column")
    name = (row["accelerator"] or "").strip()
    accelerator = catalog.accelerators.get(name) or catalog.find_product(name)
    if accelerator is None:
        raise IntakeError(
            "unknown_accelerator",
            place=f"line {line}, accelerator {name[:40]!r}",
            remedy="use an id of the catalog, such as h100-sxm-80",
        )
    count = _whole(row, "count", line, default=None)
    hosts = _whole(row, "host_count", line, default=1)
    if hosts > count or count % hosts:
        raise IntakeError(
            "uneven_hosts",
            place=f"line {line}, host_count",
            remedy=f"{count} devices do not spread evenly over {hosts} hosts; use two lines",
        )
    island = _whole(
        row, "gpus_per_island", line, default=min(count // hosts, accelerator.island_size)
    )
    if island > count // hosts and accelerator.island_size < island:
        raise IntakeError(
            "island_too_large",
            place=f"line {line}, gpus_per_island",
            remedy=f"at most {max(count // hosts, accelerator.island_size)} devices share a link",
        )
    return GpuPool(accelerator.id, count, island, hosts, _memory(row, line))


def _whole(row: dict[str, str], column: str, line: int, *, default: int | None) -> int:
    cell = (row.get(column) or "").strip()
    if not cell and default is not None:
        return default
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell[:9]) <= _MOST_DEVICES):
        raise IntakeError(
            "not_a_number",
            place=f"line {line}, {column} {cell[:40]!r}",
            remedy=f"give a whole number from 1 to {_MOST_DEVICES}",
        )
    return int(cell)


def _memory(row: dict[str, str], line: int) -> float | None:
    cell = (row.get("memory_gib") or "").strip()
    if not cell:
        return None
    try:
        memory_gib = float(cell)
    except ValueError:
        memory_gib = 0.0
    if not 0 < memory_gib < 10_000:
        raise IntakeError(
            "not_a_number",
            place=f"line {line}, memory_gib {cell[:40]!r}",
            remedy="give GiB per device as a number with a point",
        )
    return memory_gib

"""What a device listing tells, before it is matched with the catalog."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Device:
    """One physical accelerator as its driver reports it.

    `partitions` counts MIG instances; `is_partitioned` says that MIG is switched on.
    """

    product_name: str
    memory_gib: float | None
    power_limit_watts: float | None = None
    is_partitioned: bool = False
    partitions: int = 0


@dataclass(frozen=True, slots=True)
class Inventory:
    """Devices of one host in the order listed; no serial number or UUID is kept."""

    source_format: str
    devices: tuple[Device, ...]
    driver_version: str | None = None
    host_name: str | None = None

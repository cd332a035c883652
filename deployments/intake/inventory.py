"""What a device listing tells, before it is matched with the catalog."""

import re
from dataclasses import dataclass

MIB_PER_GIB = 1024
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Device:
    """One physical accelerator as its driver reports it.

    `memory_gib` is the driver's total, None where it printed none; `is_partitioned` says that MIG
    is switched on, `partitions` how many instances exist.
    """

    product_name: str
    memory_gib: float | None
    is_partitioned: bool = False
    partitions: int = 0


@dataclass(frozen=True, slots=True)
class Inventory:
    """Devices of one host in the order listed; no serial number or UUID is kept.

    `attached_count` is the number that the host says it has, where it says one; a listing of
    chosen devices (`-i`) has fewer.
    """

    devices: tuple[Device, ...]
    attached_count: int | None = None


def leading_number(text: str | None) -> float | None:
    """The number that a value such as `81559 MiB` starts with, None for `N/A` and the like.

    Examples
    --------
    >>> leading_number("81559 MiB"), leading_number("[N/A]")
    (81559.0, None)
    """
    found = _NUMBER.match((text or "").strip())
    return float(found.group()) if found else None


def mib_to_gib(mib: float | None) -> float | None:
    """MiB in GiB, None stays None."""
    return None if mib is None else mib / MIB_PER_GIB

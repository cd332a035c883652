"""Reads `nvidia-smi topo -m`: which devices of a host share the fast link."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deployments.intake.errors import IntakeError
from deployments.intake.source_text import read_text

_HEAD = re.compile(r"^\s*(?:\x1b\[\d*m)?\s*GPU0\b")
_ROW = re.compile(r"^(GPU\d+)\s")
_STYLE = re.compile(r"\x1b\[\d*m")
_SELF = "X"
_FAST = re.compile(r"NV\d+$")  # bonded NVLinks; PIX, PXB, PHB, NODE and SYS go over PCIe
_SLOW = frozenset({"PIX", "PXB", "PHB", "NODE", "SYS"})
_REMEDY = "send the whole output of nvidia-smi topo -m"


@dataclass(frozen=True, slots=True)
class Topology:
    """Devices of one host, and how many of them at least share each island of NVLinks."""

    devices: int
    island_devices: int


def is_topology(data: bytes) -> bool:
    """Whether an upload begins like the matrix of `nvidia-smi topo -m`."""
    first = data.lstrip(b"\xff\xfe\xef\xbb\xbf\r\n").partition(b"\n")[0].replace(b"\x00", b"")
    return _HEAD.match(first.decode("ascii", "replace")) is not None


def parse_topology(data: bytes) -> Topology:
    """Islands from the matrix; the smallest counts, for a pool has equal ones.

    Raises
    ------
    IntakeError
        `damaged_topology` with the row where the matrix is not whole.
    """
    lines = [_STYLE.sub("", line) for line in read_text(data).splitlines()]
    head = next((line for line in lines if _HEAD.match(line)), "")
    names = [name for name in head.split() if re.fullmatch(r"GPU\d+", name)]
    rows = {found[1]: line.split()[1:] for line in lines if (found := _ROW.match(line))}
    links = {name: _links(name, names, rows) for name in names}
    for name in names:
        for other in links[name]:
            if name not in links[other]:
                raise _damaged(f"{name} and {other} disagree")
    return Topology(len(names), min(len(_island(name, links)) for name in names))


def _links(name: str, names: list[str], rows: Mapping[str, list[str]]) -> frozenset[str]:
    """Devices that a device reaches over NVLink."""
    cells = rows.get(name, [])[: len(names)]
    if len(cells) < len(names) or cells[names.index(name)] != _SELF:
        raise _damaged(f"row {name}")
    faulty = [cell for cell in cells if cell not in {_SELF, *_SLOW} and not _FAST.match(cell)]
    if faulty:
        raise _damaged(f"row {name}, {faulty[0][:20]!r}")
    return frozenset(other for other, cell in zip(names, cells, strict=True) if _FAST.match(cell))


def _island(name: str, links: Mapping[str, frozenset[str]]) -> set[str]:
    """All devices that can be reached over NVLinks, the first one among them."""
    reached, waiting = {name}, [name]
    while waiting:
        new = links[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    return reached


def _damaged(place: str) -> IntakeError:
    return IntakeError("damaged_topology", place=place, remedy=_REMEDY)

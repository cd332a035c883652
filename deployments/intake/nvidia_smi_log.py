"""Reads `nvidia-smi -q`, an outline of names and values indented by depth."""

import re
from collections.abc import Iterator

from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Device, Inventory, leading_number, mib_to_gib

_GPU_LINE = re.compile(r"^GPU [0-9A-Fa-f]{4,8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\.[0-9A-Fa-f]\s*$")
_ENTRY = re.compile(r"^(?P<indent> *)(?P<name>[^:]+?)\s*(?::\s(?P<value>.*))?$")

_NAME = "Product Name"
_MEMORY = "FB Memory Usage/Total"
_MIG = "MIG Mode/Current"
_PARTITION = re.compile(r"^MIG Device/|/MIG Device(/|$)")

# Path of an entry, such as `FB Memory Usage/Total`, to its value.
Outline = dict[str, str]


def parse_log(text: str) -> Inventory:
    """Devices from the outline form."""
    head, outlines = _split(text.splitlines())
    stated = leading_number(head.get("Attached GPUs"))
    if not outlines:
        raise IntakeError(
            "no_devices", place="whole file", remedy="send the whole output of nvidia-smi -q"
        )
    if stated is not None and stated != len(outlines):
        raise IntakeError(
            "count_differs",
            place=f"Attached GPUs says {stated:.0f}, {len(outlines)} are listed",
            remedy="send the whole output of nvidia-smi -q",
        )
    devices = tuple(_device(outline, number) for number, outline in enumerate(outlines, start=1))
    return Inventory(devices)


def _split(lines: list[str]) -> tuple[Outline, list[Outline]]:
    """Entries before the first device, and the entries of each device."""
    starts = [number for number, line in enumerate(lines) if _GPU_LINE.match(line)]
    ends = [*starts[1:], len(lines)]
    head = dict(_entries(lines[: starts[0] if starts else len(lines)]))
    outlines = []
    for start, end in zip(starts, ends, strict=True):
        outline: Outline = {}
        for path, value in _entries(lines[start + 1 : end]):
            outline.setdefault(path, value)
        outlines.append(outline)
    return head, outlines


def _entries(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Paths and values; a line without a value opens a section for the deeper ones."""
    sections: list[tuple[int, str]] = []
    for line in lines:
        entry = _ENTRY.match(line)
        if not line.strip() or entry is None:
            continue
        depth = len(entry["indent"])
        while sections and sections[-1][0] >= depth:
            sections.pop()
        path = "/".join([*(name for _, name in sections), entry["name"].strip()])
        yield path, (entry["value"] or "").strip()
        sections.append((depth, entry["name"].strip()))


def _device(outline: Outline, number: int) -> Device:
    name = outline.get(_NAME, "")
    memory = mib_to_gib(leading_number(outline.get(_MEMORY)))
    if not name or memory is None:
        raise IntakeError(
            "missing_field",
            place=f"GPU {number}, {_MEMORY if name else _NAME}",
            remedy="the listing ends early; send the whole output of nvidia-smi -q",
        )
    return Device(
        product_name=name,
        memory_gib=memory,
        is_partitioned=outline.get(_MIG) == "Enabled",
        partitions=sum(1 for path in outline if _PARTITION.search(path) and path.endswith("Index")),
    )

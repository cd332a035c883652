"""Reads the plain table of `nvidia-smi` and its `--query-gpu` CSV."""

import csv
import io
import re

from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Device, Inventory, leading_number, mib_to_gib

_FIRST_ROW = re.compile(r"^\|\s+(?P<index>\d+)\s+(?P<name>\S.*?)\s+(On|Off|N/A)\s+\|\s*[0-9A-F]+:")
_MEMORY = re.compile(r"/\s*(?P<total>\d+)MiB")
_PROCESSES = "Processes:"
_NAME_COLUMNS = ("name", "gpu_name")
_ASK = "nvidia-smi --query-gpu=name,memory.total --format=csv"


def parse_summary_table(text: str) -> Inventory:
    """Devices from the plain table; long product names are cut off in it and declined."""
    table, end, _ = text.partition(_PROCESSES)
    if not end:
        raise IntakeError("truncated_table", place="end of file", remedy="send the whole table")
    devices: list[Device] = []
    block: list[str] = []
    for line in table.splitlines():
        if _FIRST_ROW.match(line) and block:
            devices.append(_table_device(block))
            block = []
        if block or _FIRST_ROW.match(line):
            block.append(line)
    if block:
        devices.append(_table_device(block))
    if not devices:
        raise IntakeError("no_devices", place="table", remedy=f"send the output of {_ASK}")
    return Inventory(tuple(devices))


def _table_device(block: list[str]) -> Device:
    first = _FIRST_ROW.match(block[0])
    memory = next((found for line in block if (found := _MEMORY.search(line))), None)
    if first is None or memory is None or first["name"].endswith("..."):
        raise IntakeError(
            "incomplete_table",
            place=block[0].strip("| ")[:40].strip(),
            remedy=f"the table cuts names short; send the output of {_ASK}",
        )
    return Device(
        product_name=first["name"],
        memory_gib=mib_to_gib(float(memory["total"])),
        is_partitioned=any(re.search(r"\|\s+Enabled\s+\|\s*$", line) for line in block),
    )


def parse_query_csv(text: str) -> Inventory:
    """Devices from `--query-gpu=… --format=csv`, with or without units, with its header."""
    rows = csv.reader(io.StringIO(text), skipinitialspace=True)
    header = [_column(cell) for cell in next(rows)]
    name_column = next((column for column in _NAME_COLUMNS if column in header), None)
    if name_column is None or "memory.total" not in header:
        raise IntakeError(
            "missing_column",
            place="line 1, name and memory.total",
            remedy=f"keep the header; send the output of {_ASK}",
        )
    devices = []
    for row in rows:
        if not row:
            continue
        if len(row) != len(header):
            raise IntakeError(
                "wrong_width",
                place=f"line {rows.line_num}",
                remedy=f"the row has {len(row)} cells, the header {len(header)}; send all of it",
            )
        devices.append(_csv_device(dict(zip(header, row, strict=True)), name_column))
    if not devices:
        raise IntakeError("no_devices", place="line 2", remedy=f"send the output of {_ASK}")
    return Inventory(tuple(devices))


def _csv_device(cells: dict[str, str], name_column: str) -> Device:
    return Device(
        product_name=cells[name_column].strip(),
        memory_gib=mib_to_gib(leading_number(cells["memory.total"])),
        is_partitioned=cells.get("mig.mode.current", "").strip() == "Enabled",
    )


def _column(cell: str) -> str:
    """Column name without its unit: `memory.total [MiB]` is `memory.total`."""
    return cell.partition("[")[0].strip()

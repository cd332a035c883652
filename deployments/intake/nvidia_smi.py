"""Reads what `nvidia-smi` prints, in each of its formats."""

import re

from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Inventory
from deployments.intake.nvidia_smi_log import parse_log
from deployments.intake.nvidia_smi_tables import parse_query_csv, parse_summary_table
from deployments.intake.nvidia_smi_xml import parse_xml
from deployments.intake.source_text import read_text

_AMD_MARKS = re.compile(
    r"ROCm System Management|AMD-SMI|amdsmi|rocm-smi|amdgpu|Card [Ss]eries|\"card0\"|MARKET_NAME"
    r"|\"market_name\"|AMD Instinct"
)
_FAILURE = re.compile(r"NVIDIA-SMI has failed|No devices were found|command not found")


def parse_nvidia_smi(data: bytes) -> Inventory:
    """Devices from `nvidia-smi -q -x`, `-q`, `--query-gpu=… --format=csv` or the plain table.

    Parameters
    ----------
    data : bytes
        The tool's output as it is, UTF-8 or UTF-16, at most `source_text.MAX_BYTES`.

    Raises
    ------
    IntakeError
        Names the place and the remedy. AMD output is recognized and declined (`amd_output`).
        Devices cut into MIG partitions are listed as such; `pools_from_inventories` declines them.
    """
    text = read_text(data)
    start = text.lstrip()
    if start.startswith("<"):
        return parse_xml(start)
    if _AMD_MARKS.search(text):
        raise IntakeError(
            "amd_output",
            place="whole file",
            remedy="enter AMD accelerators by form or as a CSV table of GPU pools",
        )
    if failure := _FAILURE.search(text):
        raise IntakeError(
            "tool_failed", place=failure.group(), remedy="run nvidia-smi where the driver is loaded"
        )
    if "NVSMI LOG" in text:
        return parse_log(text)
    if "| NVIDIA-SMI" in text:
        return parse_summary_table(text)
    if "," in start.partition("\n")[0]:
        return parse_query_csv(start)
    raise IntakeError(
        "unknown_format",
        place="first line",
        remedy="send the output of nvidia-smi -q -x, of nvidia-smi -q, or of "
        "nvidia-smi --query-gpu=name,memory.total --format=csv",
    )

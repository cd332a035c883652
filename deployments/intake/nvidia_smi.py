"""Reads what `nvidia-smi` prints, in each of its formats."""

from deployments.intake.inventory import Inventory


def parse_nvidia_smi(data: bytes) -> Inventory:
    """Devices from `nvidia-smi -q -x`, `-q`, `--query-gpu=… --format=csv` or the plain table."""
    raise NotImplementedError

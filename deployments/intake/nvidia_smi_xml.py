"""Reads `nvidia-smi -q -x`."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Device, Inventory, leading_number, mib_to_gib

_ROOT = "nvidia_smi_log"


def parse_xml(text: str) -> Inventory:
    """Devices from the XML form; its DOCTYPE line is accepted and never fetched."""
    try:
        root = ElementTree.fromstring(text.encode())
    except ParseError as fault:
        line, column = fault.position
        raise IntakeError(
            "truncated_xml",
            place=f"line {line}, column {column + 1}",
            remedy="run nvidia-smi -q -x again and send the whole file",
        ) from fault
    except DefusedXmlException as fault:
        raise IntakeError(
            "forbidden_xml",
            place="document type",
            remedy="remove entity definitions; nvidia-smi writes none",
        ) from fault
    if root.tag != _ROOT:
        raise IntakeError(
            "not_nvidia_smi",
            place=f"element <{root.tag[:60]}>",
            remedy="send the output of nvidia-smi -q -x",
        )
    devices = tuple(_device(gpu, number) for number, gpu in enumerate(root.iter("gpu"), start=1))
    if not devices:
        raise IntakeError(
            "no_devices", place=f"<{_ROOT}>", remedy="run nvidia-smi on a host with devices"
        )
    attached = leading_number(root.findtext("attached_gpus"))
    return Inventory(
        devices=devices,
        attached_count=len(devices) if attached is None else int(attached),
    )


def _device(gpu: Element, number: int) -> Device:
    name = (gpu.findtext("product_name") or "").strip()
    if not name:
        raise IntakeError(
            "missing_field",
            place=f"GPU {number}, product_name",
            remedy="run nvidia-smi -q -x with rights to read the device",
        )
    return Device(
        product_name=name,
        memory_gib=mib_to_gib(leading_number(gpu.findtext("fb_memory_usage/total"))),
        is_partitioned=gpu.findtext("mig_mode/current_mig", "").strip() == "Enabled",
        partitions=len(gpu.findall("mig_devices/mig_device")),
    )

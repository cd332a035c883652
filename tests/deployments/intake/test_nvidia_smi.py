from pathlib import Path

import pytest

from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Device
from deployments.intake.nvidia_smi import parse_nvidia_smi
from deployments.intake.source_text import MAX_BYTES

GPU = Path(__file__).parents[2] / "fixtures" / "gpu"
SAMPLE = Path(__file__).parents[3] / "deployments/intake/samples/nvidia-smi-8xh100.xml"
H100 = Device("NVIDIA H100 80GB HBM3", 81559 / 1024)


def problem_of(data: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        parse_nvidia_smi(data)
    return caught.value


def test_xml_with_its_doctype_line_is_read() -> None:
    inventory = parse_nvidia_smi(SAMPLE.read_bytes())

    assert inventory.devices == (H100,) * 8
    assert inventory.attached_count == 8


def test_no_serial_number_is_kept() -> None:
    inventory = parse_nvidia_smi(SAMPLE.read_bytes())

    assert "0000000000000" not in repr(inventory)
    assert "GPU-0" not in repr(inventory)


def test_outline_is_read() -> None:
    inventory = parse_nvidia_smi((GPU / "4xh100.txt").read_bytes())

    assert inventory.devices == (H100,) * 4
    assert inventory.attached_count is None


def test_query_csv_is_read() -> None:
    inventory = parse_nvidia_smi((GPU / "query_2xl40s.csv").read_bytes())

    assert inventory.devices == (Device("NVIDIA L40S", 46068 / 1024),) * 2


def test_plain_table_is_read() -> None:
    inventory = parse_nvidia_smi((GPU / "table_2xh100.txt").read_bytes())

    assert inventory.devices == (H100,) * 2


def test_utf16_of_a_windows_shell_is_read() -> None:
    text = (GPU / "4xh100.txt").read_text(encoding="utf-8")

    assert len(parse_nvidia_smi(text.encode("utf-16")).devices) == 4


def test_partitions_are_recognized() -> None:
    (device,) = parse_nvidia_smi((GPU / "mig_a100.xml").read_bytes()).devices

    assert device.is_partitioned
    assert device.partitions == 4


def test_amd_output_in_json_is_recognized_and_declined() -> None:
    """Fields of `amd-smi static --asic --json`, as AMD SMI's documentation names them."""
    fault = problem_of(b'[{"gpu": 0, "asic": {"market_name": "MI300X", "num_compute_units": 304}}]')

    assert fault.problem == "amd_output"


def test_amd_output_is_recognized_and_declined() -> None:
    fault = problem_of((GPU / "rocm_smi.txt").read_bytes())

    assert fault.problem == "amd_output"
    assert "form" in fault.remedy


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_truncated_xml_names_the_line(share: float) -> None:
    whole = SAMPLE.read_bytes()

    fault = problem_of(whole[: int(len(whole) * share)])

    assert fault.problem == "truncated_xml"
    assert fault.place.startswith("line ")


def test_truncated_outline_is_refused_by_its_count() -> None:
    whole = (GPU / "4xh100.txt").read_bytes()

    assert problem_of(whole[: len(whole) // 2]).problem == "count_differs"


def test_truncated_table_is_refused() -> None:
    whole = (GPU / "table_2xh100.txt").read_bytes()

    assert problem_of(whole[: len(whole) * 2 // 3]).problem == "truncated_table"


def test_entity_expansion_is_refused() -> None:
    bomb = b'<!DOCTYPE nvidia_smi_log [<!ENTITY a "aaaa">]><nvidia_smi_log>&a;</nvidia_smi_log>'

    assert problem_of(bomb).problem == "forbidden_xml"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"<html><body/></html>", "not_nvidia_smi"),
        ("Grafikkarte: groß".encode("latin-1"), "wrong_encoding"),
        (b"\x00\x01\x02", "wrong_encoding"),
        (b"a shopping list", "unknown_format"),
        (b"name, power.limit [W]\nNVIDIA L4, 72 W\n", "missing_column"),
        (b"name, memory.total [MiB]\n", "no_devices"),
        (b"name, memory.total [MiB]\nNVIDIA L4\n", "wrong_width"),
        (b"NVIDIA-SMI has failed because it couldn't communicate", "tool_failed"),
        (b"<nvidia_smi_log></nvidia_smi_log>", "no_devices"),
    ],
)
def test_bad_input_is_refused_with_place_and_remedy(data: bytes, problem: str) -> None:
    fault = problem_of(data)

    assert fault.problem == problem
    assert fault.place
    assert fault.remedy


def test_large_file_is_refused_before_parsing() -> None:
    assert problem_of(b"<" * (MAX_BYTES + 1)).problem == "too_large"

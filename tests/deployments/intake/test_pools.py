from pathlib import Path

import pytest

from deployments.catalog.loader import load_catalog
from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Device, Inventory
from deployments.intake.nvidia_smi import parse_nvidia_smi
from deployments.intake.pools import parse_pool_table, pools_from_inventories
from deployments.sizing.scenario import GpuPool

CATALOG = load_catalog()
GPU = Path(__file__).parents[2] / "fixtures" / "gpu"
SAMPLE = Path(__file__).parents[3] / "deployments/intake/samples/nvidia-smi-8xh100.xml"
H100 = Device("NVIDIA H100 80GB HBM3", 79.6)
L4 = Device("NVIDIA L4", 22.5)


def refused_hosts(*hosts: Inventory) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        pools_from_inventories(hosts, CATALOG)
    return caught.value


def refused_table(data: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        parse_pool_table(data, CATALOG)
    return caught.value


def test_one_host_becomes_one_pool() -> None:
    pools = pools_from_inventories([parse_nvidia_smi(SAMPLE.read_bytes())], CATALOG)

    assert pools == (GpuPool("h100-sxm-80", 8, 8, 1, 81559 / 1024),)


def test_equal_hosts_are_pooled_and_others_kept_apart() -> None:
    hosts = [Inventory((H100,) * 8)] * 2 + [Inventory((L4,) * 4)]

    assert pools_from_inventories(hosts, CATALOG) == (
        GpuPool("h100-sxm-80", 16, 8, 2, 79.6),
        GpuPool("l4", 4, 4, 1, 22.5),
    )


def test_partitioned_devices_are_declined() -> None:
    fault = refused_hosts(parse_nvidia_smi((GPU / "mig_a100.xml").read_bytes()))

    assert fault.problem == "mig_enabled"
    assert "4 MIG instances" in fault.place


def test_listing_of_chosen_devices_is_declined() -> None:
    assert refused_hosts(Inventory((H100,), attached_count=8)).problem == "count_differs"


def test_mixed_host_is_declined() -> None:
    assert refused_hosts(Inventory((H100, L4))).problem == "mixed_host"


def test_unknown_product_is_named() -> None:
    fault = refused_hosts(Inventory((Device("Voodoo 2", 0.01),)))

    assert fault.problem == "unknown_accelerator"
    assert "Voodoo 2" in fault.place


def test_memory_of_another_variant_is_noticed() -> None:
    odd = Device("NVIDIA H100 80GB HBM3", 64.0)

    assert refused_hosts(Inventory((odd,))).problem == "memory_differs"


def test_table_takes_ids_and_product_names() -> None:
    data = b"accelerator,count,host_count,memory_gib\nh100-sxm-80,16,2,79.6\nNVIDIA L40S,4,,\n"

    assert parse_pool_table(data, CATALOG) == (
        GpuPool("h100-sxm-80", 16, 8, 2, 79.6),
        GpuPool("l40s", 4, 4, 1, None),
    )


@pytest.mark.parametrize(
    ("data", "problem", "place"),
    [
        (b"", "empty", "whole file"),
        (b"accelerator,count\n", "empty", "line 2"),
        (b"accelerator\nl4\n", "missing_column", "count"),
        (b"accelerator,count,color\nl4,1,red\n", "unknown_column", "color"),
        (b"accelerator,count\nl4,four\n", "not_a_number", "line 2, count"),
        (b"accelerator,count\nl4,0\n", "not_a_number", "line 2, count"),
        (b"accelerator,count\nl4,1,9\n", "wrong_width", "line 2"),
        (b"accelerator,count\nl4,1\n=cmd|' /C calc'!A0,1\n", "unknown_accelerator", "line 3"),
        (b"accelerator,count,host_count\nl4,5,2\n", "uneven_hosts", "line 2"),
        (b"accelerator,count,gpus_per_island\nl4,2,99\n", "island_too_large", "line 2"),
        (b"accelerator,count,memory_gib\nl4,2,1e9\n", "not_a_number", "memory_gib"),
        (b"accelerator,count\n\xe4,1\n", "wrong_encoding", "byte 18"),
    ],
)
def test_bad_table_is_refused_with_its_place(data: bytes, problem: str, place: str) -> None:
    fault = refused_table(data)

    assert fault.problem == problem
    assert place in fault.place

from pathlib import Path

import pytest

from deployments.catalog.loader import load_catalog
from deployments.intake.errors import IntakeError
from deployments.intake.inventory import Device, Inventory
from deployments.intake.pools import pools_from_inventories
from deployments.intake.topology import Topology, is_topology, parse_topology

CATALOG = load_catalog()
PAIRS = Path(__file__).parents[2] / "fixtures" / "gpu" / "topo_two_pairs.txt"
SAMPLE = Path(__file__).parents[3] / "deployments/intake/samples/nvidia-smi-8xh100.xml"
H100_NVL = Inventory((Device("NVIDIA H100 NVL", 93.1),) * 4)
L4 = Inventory((Device("NVIDIA L4", 22.5),) * 4)


def matrix(link: str, devices: int) -> bytes:
    """All devices joined by one kind of link."""
    names = [f"GPU{number}" for number in range(devices)]
    rows = ["\t" + "\t".join([*names, "CPU Affinity", "NUMA Affinity"])]
    for name in names:
        cells = [" X " if name == other else link for other in names]
        rows.append("\t".join([name, *cells, "0-63", "0"]))
    return "\n".join(rows).encode()


def refused(data: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        parse_topology(data)
    return caught.value


def test_pairs_joined_by_bridges_are_islands_of_two() -> None:
    data = PAIRS.read_bytes()

    assert is_topology(data)
    assert parse_topology(data) == Topology(devices=4, island_devices=2)


@pytest.mark.parametrize(("link", "island"), [("NV18", 8), ("NV4", 8), ("SYS", 1), ("PIX", 1)])
def test_only_nvlink_makes_an_island(link: str, island: int) -> None:
    assert parse_topology(matrix(link, 8)) == Topology(8, island)


def test_smallest_island_counts() -> None:
    text = PAIRS.read_text().replace("GPU2\tSYS\tSYS\t X \tNV12", "GPU2\tSYS\tSYS\t X \tSYS")
    text = text.replace("GPU3\tSYS\tSYS\tNV12\t X", "GPU3\tSYS\tSYS\tSYS\t X")

    assert parse_topology(text.encode()).island_devices == 1


def test_underlined_heading_of_a_terminal_is_read() -> None:
    underlined = b"\t\x1b[4mGPU0\tGPU1\tCPU Affinity\x1b[0m\nGPU0\t X \tNV4\t0\nGPU1\tNV4\t X \t0\n"

    assert is_topology(underlined)
    assert parse_topology(underlined) == Topology(2, 2)


def test_other_outputs_are_no_topology() -> None:
    assert not is_topology(SAMPLE.read_bytes())
    assert not is_topology(b"")
    assert not is_topology(b"accelerator,count\nh100-sxm-80,8\n")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (matrix("NV18", 4)[:-20], "row GPU3"),
        (matrix("NV18", 4).replace(b"\nGPU2\t", b"\nGPU9\t"), "row GPU2"),
        (matrix("WIFI", 2), "row GPU0, 'WIFI'"),
        (PAIRS.read_bytes().replace(b"GPU1\tNV12", b"GPU1\tSYS"), "GPU0 and GPU1 disagree"),
    ],
    ids=["truncated", "row missing", "unknown link", "one-sided"],
)
def test_damaged_matrix_names_its_row(data: bytes, place: str) -> None:
    fault = refused(data)

    assert (fault.problem, fault.place) == ("damaged_topology", place)


def test_island_of_the_pool_follows_the_links() -> None:
    (seen,) = pools_from_inventories([H100_NVL], CATALOG, [Topology(4, 2)])
    (unseen,) = pools_from_inventories([H100_NVL], CATALOG)

    assert seen.gpus_per_island == 2
    assert unseen.gpus_per_island == min(4, CATALOG.accelerators["h100-nvl-94"].island_size)


def test_cards_without_a_bridge_keep_the_host_as_island() -> None:
    (pool,) = pools_from_inventories([L4], CATALOG, [Topology(4, 1)])

    assert pool.gpus_per_island == 4


@pytest.mark.parametrize(
    ("topologies", "problem"),
    [
        ([Topology(8, 8)], "topology_without_listing"),
        ([Topology(4, 4), Topology(4, 2)], "topologies_differ"),
    ],
)
def test_topology_that_fits_no_host_is_refused(topologies: list[Topology], problem: str) -> None:
    with pytest.raises(IntakeError) as caught:
        pools_from_inventories([H100_NVL], CATALOG, topologies)

    assert caught.value.problem == problem

from dataclasses import replace

from deployments.catalog.geometry import Precision
from deployments.sizing.assess import assess
from deployments.sizing.results import AssessmentResult, Configuration
from deployments.sizing.scenario import GpuPool, Serving
from deployments.sizing.search import smallest_configurations
from tests.deployments.sizing.cases import CATALOG, SCENARIO

# with the formats asked for; those with fewer bits come behind or are dearer
FOUND = {
    found.accelerator: found
    for found in smallest_configurations(SCENARIO, CATALOG)
    if found.weights == "fp8"
}


def assessed_on(found: Configuration, replicas: int) -> AssessmentResult:
    """What the whole assessment says about a configuration with some replicas."""
    devices = replicas * found.tensor_parallel
    serving = Serving(
        Precision(found.weights), Precision(found.kv_cache), tensor_parallel=found.tensor_parallel
    )
    pool = GpuPool(found.accelerator, devices, found.tensor_parallel)
    result = assess(replace(SCENARIO, serving=serving, pool=pool, costs=None), CATALOG, seed=1)
    assert isinstance(result, AssessmentResult)
    return result


def test_what_is_found_carries_the_peak_with_one_to_spare() -> None:
    found = FOUND["h100-sxm-80"]

    capacity = assessed_on(found, found.replicas).capacity

    assert capacity is not None
    assert capacity.has_spare
    assert capacity.load_share <= 0.7


def test_one_replica_fewer_would_leave_no_spare() -> None:
    found = FOUND["h100-sxm-80"]

    capacity = assessed_on(found, found.replicas - 1).capacity

    assert capacity is not None
    assert not capacity.has_spare


def test_cheapest_comes_first_and_unpriced_last() -> None:
    listed = tuple(row for row in CATALOG.accelerator_prices if row.accelerator != "l40s")
    found = smallest_configurations(SCENARIO, replace(CATALOG, accelerator_prices=listed))

    prices = [configuration.purchase for configuration in found]
    priced = [price for price in prices if price is not None]

    assert priced == sorted(priced)
    assert prices[len(priced) :] == [None] * (len(prices) - len(priced))
    assert 0 < len(priced) < len(prices)


def test_price_counts_every_device_once() -> None:
    found = FOUND["h100-sxm-80"]

    # 40,625 USD, the middle of 31,250 to 50,000, in catalog/accelerator_prices.toml
    assert found.purchase == 40_625 * found.devices


def test_formats_that_a_device_does_not_compute_in_are_not_proposed() -> None:
    asked = replace(SCENARIO, serving=Serving(Precision.BF16))
    found = smallest_configurations(asked, CATALOG)

    proposed = {row.weights for row in found if row.accelerator == "a100-sxm-80"}
    assert proposed == {"bf16", "int4"}
    assert {row.weights for row in found} == {"bf16", "fp8", "int4"}


def test_fewer_bits_are_proposed_only_where_they_save_devices() -> None:
    found = smallest_configurations(SCENARIO, CATALOG)

    for row in found:
        if row.weights == "int4" and row.accelerator in FOUND:
            assert row.devices < FOUND[row.accelerator].devices


def test_slices_over_pcie_stay_narrow() -> None:
    found = smallest_configurations(SCENARIO, CATALOG)

    assert {row.tensor_parallel for row in found if row.accelerator == "l40s"} == {2}


def test_latency_that_nothing_reaches_finds_nothing() -> None:
    impatient = replace(SCENARIO.workload, tpot_slo_ms=0.01)

    assert smallest_configurations(replace(SCENARIO, workload=impatient), CATALOG) == ()

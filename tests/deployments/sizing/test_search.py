from dataclasses import replace

from deployments.catalog.geometry import Precision
from deployments.sizing.assess import assess
from deployments.sizing.results import AssessmentResult, Configuration
from deployments.sizing.scenario import GpuPool, Serving
from deployments.sizing.search import smallest_configurations
from tests.deployments.sizing.cases import CATALOG, SCENARIO

FOUND = {found.accelerator: found for found in smallest_configurations(SCENARIO, CATALOG)}


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
    prices = [found.purchase for found in FOUND.values()]
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
    found = {row.accelerator: row for row in smallest_configurations(asked, CATALOG)}

    assert found["a100-sxm-80"].weights in {"bf16", "int4"}
    assert {row.weights for row in found.values()} <= {"bf16", "fp8", "int4"}


def test_slices_over_pcie_stay_narrow() -> None:
    assert FOUND["l40s"].tensor_parallel <= 2


def test_latency_that_nothing_reaches_finds_nothing() -> None:
    impatient = replace(SCENARIO.workload, tpot_slo_ms=0.01)

    assert smallest_configurations(replace(SCENARIO, workload=impatient), CATALOG) == ()

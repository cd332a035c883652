from deployments.catalog.geometry import Precision
from deployments.sizing.latency import Request
from deployments.sizing.replica_sizing import Load, size_replica
from deployments.sizing.results import Refused
from deployments.sizing.scenario import GpuPool, Serving
from tests.deployments.sizing.cases import CATALOG, LLAMA_70B, geometry

LOAD = Load(Request(1000, 1000), concurrency=8)


def test_smallest_degree_that_fits_is_taken() -> None:
    found = size_replica(
        LLAMA_70B,
        GpuPool("h100-sxm-80", 8, 8),
        Serving(Precision.FP8),
        LOAD,
        context_tokens=8192,
        catalog=CATALOG,
    )

    assert not isinstance(found, Refused)
    assert (found.memory.tensor_parallel, found.replicas) == (2, 4)


def test_replica_that_does_not_fit_has_no_speed() -> None:
    found = size_replica(
        geometry("deepseek-ai/DeepSeek-V3"),
        GpuPool("h100-sxm-80", 8, 8),
        Serving(Precision.FP8),
        LOAD,
        context_tokens=8192,
        catalog=CATALOG,
    )

    assert not isinstance(found, Refused)
    assert (found.memory.fits, found.speed) == (False, None)


def test_invalid_degree_is_refused() -> None:
    found = size_replica(
        LLAMA_70B,
        GpuPool("h100-sxm-80", 8, 8),
        Serving(Precision.FP8, tensor_parallel=3),
        LOAD,
        context_tokens=8192,
        catalog=CATALOG,
    )

    assert isinstance(found, Refused)


def test_saturated_throughput_is_near_the_published_one() -> None:
    """Llama 3.1 8B in FP8 on one H100, 128 in, 128 out: 26,401 tokens/s.

    TensorRT-LLM performance overview, release 0.17, throughput at maximum load.
    """
    found = size_replica(
        geometry("meta-llama/Meta-Llama-3.1-8B"),
        GpuPool("h100-sxm-80", 1, 1),
        Serving(Precision.FP8, Precision.FP8),
        Load(Request(128, 128), concurrency=64),
        context_tokens=256,
        catalog=CATALOG,
    )

    assert not isinstance(found, Refused)
    assert found.speed is not None
    assert found.speed.offline_tokens_per_second.low < 26_401
    assert found.speed.offline_tokens_per_second.high > 26_401

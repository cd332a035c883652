"""What must hold for any workload, model and device."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from deployments.catalog.geometry import Precision
from deployments.sizing.latency import Replica, Request, offline_tokens_per_second, tpot_seconds
from deployments.sizing.memory import (
    kv_bytes_per_token,
    sequence_cache_bytes,
    weights_gib_per_rank,
)
from deployments.sizing.precision import BYTES_PER_VALUE
from deployments.sizing.scenario import Serving
from deployments.sizing.sharding import valid_degrees
from tests.deployments.sizing.cases import CATALOG

models = st.sampled_from(sorted(CATALOG.models)).map(lambda key: CATALOG.models[key].geometry)
devices = st.sampled_from(sorted(CATALOG.accelerators)).map(CATALOG.accelerators.__getitem__)
precisions = st.sampled_from(list(Precision))
requests = st.builds(Request, st.integers(1, 30_000), st.integers(1, 8_000))


@st.composite
def replicas(draw: st.DrawFn) -> Replica:
    model = draw(models)
    degree = draw(st.sampled_from(valid_degrees(model, 8)))
    return Replica(model, draw(devices), Serving(draw(precisions)), degree, CATALOG.step_time)


@given(replicas(), requests, st.floats(1, 500), st.floats(1, 4))
def test_time_per_token_does_not_fall_with_concurrency(
    replica: Replica, request: Request, concurrency: float, factor: float
) -> None:
    less = tpot_seconds(replica, request, concurrency)
    more = tpot_seconds(replica, request, concurrency * factor)

    assert more >= less * (1 - 1e-9)


@given(replicas(), requests, st.floats(1, 500), st.integers(0, 20_000))
def test_time_per_token_does_not_fall_with_context(
    replica: Replica, request: Request, concurrency: float, further: int
) -> None:
    longer = replace(request, prompt_tokens=request.prompt_tokens + further)

    assert tpot_seconds(replica, longer, concurrency) >= tpot_seconds(
        replica, request, concurrency
    ) * (1 - 1e-9)


@given(replicas(), requests, st.floats(1, 500), st.floats(1, 4))
def test_throughput_does_not_fall_with_bandwidth(
    replica: Replica, request: Request, concurrency: float, factor: float
) -> None:
    device = replica.accelerator
    faster = replace(device, bandwidth_gb_per_second=device.bandwidth_gb_per_second * factor)

    assert offline_tokens_per_second(
        replace(replica, accelerator=faster), request, concurrency
    ) >= offline_tokens_per_second(replica, request, concurrency) * (1 - 1e-9)


@given(models, precisions, st.integers(1, 100_000), st.integers(0, 100_000))
def test_cache_does_not_shrink_with_context(
    model: object, kv_cache: Precision, tokens: int, further: int
) -> None:
    shorter = sequence_cache_bytes(model, kv_cache, tokens=tokens)  # type: ignore[arg-type]  # drawn

    assert sequence_cache_bytes(model, kv_cache, tokens=tokens + further) >= shorter  # type: ignore[arg-type]  # drawn


@given(replicas(), precisions)
def test_memory_does_not_shrink_with_bytes(replica: Replica, other: Precision) -> None:
    """Formats that a model spares modules from are compared without the exceptions."""
    model = replace(replica.model, spared=frozenset())
    low, high = sorted((replica.serving.weights, other), key=BYTES_PER_VALUE.__getitem__)

    assert weights_gib_per_rank(
        model, high, tensor_parallel=replica.tensor_parallel
    ) >= weights_gib_per_rank(model, low, tensor_parallel=replica.tensor_parallel)
    assert kv_bytes_per_token(model, high) >= kv_bytes_per_token(model, low)


@given(replicas())
def test_slices_together_hold_at_least_the_whole(replica: Replica) -> None:
    weights = replica.serving.weights
    degree = replica.tensor_parallel
    whole = weights_gib_per_rank(replica.model, weights, tensor_parallel=1)
    slice_gib = weights_gib_per_rank(replica.model, weights, tensor_parallel=degree)

    assert whole * (1 - 1e-9) <= slice_gib * degree
    assert slice_gib <= whole * (1 + 1e-9)

"""A model held against every accelerator takes the fewest devices that carry a copy."""

from dataclasses import replace

import pytest

from deployments.catalog.geometry import Precision
from deployments.current_catalog import current_catalog
from deployments.sizing.fleet import fit_fleet
from deployments.sizing.memory import fit_memory
from deployments.sizing.scenario import Serving

CATALOG = current_catalog()
LLAMA_70B = CATALOG.models["meta-llama/Meta-Llama-3.1-70B"].geometry
BF16 = Serving(Precision.BF16)


def test_every_kind_is_held_against_the_model() -> None:
    fits = fit_fleet(LLAMA_70B, BF16, CATALOG.accelerators.values(), context_tokens=8192)

    assert {fit.accelerator.id for fit in fits} == set(CATALOG.accelerators)


def test_each_fits_on_the_fewest_devices_that_hold_it() -> None:
    """70.6 billion parameters of two bytes are 131.4 GiB: two devices of 141 GB, four of 80."""
    fits = fit_fleet(LLAMA_70B, BF16, CATALOG.accelerators.values(), context_tokens=8192)
    devices = {fit.accelerator.id: fit.memory.tensor_parallel for fit in fits if fit.memory.fits}

    assert devices["h200-sxm-141"] == 2
    assert devices["h100-sxm-80"] == 4
    for fit in fits:
        narrower = fit.memory.tensor_parallel // 2
        if fit.memory.fits and narrower:
            half = fit_memory(
                LLAMA_70B,
                BF16,
                tensor_parallel=narrower,
                device_gib=fit.accelerator.memory_gib,
                context_tokens=8192,
            )
            assert not half.fits


def test_those_that_fit_come_first_the_fewest_devices_first() -> None:
    fits = fit_fleet(LLAMA_70B, BF16, CATALOG.accelerators.values(), context_tokens=8192)
    order = [(not fit.memory.fits, fit.memory.tensor_parallel) for fit in fits]

    assert order == sorted(order)


def test_fewer_bits_never_need_more_devices() -> None:
    kinds = CATALOG.accelerators.values()
    wide = {
        fit.accelerator.id: fit.memory
        for fit in fit_fleet(LLAMA_70B, BF16, kinds, context_tokens=8192)
    }

    for fit in fit_fleet(LLAMA_70B, Serving(Precision.INT4), kinds, context_tokens=8192):
        before = wide[fit.accelerator.id]
        assert fit.memory.fits or not before.fits
        if before.fits:
            assert fit.memory.tensor_parallel <= before.tensor_parallel


@pytest.mark.parametrize("degree", [1, 8])
def test_degree_that_was_asked_for_is_kept(degree: int) -> None:
    serving = replace(BF16, tensor_parallel=degree)

    fits = fit_fleet(LLAMA_70B, serving, CATALOG.accelerators.values(), context_tokens=8192)

    assert {fit.memory.tensor_parallel for fit in fits} == {degree}

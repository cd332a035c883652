"""Bytes that a number takes in each format, and which formats a device computes in."""

from deployments.catalog.entries import Accelerator
from deployments.catalog.geometry import Precision

GIB = 1024**3

BYTES_PER_VALUE = {
    Precision.BF16: 2.0,
    Precision.FP8: 1.0,
    Precision.INT8: 1.0,
    # four bits, a 16-bit scale and a 4-bit zero point per group of 128
    Precision.INT4: 0.53,
    # four bits and an 8-bit scale per block of 32 (OCP Microscaling formats 1.0)
    Precision.MXFP4: 0.531,
    # four bits and an 8-bit scale per block of 16
    Precision.NVFP4: 0.5625,
}

# Tensor cores that multiply fp8 came with compute capability 8.9, fp4 with 10.0.
_FP8_CAPABILITY = 89
_FP4_CAPABILITY = 100


def compute_tflops(accelerator: Accelerator, weights: Precision) -> float:
    """Dense peak at which matrices in `weights` are multiplied.

    Formats that the device does not compute in are unpacked to bf16: int4 always, fp8 below
    compute capability 8.9, the 4-bit floats below 10.0. Other vendors are taken at their word.
    """
    capability = accelerator.compute_capability
    if weights is Precision.FP8 and (capability is None or capability >= _FP8_CAPABILITY):
        return accelerator.fp8_tflops or accelerator.bf16_tflops
    four_bit = weights in {Precision.MXFP4, Precision.NVFP4}
    if four_bit and (capability is None or capability >= _FP4_CAPABILITY):
        return accelerator.fp4_tflops or accelerator.bf16_tflops
    return accelerator.bf16_tflops

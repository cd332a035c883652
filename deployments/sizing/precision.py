"""Bytes that a number takes in each format, and which formats a device computes in."""

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

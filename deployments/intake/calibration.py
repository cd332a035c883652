"""Reads measured serving rows, as published with aiconfigurator, into calibration points."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from deployments.catalog.entries import Catalog
from deployments.catalog.geometry import Precision
from deployments.intake.errors import IntakeError
from deployments.intake.source_text import read_text
from deployments.sizing.latency import Replica, Request
from deployments.sizing.scenario import Backend, Serving

ACCELERATORS = {
    "h100_sxm": "h100-sxm-80",
    "h200_sxm": "h200-sxm-141",
    "b200_sxm": "b200-sxm-180",
    "b300_sxm": "b300-sxm",
    "gb200": "gb200",
}
_PRECISIONS = {
    "fp8": Precision.FP8,
    "fp4": Precision.NVFP4,
    "int4": Precision.INT4,
    "bf16": Precision.BF16,
}
# Wider rows describe several hosts or attention spread over data ranks, which is not modeled.
WIDEST_DEGREE = 8


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """One measured row; times in milliseconds."""

    replica: Replica
    request: Request
    concurrency: float
    tpot_ms: float
    ttft_ms: float
    model_name: str


@dataclass(frozen=True, slots=True)
class CalibrationRows:
    """Points taken, and rows left out by reason."""

    points: tuple[CalibrationPoint, ...]
    left_out: Mapping[str, int]


def parse_calibration(data: bytes, catalog: Catalog) -> CalibrationRows:
    """Points from CSV with the columns of aiconfigurator's `silicon_sample.csv`.

    Rows name models by catalog id or alias. The KV cache is taken to be fp8 where weights are
    quantized, bf16 otherwise: the rows do not say.
    """
    points: list[CalibrationPoint] = []
    left_out: dict[str, int] = {}
    rows = csv.DictReader(io.StringIO(read_text(data)))
    for row in rows:
        reason = _reason_to_leave(row, catalog)
        if reason is not None:
            left_out[reason] = left_out.get(reason, 0) + 1
            continue
        try:
            points.append(_point(row, catalog))
        except (KeyError, ValueError) as fault:
            raise IntakeError(
                "bad_value",
                place=f"line {rows.line_num}: {fault}",
                remedy="send the table of measured rows as it is",
            ) from fault
    if not points:
        raise IntakeError(
            "empty", place="line 2", remedy="send the table of measured rows as it is"
        )
    return CalibrationRows(tuple(points), left_out)


def _reason_to_leave(row: Mapping[str, str], catalog: Catalog) -> str | None:
    try:
        if catalog.find_model(row["model_path"]) is None:
            return "model not in the catalog"
        if row["system"] not in ACCELERATORS:
            return "accelerator not in the catalog"
        if not row["concurrency"]:
            return "no concurrency"
        if float(row["attention_dp_size"] or 1) > 1:
            return "attention spread over data ranks"
        if int(row["tp_size"]) > WIDEST_DEGREE:
            return f"more than {WIDEST_DEGREE} ranks"
    except KeyError as fault:
        raise IntakeError(
            "missing_column",
            place=f"line 1, {fault}",
            remedy="send the table of measured rows as it is",
        ) from fault
    return None


def _point(row: Mapping[str, str], catalog: Catalog) -> CalibrationPoint:
    model = catalog.find_model(row["model_path"])
    if model is None:
        raise KeyError(row["model_path"])
    weights = _weights(row, model.geometry.native_weights)
    serving = Serving(
        weights=weights,
        kv_cache=Precision.BF16 if weights is Precision.BF16 else Precision.FP8,
        backend=Backend(row["backend"]),
    )
    accelerator = catalog.accelerators[ACCELERATORS[row["system"]]]
    return CalibrationPoint(
        replica=Replica(
            model.geometry, accelerator, serving, int(row["tp_size"]), catalog.step_time
        ),
        request=Request(int(row["isl"]), int(row["osl"])),
        concurrency=float(row["concurrency"]),
        tpot_ms=float(row["tpot_ms"]),
        ttft_ms=float(row["ttft_ms"]),
        model_name=model.id,
    )


def _weights(row: Mapping[str, str], native: Precision) -> Precision:
    """Format of the row; models published in MXFP4 are measured in it whatever the row says."""
    if native is Precision.MXFP4:
        return native
    named = _PRECISIONS.get(row["precision"])
    if named is None:
        return Precision.FP8 if row["model_path"].endswith("FP8") else Precision.BF16
    return named

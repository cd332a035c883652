import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from deployments.catalog.geometry import Precision
from deployments.catalog.loader import load_catalog
from deployments.sizing.latency import Replica, Request, tpot_seconds, ttft_seconds
from deployments.sizing.scenario import Serving

SYSTEMS = {"h100_sxm": "h100-sxm-80", "h200_sxm": "h200-sxm-141"}
MODELS = ("Qwen/Qwen3-32B", "Qwen/Qwen3-30B-A3B")
COLUMNS = (
    "model_path",
    "system",
    "backend",
    "precision",
    "isl",
    "osl",
    "concurrency",
    "tp_size",
    "attention_dp_size",
    "ttft_ms",
    "tpot_ms",
)


def simulated_row(model: str, system: str, degree: int, concurrency: int) -> list[object]:
    """A row as the model itself predicts it: a fit on such rows must find it again."""
    catalog = load_catalog()
    known = catalog.find_model(model)
    assert known is not None
    serving = Serving(Precision.FP8, Precision.FP8)
    replica = Replica(
        known.geometry,
        catalog.accelerators[SYSTEMS[system]],
        serving,
        degree,
        catalog.step_time,
    )
    request = Request(1024, 512)
    ttft_ms = ttft_seconds(replica, request, concurrency) * 1000
    tpot_ms = tpot_seconds(replica, request, concurrency) * 1000
    return [model, system, "vllm", "fp8", 1024, 512, concurrency, degree, 1, ttft_ms, tpot_ms]


def table(path: Path, *more: list[object], columns: tuple[str, ...] = COLUMNS) -> str:
    file = path / "measured.csv"
    with file.open("w", newline="", encoding="utf-8") as sheet:
        rows = csv.writer(sheet)
        rows.writerow(columns)
        rows.writerows(
            simulated_row(model, system, degree, concurrency)
            for model in MODELS
            for system in SYSTEMS
            for degree in (1, 2, 4)
            for concurrency in (1, 8, 64)
        )
        rows.writerows(more)
    return str(file)


def test_fit_finds_the_model_that_made_the_rows(tmp_path: Path) -> None:
    out = io.StringIO()
    other = ["nobody/nothing", "h100_sxm", "vllm", "fp8", 1, 1, 1, 1, 1, 1, 1]

    call_command("fit_step_time", table(tmp_path, other), "--no-cross-validation", stdout=out)

    lines = out.getvalue().splitlines()
    assert "left out 1 rows: model not in the catalog" in lines
    fitted = next(line for line in lines if line.startswith("fitted | dense"))
    textbook = next(line for line in lines if line.startswith("textbook roofline | dense"))
    assert float(fitted.split("MAPE ")[1].split()[0]) < 0.02
    assert float(textbook.split("MAPE ")[1].split()[0]) > 0.3
    assert "is_provisional = false" in lines


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "whole file"),
        (b"isl,osl\n1,2\n", "line 1, 'model_path'"),
        (b"\xff\xfe\xff", "wrong_encoding"),
        (b"model_path,system\nnobody/nothing,h100_sxm\n", "line 2"),
    ],
    ids=["empty", "columns", "encoding", "no row known"],
)
def test_table_that_cannot_be_used_is_named(tmp_path: Path, content: bytes, place: str) -> None:
    file = tmp_path / "measured.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=place):
        call_command("fit_step_time", str(file))


def test_value_that_is_no_number_names_its_line(tmp_path: Path) -> None:
    row = simulated_row(MODELS[0], "h100_sxm", 1, 8)
    row[-1] = "fast"

    with pytest.raises(CommandError, match="line 38"):
        call_command("fit_step_time", table(tmp_path, row))


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.csv"):
        call_command("fit_step_time", str(tmp_path / "nothing.csv"))

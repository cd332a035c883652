import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from deployments.intake.source_text import MAX_BYTES

MODELS = Path(__file__).parents[2] / "fixtures" / "models"
LLAMA_70B: dict[str, object] = {
    "model": "meta-llama/Meta-Llama-3.1-70B",
    "accelerator": "h100-sxm-80",
    "count": 8,
    "weights": "fp8",
    "input_tokens": 1000,
    "output_tokens": 300,
}
# the reference case of the design, but for the tokens that the machines deliver
COSTS = {
    "price_year": 2026,
    "capex": 350_000,
    "network_capex": 30_000,
    "life_years": 4,
    "residual_share": 0.1,
    "idle_kw": 3.0,
    "peak_kw": 10.2,
    "utilization": 0.45,
    "pue": 1.4,
    "price_per_kwh": 0.15,
    "colocation_per_kw_month": 200,
    "staff_fte": 0.5,
    "salary_per_year": 150_000,
    "support_share": 0.1,
    "discount_rate": 0.08,
}
CLOUD = {"gpu_hour_price": 3.5, "api_input_per_mtok": 0.59, "api_output_per_mtok": 0.79}
DEMAND = {"arrivals_per_second": 3, "ttft_slo_ms": 3000, "tpot_slo_ms": 60}


def written(path: Path, *scenarios: dict[str, object] | str) -> str:
    texts = [text if isinstance(text, str) else json.dumps(text) for text in scenarios]
    file = path / "scenarios.json"
    file.write_text("\n".join(texts), encoding="utf-8")
    return str(file)


def printed(path: str, *options: str) -> str:
    out = io.StringIO()
    call_command("size_deployment", path, *options, stdout=out)
    return out.getvalue()


def records(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed(path, "--json").splitlines()]


def record(path: Path, **changes: object) -> dict[str, Any]:
    (only,) = records(written(path, LLAMA_70B | changes))
    return only


def test_public_fields_are_printed(tmp_path: Path) -> None:
    found = record(tmp_path, concurrency=16)

    assert (found["fits"], found["reasons"], found["replicas"]) == (True, [], 4)
    assert found["parameters_total"] == 70_553_706_496  # Hugging Face, sum of the tensors
    assert found["kv_cache_bytes_per_token"] == 2 * 8 * 128 * 2 * 80
    assert found["max_concurrency"] == found["kv_cache_tokens"] / 1300
    assert found["power_kw"] == pytest.approx(10.2)  # NVIDIA DGX H100 data sheet
    for name in ("tpot_ms", "output_tokens_per_second", "offline_output_tokens_per_second"):
        assert found[name]["low"] < found[name]["central"] < found[name]["high"]
    assert found["ttft_ms"]["floor"] <= found["ttft_ms"]["low"]
    assert "cost" not in found
    assert "score" not in found


def test_one_record_per_line_whatever_the_others_hold(tmp_path: Path) -> None:
    found = records(written(tmp_path, LLAMA_70B, '{"model": ', {**LLAMA_70B, "count": 2}))

    assert [row.get("replicas") for row in found] == [4, None, 1]
    assert found[1]["refused"].startswith("line 2: not_json")


def test_a_torn_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    found = records(written(tmp_path, '{"model": ', LLAMA_70B, "[1]"))

    assert [list(row) == ["refused"] for row in found] == [True, False, True]
    assert found[2]["refused"].startswith("line 3: ")


def test_devices_left_over_and_long_contexts_are_named(tmp_path: Path) -> None:
    found = record(tmp_path, count=7, context_tokens=200_000)

    assert "context_tokens exceed the 131072 that the model accepts" in found["reasons"]
    assert found["replicas"] * found["tensor_parallel"] < 7
    assert any("left over" in reason for reason in found["reasons"])


def test_growth_makes_a_token_of_ones_own_cheaper(tmp_path: Path) -> None:
    asked = {"concurrency": 16, "costs": COSTS, "cloud": CLOUD}

    level = record(tmp_path, **asked)["cost"]
    growing = record(tmp_path, **asked, growth_per_year=0.2)["cost"]

    own, more = (cost["options"]["on_prem"]["per_output_mtok"] for cost in (level, growing))
    assert more < own
    assert growing["options"]["api"]["npv"] > level["options"]["api"]["npv"]


def test_a_scenario_is_named_by_its_id_even_if_refused(tmp_path: Path) -> None:
    found = records(written(tmp_path, {"id": 7, **LLAMA_70B}, {"id": "b", "count": 0}))

    assert [row["id"] for row in found] == [7, "b"]
    assert "refused" in found[1]


def test_a_scenario_over_several_lines_is_one_scenario(tmp_path: Path) -> None:
    (found,) = records(written(tmp_path, json.dumps(LLAMA_70B, indent=2)))

    assert found["fits"]


def test_a_torn_scenario_over_several_lines_is_refused_once(tmp_path: Path) -> None:
    out = io.StringIO()
    file = written(tmp_path, json.dumps(LLAMA_70B, indent=2)[:-20])

    with pytest.raises(CommandError, match=r"scenarios\.json: there is no scenario in it"):
        call_command("size_deployment", file, "--json", stdout=out)

    assert list(json.loads(out.getvalue())) == ["refused"]


@pytest.mark.parametrize("text", ["[]", "5", "null", json.dumps([LLAMA_70B])])
def test_json_that_is_no_scenario_is_refused_as_such(tmp_path: Path, text: str) -> None:
    out = io.StringIO()

    with pytest.raises(CommandError, match="there is no scenario in it"):
        call_command("size_deployment", written(tmp_path, text), "--json", stdout=out)

    refused = json.loads(out.getvalue())["refused"]
    assert refused.startswith("not_a_scenario at top level: give a JSON object for each scenario")


def test_configuration_is_found_beside_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((MODELS / "deepseek-v3.json").read_bytes())
    asked = {**LLAMA_70B, "config": "config.json", "accelerator": "h200-sxm-141"}
    del asked["model"]

    (found,) = records(written(tmp_path, asked))

    assert found["parameters_total"] == pytest.approx(671e9, rel=0.005)  # arXiv:2412.19437
    assert found["fits"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"concurrency": 0}, "concurrency = 0"),
        ({"concurrency": float("nan")}, "concurrency = nan"),
        ({"arrivals_per_second": -1}, "arrivals_per_second = -1"),
        ({"context_tokens": 100}, "context_tokens = 100"),
        ({"weights": "fp7"}, "weights 'fp7'"),
        ({"model": 5}, "model = '5'"),
        ({"model": "gpt-5"}, "model 'gpt-5'"),
        ({"accelerator": "h100"}, "accelerator 'h100'"),
        ({"count": "8"}, "count = '8'"),
        ({"gpu_memory_utilization": 0}, "gpu_memory_utilization = 0"),
        ({"cached_prefix_share": 1.5}, "cached_prefix_share = 1.5"),
        ({"colour": "blue"}, "colour"),
        ({"config": "missing.json"}, "config 'missing.json'"),
        ({"config": str(MODELS / "bert-base.json")}, "model_type 'bert'"),
        ({"costs": {**COSTS, "pue": 0.5}}, "costs.pue"),
        ({"costs": 5}, "costs.non_field_errors"),
        ({"sovereignty": {"data_classes": [{"key": "x", "share": 2}]}}, "data_classes.0.share"),
        ({"fine_tuning": True}, "fine_tuning"),
        ({"fine_tuning": {"rank": 8}}, "fine_tuning.sequence_tokens"),
        ({"tensor_parallel": 3}, "3 devices"),
        ({"count": 6, "tensor_parallel": 4}, "no multiple of 4"),
        ({"count": 10**6}, "count = 1000000"),
        ({"growth_per_year": -2}, "growth_per_year = -2"),
        ({"input_tokens": -1}, "input_tokens = '-1'"),
        ({"model": None}, "missing_field at model: use an id"),
        ({"accelerator": None}, "missing_field at accelerator: use an id"),
        (
            {"input_tokens": None},
            "missing_field at input_tokens: give a JSON object for each scenario",
        ),
        ({"pipeline_parallel": 9}, "pipeline stages"),
    ],
)
def test_what_cannot_be_sized_has_a_reason_and_no_numbers(
    tmp_path: Path, changes: dict[str, object], place: str
) -> None:
    found = record(tmp_path, **changes)

    assert list(found) == ["refused"]
    assert place in found["refused"]


@pytest.mark.parametrize(
    "content", [b"", b" \n\n", b"\xff\xfe\x00"], ids=["empty", "blank", "bytes"]
)
def test_file_that_holds_no_scenario_is_an_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "scenarios.json"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=r"scenarios\.json"):
        printed(str(file))


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="give a JSON file in UTF-8"):
        printed(str(tmp_path / "nothing.json"))


def test_configuration_of_200_mb_is_refused_after_its_first_bytes(tmp_path: Path) -> None:
    with (tmp_path / "config.json").open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    found = record(tmp_path, config="config.json")

    assert f"too_large at {MAX_BYTES + 1:,} bytes" in found["refused"]


def test_replica_that_does_not_fit_has_memory_but_no_speed(tmp_path: Path) -> None:
    found = record(tmp_path, count=1)

    assert "KV cache cannot hold one sequence of context_tokens" in found["reasons"]
    assert not found["fits"]
    assert found["tpot_ms"] is None
    assert found["weights_gib_per_gpu"] == pytest.approx(67.7, rel=0.01)


def test_arrivals_set_the_requests_in_flight_by_little(tmp_path: Path) -> None:
    found = record(tmp_path, arrivals_per_second=4)

    seconds = found["ttft_ms"]["central"] / 1000 + 300 * found["tpot_ms"]["central"] / 1000
    assert found["concurrency"] == pytest.approx(4 / 4 * seconds, rel=0.02)
    assert found["reasons"] == []


def test_arrivals_beyond_the_machines_are_said(tmp_path: Path) -> None:
    found = record(tmp_path, arrivals_per_second=4000)

    assert "arrivals exceed what the replicas carry with a full KV cache" in found["reasons"]


def test_concurrency_within_the_latency_wanted_meets_it(tmp_path: Path) -> None:
    allowed = record(tmp_path, concurrency=1, tpot_slo_ms=30)["slo_max_concurrency"]

    at_limit = record(tmp_path, concurrency=allowed["central"])
    beyond = record(tmp_path, concurrency=allowed["central"] * 1.05)

    assert allowed["low"] < allowed["central"] < allowed["high"]
    assert at_limit["tpot_ms"]["central"] <= 30 < beyond["tpot_ms"]["central"]


def test_latency_that_no_request_meets_is_said(tmp_path: Path) -> None:
    found = record(tmp_path, tpot_slo_ms=1)

    assert found["slo_max_concurrency"]["high"] == 0
    assert "a single request is slower than the latency wanted" in found["reasons"]


def test_costs_alone_give_the_cost_of_the_reference_case(tmp_path: Path) -> None:
    found = record(tmp_path, costs=COSTS, cloud=CLOUD)

    cost = found["cost"]
    assert cost["options"]["on_prem"]["opex_per_year"] == pytest.approx(145_959, rel=1e-3)
    assert cost["options"]["on_prem"]["npv"] == pytest.approx(837_709, rel=1e-3)
    assert cost["options"]["cloud_gpu"]["npv"] == pytest.approx(812_398, rel=1e-3)
    assert cost["break_even_month"] == pytest.approx(45.9, abs=0.05)
    assert "score" not in found


def test_demand_and_latency_wanted_give_score_and_recommendation(tmp_path: Path) -> None:
    found = record(tmp_path, **DEMAND, costs=COSTS, cloud=CLOUD, kv_cache="fp8")

    assert found["score"]["low"] <= found["score"]["value"] <= found["score"]["high"]
    assert found["gates"] == {}
    assert found["recommendation"]["option"] in {"on_prem", "cloud_gpu", "api", "hybrid"}
    assert len(found["recommendation"]["reasons"]) == 3
    assert found["smallest_configurations"][0]["devices"] >= 2  # one to spare
    assert found["capacity"]["peak_requests_per_second"] == pytest.approx(3)


def test_fine_tuning_is_sized_where_it_is_asked_for(tmp_path: Path) -> None:
    found = record(tmp_path, fine_tuning={"sequence_tokens": 4096})

    assert found["fine_tuning"]["full"]["fits"] is False
    assert found["fine_tuning"]["qlora"]["fits"] is True
    assert "fine_tuning" not in record(tmp_path)


def test_demand_without_costs_is_scored_without_money(tmp_path: Path) -> None:
    found = record(tmp_path, **DEMAND, site={"power_kw": 5})

    assert found["cost"] is None
    assert found["gates"]["power_kw_short"]["cap"] == 40


def test_people_get_words_instead_of_json(tmp_path: Path) -> None:
    path = written(tmp_path, {**LLAMA_70B, **DEMAND, "costs": COSTS, "cloud": CLOUD})

    shown = printed(path)

    assert "fits                               yes" in shown
    assert "parameters_total                   70,553,706,496" in shown
    assert "    on_prem                        capex 380,000.000" in shown

import gzip
from importlib import resources
from pathlib import Path

import pytest

from deployments.inputs import AssessmentInputs
from readiness.report_files.assumptions import read_assumptions
from readiness.report_files.description import FileUnusable, describe, title_of

SAMPLES = resources.files("deployments.intake").joinpath("samples")
DOCUMENTED = Path(__file__).parents[3] / "docs" / "how-to" / "assumptions.toml"


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    path = tmp_path / "inventory.xml.gz"
    path.write_bytes(gzip.compress(SAMPLES.joinpath("nvidia-smi-8xh100.xml").read_bytes()))
    return path


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.json"
    path.write_bytes(SAMPLES.joinpath("llama-3.1-70b-config.json").read_bytes())
    return path


def described(inventory: Path, config: Path, assumptions: Path | None = None) -> AssessmentInputs:
    return describe(
        inventories=[inventory],
        config=config,
        model_title="Llama",
        assumptions=read_assumptions(assumptions),
    )


def test_files_and_shipped_values_make_an_assessment(inventory: Path, config: Path) -> None:
    inputs = described(inventory, config)

    assert [(entry.pool.accelerator, entry.pool.count) for entry in inputs.pools] == [
        ("h100-sxm-80", 8)
    ]
    assert inputs.pools[0].pool.measured_memory_gib is not None
    assert inputs.model is not None
    assert inputs.model.config_title == "Llama"
    assert (inputs.site, inputs.sovereignty, inputs.answers) == (None, None, ())


def test_documented_assumptions_are_all_known(inventory: Path, config: Path) -> None:
    inputs = described(inventory, config, DOCUMENTED)

    assert inputs.site_name == "Our data center"
    assert inputs.costs is not None
    assert inputs.costs.capex == 350_000
    assert len(inputs.answers) == 18


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[workload]\nuser = 4", "workload.user is not known"),
        ("[workload]\nusers = 0", "workload.users: .*greater than or equal to 1"),
        ("[[answers]]\nkey = 'a'\nvalue = 3\nevidence = 'none'", r"answers\[1\]\.value: "),
        ("[serving]\nweights = 'bf17'", "serving.weights: "),
    ],
)
def test_impossible_value_is_named(
    inventory: Path, config: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "assumptions.toml"
    path.write_text(text)

    with pytest.raises(FileUnusable, match=message):
        described(inventory, config, path)


def test_file_that_is_no_model_is_refused(inventory: Path) -> None:
    with pytest.raises(FileUnusable, match="is not JSON"):
        described(inventory, inventory)


def test_damaged_and_missing_files_are_named(inventory: Path, config: Path) -> None:
    inventory.write_bytes(inventory.read_bytes()[:-40])

    with pytest.raises(FileUnusable, match="gz file is damaged"):
        described(inventory, config)
    with pytest.raises(FileUnusable, match=r"absent\.xml: cannot be read"):
        described(inventory.with_name("absent.xml"), config)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("meta-llama--Meta-Llama-3.1-70B_config.json", "Meta-Llama-3.1-70B"),
        ("models/Qwen3-32B/config.json", "Qwen3-32B"),
        ("mixtral.json", "mixtral"),
    ],
)
def test_model_is_named_after_its_file_or_folder(path: str, title: str) -> None:
    assert title_of(Path(path)) == title

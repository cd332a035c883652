from pathlib import Path

import pytest

from readiness.report_files.assumptions import AssumptionsRefused, read_assumptions


def given(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "assumptions.toml"
    path.write_text(text)
    return path


def test_without_a_file_every_shipped_value_is_told() -> None:
    assumptions = read_assumptions(None)

    assert assumptions.tables == assumptions.assumed
    assert assumptions.unknown == ("site", "sovereignty", "answers")
    assert any(line.startswith("workload: users 1000, ") for line in assumptions.assumed_lines())


def test_given_values_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    path = given(tmp_path, "[workload]\nusers = 40\n[site]\nracks = 2\n")

    assumptions = read_assumptions(path)

    assert assumptions.tables["workload"]["users"] == 40
    assert assumptions.tables["workload"]["prompt_tokens"] == 1000
    assert "users" not in assumptions.assumed["workload"]
    assert assumptions.unknown == ("sovereignty", "answers")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[workloads]\nusers = 1", r"\[workloads\] is not known. Is \[workload\] meant"),
        ("workload = 3", r"write \[workload\] as a table"),
        ("[answers]\nkey = 'a'", r"write \[\[answers\]\] as a table"),
        ("[workload", "not TOML"),
    ],
)
def test_unusable_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(AssumptionsRefused, match=message):
        read_assumptions(given(tmp_path, text))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssumptionsRefused, match=r"absent\.toml: cannot be read"):
        read_assumptions(tmp_path / "absent.toml")

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.surveys.scoring.waves import REFERENCE, reference_values

INSTRUMENT = """
key = "reference"
version = "1"
scale_points = 5
languages = ["en"]
"""
DIMENSIONS = {"core": (0.5, 4), "direction": (0.3, 3), "safety": (0.2, 3)}


@pytest.fixture
def instrument_file(tmp_path: Path) -> Path:
    text = INSTRUMENT
    for key, (weight, _) in DIMENSIONS.items():
        core = "true" if key == "core" else "false"
        text += f'[[dimensions]]\nkey = "{key}"\nweight = {weight}\ncore = {core}\n'
    for key, (_, items) in DIMENSIONS.items():
        for number in range(1, items + 1):
            text += f'[[items]]\nkey = "{key}_{number}"\ndimension = "{key}"\ntext = "{key}"\n'
    path = tmp_path / "reference.toml"
    path.write_text(text)
    return path


def score(*arguments: str | Path) -> str:
    out = io.StringIO()
    call_command("score_responses", *(str(argument) for argument in arguments), stdout=out)
    return out.getvalue()


def test_json_holds_the_figures_that_r_finds(instrument_file: Path) -> None:
    output = score(
        REFERENCE / "answers.csv",
        "--instrument",
        instrument_file,
        "--invited",
        "150",
        "--groups",
        "team",
        "--json",
    )

    found = json.loads(output)
    expected = reference_values()
    assert found["response_rate"] == 0.8
    assert found["ors"]["score"] == pytest.approx(expected["composite"]["mean"])
    assert [found["ors"]["low"], found["ors"]["high"]] == pytest.approx(
        expected["composite"]["interval"]
    )
    assert found["groups"]["team"]["units"].keys() == {f"t{number}" for number in range(8)}
    assert "Nothing is suppressed" in found["notice"]


def test_tables_say_that_nothing_is_suppressed(instrument_file: Path) -> None:
    output = score(
        REFERENCE / "answers.csv",
        "--instrument",
        instrument_file,
        "--invited",
        "150",
        "--leaders",
        REFERENCE / "answers.csv",
    )

    assert output.startswith("Nothing is suppressed here")
    assert "120 respondents, 150 invited, response rate 80 %" in output
    assert "CAI 100, aligned" in output


@pytest.mark.parametrize(
    ("name", "content", "invited", "message"),
    [
        ("absent.csv", None, "5", "cannot be read"),
        ("wrong.csv", "core_1\n9\n", "5", "line 2: '9' in column 'core_1' is not an answer"),
        ("wrong.csv", "core_1\n9\n", "5", "Write a whole number from 1 to 5, or leave the cell"),
        ("empty.csv", "", "5", "file: The file is empty"),
        ("other.csv", "a,b\n1,2\n", "5", "No column is an item"),
        ("macintosh.csv", "core_1\r3\r", "5", "line 1: Its lines end with a carriage return alone"),
        ("sheet.csv", "PK\x03\x04 zip", "5", "line 1: This is a spreadsheet"),
        ("fine.csv", "core_1\n3\n", "-1", "cannot be invited"),
    ],
)
def test_unusable_input_is_refused_without_output(
    tmp_path: Path,
    instrument_file: Path,
    name: str,
    content: str | None,
    invited: str,
    message: str,
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, newline="")

    with pytest.raises(CommandError, match=message):
        score(tmp_path / name, "--instrument", instrument_file, f"--invited={invited}")


def test_file_that_is_no_instrument_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.toml").write_text("key = ")

    with pytest.raises(CommandError, match=r"no\.toml"):
        score(REFERENCE / "answers.csv", "--instrument", tmp_path / "no.toml", "--invited", "9")


@pytest.mark.parametrize("rows", ["", ",\nNA,\n"], ids=["no row", "nothing answered"])
def test_nobodys_answers_are_reasons_and_no_failure(
    tmp_path: Path, instrument_file: Path, rows: str
) -> None:
    (tmp_path / "nobody.csv").write_text(f"core_1,core_2\n{rows}")

    found = json.loads(
        score(tmp_path / "nobody.csv", "--instrument", instrument_file, "--invited", "9", "--json")
    )

    assert (found["n"], found["response_rate"]) == (0, 0.0)
    assert (found["ors"]["score"], found["ors"]["score_reason"]) == (None, "no_answers")
    assert found["dimensions"]["core"]["mean_reason"] == "no_answers"


def test_column_that_is_missing_is_named_beside_the_result(
    tmp_path: Path, instrument_file: Path
) -> None:
    (tmp_path / "typing_error.csv").write_text("core_1,core_2,core_3,cor_4\n3,3,3,3\n")
    out, notes = io.StringIO(), io.StringIO()

    call_command(
        "score_responses",
        str(tmp_path / "typing_error.csv"),
        "--instrument",
        str(instrument_file),
        *("--invited", "9", "--json"),
        stdout=out,
        stderr=notes,
    )

    assert "has no column for core_4, direction_1" in notes.getvalue()
    assert json.loads(out.getvalue())["items"].keys() == {"core_1", "core_2", "core_3"}

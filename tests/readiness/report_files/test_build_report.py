"""One command from files to the printed report."""

import io
from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from deployments.models import Assessment
from jobs.models import Job, JobState
from reports.models import Report
from surveys.models import Wave
from tests.surveys.factories import anna_leader

SAMPLES = resources.files("deployments.intake").joinpath("samples")
INSTRUMENT = """
key = "tools"
version = "1"
scale_points = 5
languages = ["en"]
[title]
en = "Tools of today"
[[dimensions]]
key = "accuracy"
[[items]]
key = "right"
dimension = "accuracy"
text = "What the tool writes is right."
[[import.columns]]
item = "right"
column = "Right"
"""


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    (tmp_path / "tools.toml").write_text(INSTRUMENT)
    (tmp_path / "answers.csv").write_text("Right\n" + "1\n2\n3\n4\n5\n" * 10)
    for name in ("nvidia-smi-8xh100.xml", "llama-3.1-70b-config.json"):
        (tmp_path / name).write_bytes(SAMPLES.joinpath(name).read_bytes())
    return [
        *("--answers", str(tmp_path / "answers.csv")),
        *("--instrument", str(tmp_path / "tools.toml")),
        *("--gpus", str(tmp_path / "nvidia-smi-8xh100.xml")),
        *("--model", str(tmp_path / "llama-3.1-70b-config.json")),
        *("--out", str(tmp_path / "report.pdf")),
    ]


def run(words: list[str]) -> str:
    out = io.StringIO()
    call_command("build_report", *words, stdout=out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_files_become_a_report_without_a_worker(words: list[str], tmp_path: Path) -> None:
    anna_leader()

    output = run(words)

    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert output.endswith(f"report.pdf: {len(pdf.pages)} pages\n")
        assert pdf.docinfo["/Title"] == "Tools of today"
    assert "Read 8 x h100-sxm-80, 1 host(s)" in output
    assert "Assumed workload: users 1000" in output
    assert "Unknown site: left out of the result" in output
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.SUCCEEDED}


@pytest.mark.django_db
def test_unusable_machine_file_leaves_nothing_behind(words: list[str], tmp_path: Path) -> None:
    anna_leader()
    (tmp_path / "nvidia-smi-8xh100.xml").write_text("<nvidia_smi_log><gpu>")

    with pytest.raises(CommandError):
        run(words)

    assert not Wave.objects.exists()
    assert not Assessment.objects.exists()
    assert not Report.objects.exists()
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.django_db
def test_what_is_missing_is_named(words: list[str], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="create_administrator"):
        run(words)

    anna_leader()
    with pytest.raises(CommandError, match="needs --instrument"):
        run([*words[:2], *words[4:]])
    with pytest.raises(CommandError, match="its folder does not exist"):
        run([*words[:-1], str(tmp_path / "absent" / "report.pdf")])
    with pytest.raises(CommandError, match="no published results"):
        run(["--wave", "00000000-0000-4000-8000-000000000000", *words[4:]])


@pytest.mark.django_db
def test_what_can_be_seen_to_be_wrong_is_said_before_anything_is_written(
    words: list[str], tmp_path: Path
) -> None:
    anna_leader()
    absent = ["--wave", "00000000-0000-4000-8000-000000000000", *words[4:]]

    for wrong, message in [
        ([*words[:-1], str(tmp_path)], "is a folder"),
        ([*words[:-1], "/proc/report.pdf"], "nothing can be written there"),
        ([*words, "--title", "T" * 201], "--title is longer than 200"),
        ([*words, "--model-title", "T" * 201], "--model-title is longer than 200"),
        ([*absent, "--title", "T"], "no published results"),
        ([*absent, *words[2:4]], "leave it out with --wave"),
    ]:
        with pytest.raises(CommandError, match=message):
            run(wrong)

    assert not Wave.objects.exists()
    assert not Assessment.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_file_that_cannot_be_used_is_named(words: list[str], tmp_path: Path) -> None:
    anna_leader()
    empty = tmp_path / "host2.xml"
    empty.write_text("")

    with pytest.raises(CommandError, match=r"host2\.xml: The file is empty"):
        run([*words[:6], str(empty), *words[6:]])
    with pytest.raises(CommandError, match=r"host2\.xml: The file is empty"):
        run([*words[:6], "--model", str(empty), *words[8:]])

"""The command takes a file in and prints published figures with their bases."""

import gzip
import io
import os
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from surveys.disclosure.cube import CellAddress, Published, Statistic
from surveys.instruments import reader
from surveys.models import Wave
from surveys.selectors import published_cube, published_wave
from tests.surveys.factories import anna_leader

EXAMPLE = Path(reader.__file__).parent / "examples" / "stackoverflow_2025.toml"
HEADER = "Age,YrsOfExp,Level,AISelect,AIComplex,AIAcc,AISent\n"
REAL_FILE = "STACKOVERFLOW_2025_CSV"


def synthetic_answers() -> str:
    """200 people in the columns of the public survey; shares are known, the order is not.

    Every point of the scale has over a tenth of the answers: rarer ones are told as bands.
    """
    accuracy = ["Somewhat trust"] * 34 + ["Highly trust"] * 26 + ["Neither trust nor distrust"] * 50
    accuracy += ["Somewhat distrust"] * 40 + ["Highly distrust"] * 50
    stance = ["Favorable"] * 70 + ["Very favorable"] * 50 + ["Unsure"] * 30
    stance += ["Unfavorable"] * 24 + ["Very unfavorable"] * 26
    use = ["Daily"] * 60 + ["Weekly"] * 40 + ["Monthly"] * 30 + ["I plan to use AI soon"] * 30
    use += ["I don't plan to use AI"] * 40
    quality = ["Bad"] * 56 + ["Very poor"] * 24 + ["Neither good or bad"] * 32
    quality += ['"Good, but not great"'] * 24 + ["Very well"] * 24
    quality += ["I don't use AI for complex tasks"] * 40
    for seed, column in enumerate((accuracy, stance, use, quality)):
        random.Random(seed).shuffle(column)
    return HEADER + "".join(
        f"25-34,8.0,{'Senior' if row % 2 else 'Junior'},{use[row]},{quality[row]},"
        f"{accuracy[row]},{stance[row]}\n"
        for row in range(200)
    )


def run(*arguments: str | Path) -> str:
    out = io.StringIO()
    words = [str(argument) for argument in arguments]
    call_command("import_wave", *words, "--instrument", str(EXAMPLE), stdout=out)
    return out.getvalue()


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv.gz"
    path.write_bytes(gzip.compress(synthetic_answers().encode()))
    return path


@pytest.mark.django_db
def test_output_tells_rows_bases_shares_groups_and_the_next_step(answers: Path) -> None:
    anna_leader()

    output = run(answers, "--initiative", "Assistants", "--title", "Developers")

    wave = Wave.objects.get()
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert lines[:2] == [
        "answers.csv.gz: 200 rows read, 200 used, 0 skipped",
        "Wave 1 of “Developers”, initiative “Assistants”",
    ]
    assert "trust_accuracy 200 30.0 % 25.0 % 45.0 %" in lines
    assert "favorable_stance 200 60.0 % 15.0 % 25.0 %" in lines
    assert "complex_tasks 160 30.0 % 20.0 % 50.0 %" in lines
    assert "not_planned 20.0 % 80.0 %" in lines
    assert any(line.startswith("Senior 100 ") for line in lines)
    assert lines[-2] == f"Wave {wave.pk}"
    assert all(word in lines[-1] for word in (str(wave.pk), "--gpus", "--model", "--out"))


@pytest.mark.django_db
def test_skipped_rows_are_counted_and_ten_lines_named(tmp_path: Path) -> None:
    anna_leader()
    path = tmp_path / "answers.csv"
    path.write_text(synthetic_answers() + "25-34,8.0,Senior,NA,NA,,\n" * 12 + "\n")

    output = run(path)

    assert "213 rows read, 200 used, 13 skipped" in output
    assert (
        "no answer to any mapped item: 12 "
        "(line 202, 203, 204, 205, 206, 207, 208, 209, 210, 211 and 2 more)"
    ) in output
    assert "blank row: 1 (line 214)" in output


@pytest.mark.django_db
def test_same_answers_under_another_name_are_recognized(answers: Path, tmp_path: Path) -> None:
    anna_leader()
    run(answers)
    plain = tmp_path / "plain.csv"
    plain.write_text(synthetic_answers())

    output = run(plain)

    assert "imported before: nothing was changed" in output
    assert Wave.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        (b"", "The file is empty"),
        (HEADER.encode(), "There are no answers in it"),
        (HEADER.replace("AIAcc", "AI_Acc").encode(), "Is 'AI_Acc' meant"),
        (HEADER.encode() + b"a,1,S\xfc,Daily,Bad,Somewhat trust,Unsure\n", "not UTF-8"),
        (HEADER.encode() + b"a,1,S,Daily,Bad,Somewhat trust,Unsure\n" * 4, "at least 5"),
        (HEADER.encode() + b"a,1,S,Daily,Bad,6,Unsure\n" * 9, "6.*9 times.*or list it in its"),
        (HEADER.encode() + b"a,1,S,Hourly,Bad,1,Unsure\n", "'Hourly' in column 'AISelect'"),
        (gzip.compress(HEADER.encode() * 9, mtime=0)[:-9], "gz file is damaged"),
        (b"PK\x03\x04 a workbook", "spreadsheet"),
    ],
)
def test_unusable_file_is_refused_and_nothing_is_stored(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    anna_leader()
    path = tmp_path / "answers.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=f"(?s){message}"):
        run(path)

    assert not Wave.objects.exists()


@pytest.mark.django_db
def test_wave_needs_an_owner(answers: Path) -> None:
    with pytest.raises(CommandError, match="create_administrator"):
        run(answers)

    anna_leader()
    with pytest.raises(CommandError, match="nobody signs in"):
        run(answers, "--owner", "nobody@example.org")
    assert not Wave.objects.exists()


@pytest.mark.django_db
@pytest.mark.skipif(
    REAL_FILE not in os.environ, reason=f"{REAL_FILE} names no file of the public survey"
)
def test_public_survey_gives_its_published_figures() -> None:
    """Trust 33 %, distrust 46 %, favorable 60 % (60.8), using or planning to use 84 %.

    Stack Overflow Developer Survey 2025, https://survey.stackoverflow.co/2025/ai; the base are the
    30,482 people who answered all columns of the slice.
    """
    anna_leader()

    run(os.environ[REAL_FILE])

    wave_id = Wave.objects.get().pk
    cells = published_cube(wave_id).cells

    def share(statistic: Statistic, subject: str, category: str) -> tuple[float, int]:
        outcome = cells[CellAddress(statistic, subject, category=category)]
        assert isinstance(outcome, Published)
        return outcome.value, outcome.n

    favorability = Statistic.FAVORABILITY_SHARE
    assert share(favorability, "trust_accuracy", "favorable") == (0.327, 30_482)
    assert share(favorability, "trust_accuracy", "unfavorable") == (0.456, 30_482)
    assert share(favorability, "favorable_stance", "favorable") == (0.608, 30_482)
    assert share(Statistic.CHOICE_SHARE, "use", "not_planned") == (0.156, 30_482)
    levels = {group.level: group.n for group in published_wave(wave_id).groups}
    assert sum(count or 0 for count in levels.values()) == 30_482
    assert levels["Senior Developer"] == 5_486


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--title", "T" * 201], "--title T+… has more than 200"),
        (["--initiative", "I" * 201], "--initiative I+… has more than 200"),
        (["--groups", "Level", "G" * 101], "--groups G+… has more than 100"),
    ],
)
def test_name_that_fits_into_no_table_is_refused(
    answers: Path, words: list[str], message: str
) -> None:
    anna_leader()

    with pytest.raises(CommandError, match=message):
        run(answers, *words)

    assert not Wave.objects.exists()

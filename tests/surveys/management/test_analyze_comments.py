import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from surveys.management.commands.analyze_comments import ROWS_AT_ONCE


def analyze(*arguments: object) -> list[dict[str, object]]:
    output = StringIO()
    call_command("analyze_comments", *map(str, arguments), "--json", stdout=output)
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_each_row_gives_one_object_with_the_promised_names(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text('text,language\n"Great tool, thanks to Priya.",en\nn/a,\n', encoding="utf-8")

    first, second = analyze(file)

    assert " ".join(first) == (
        "language tone probabilities confidence clauses themes redacted engine"
    )
    assert list(first["probabilities"]) == ["negative", "neutral", "positive"]
    assert first["tone"] == "positive"
    assert first["redacted"] == "Great tool, thanks to [name]."
    assert (second["tone"], second["probabilities"], second["language"]) == ("blank", None, "en")


def test_given_language_is_taken_and_order_kept(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text("text,language\nKeine Zeit,de\nNo time,en\nPas de temps,fr\n", "utf-8")

    assert [row["language"] for row in analyze(file)] == ["de", "en", "fr"]


def test_staff_list_is_redacted(tmp_path):
    file, staff = tmp_path / "comments.csv", tmp_path / "staff.csv"
    file.write_text("text\nOnly Brkxan decides here.\n", "utf-8")
    staff.write_text("name\nBrkxan Quor\n", "utf-8")

    assert analyze(file, "--staff", staff)[0]["redacted"] == "Only [name] decides here."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the column 'text' is missing"),
        (b"comment\nx\n", "the column 'text' is missing"),
        (b"text\n\xff\xfe\n", "this is not UTF-8"),
        (b'text\n"open\n', "this is not CSV"),
    ],
)
def test_bad_file_is_refused_with_a_remedy(tmp_path, content, message):
    file = tmp_path / "comments.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=message) as refusal:
        analyze(file)

    assert "Save it as CSV in UTF-8" in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        "text;language\nKeine Zeit;de\n",
        "text\tlanguage\nKeine Zeit\tde\n",
        "\ufefftext,language\r\nKeine Zeit,de\r\n",
        "Text , LANGUAGE\nKeine Zeit,de-AT\n",
        'id,text,language\n7,"Keine Zeit",DE\n',
    ],
)
def test_forms_that_spreadsheets_write_are_read(tmp_path, content):
    file = tmp_path / "comments.csv"
    file.write_text(content, "utf-8")

    (row,) = analyze(file, "--engine", "vader")

    assert (row["language"], row["redacted"]) == ("de", "Keine Zeit")


def test_zero_bytes_and_huge_cells_are_read(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text('text\n"No\0 time at all"\n' + "word " * 100_000 + "\n", "utf-8")

    first, second = analyze(file, "--engine", "vader")

    assert first["redacted"] == "No time at all"
    assert len(str(second["redacted"])) < 5001


def test_file_with_a_header_alone_gives_nothing(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text("text,language\n", "utf-8")

    assert analyze(file) == []


def test_short_and_long_rows_are_read(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text("language,text\nen\nen,No time.,extra\n", "utf-8")

    short, long = analyze(file, "--engine", "vader")

    assert short["tone"] == "blank"
    assert long["redacted"] == "No time."


def test_rows_beyond_one_batch_keep_their_order(tmp_path):
    file = tmp_path / "comments.csv"
    texts = [f"The tool number {number} is good." for number in range(ROWS_AT_ONCE + 3)]
    file.write_text("\n".join(["text", *texts]), "utf-8")

    rows = analyze(file, "--engine", "vader", "--languages", "en")

    assert [row["redacted"] for row in rows] == texts


def test_engine_that_is_asked_for_speaks(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text("text\nGreat tool.\n", "utf-8")

    assert str(analyze(file, "--engine", "vader")[0]["engine"]).startswith("vader ")


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        analyze(tmp_path / "nowhere.csv")

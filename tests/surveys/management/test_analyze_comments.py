import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


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


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        analyze(tmp_path / "nowhere.csv")

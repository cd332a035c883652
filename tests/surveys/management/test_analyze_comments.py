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
        ("text\nZu spät\n".encode("cp1252"), "this is not UTF-8"),
        ("text\nlate\n".encode("utf-16-le"), "the column 'text' is missing"),
        (b"\xff\xfet\0e\0x\0t\0\n\0\x00", "this is not UTF-8"),
        (b"text,Text\na,b\n", "the column 'text' stands twice"),
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
        'text,language\n"Keine\r\nZeit",de\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_forms_that_spreadsheets_write_are_read(tmp_path, content, encoding):
    file = tmp_path / "comments.csv"
    text = content.removeprefix("\ufeff") if encoding == "utf-16" else content
    file.write_bytes(text.encode(encoding))

    (row,) = analyze(file, "--engine", "vader")

    assert (row["language"], row["redacted"]) == ("de", "Keine Zeit")


def test_zero_bytes_and_huge_cells_are_read(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text('text\n"No\0 time at all"\n' + "word " * 100_000 + "\n", "utf-8")

    first, second = analyze(file, "--engine", "vader")

    assert first["redacted"] == "No time at all"
    assert len(str(second["redacted"])) < 5001


def test_fault_in_the_last_row_is_told_before_any_result(tmp_path):
    file, output = tmp_path / "comments.csv", StringIO()
    file.write_bytes(b"text\nGood.\n" * 3 + b"Sp\xe4t.\n")

    with pytest.raises(CommandError, match="this is not UTF-8"):
        call_command("analyze_comments", str(file), "--json", "--engine", "vader", stdout=output)

    assert output.getvalue() == ""


@pytest.mark.parametrize("text", ["\U0001f600\U0001f44d", "42", "...", "-", "+++"])
def test_comments_without_words_are_blank(tmp_path, text):
    file = tmp_path / "comments.csv"
    file.write_text(f"text\n{text}\n", "utf-8")

    (row,) = analyze(file, "--engine", "vader")

    assert (row["tone"], row["probabilities"], row["confidence"]) == ("blank", None, 0.0)
    assert (row["clauses"], row["themes"], row["redacted"]) == ([], [], text)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [("+49 170 1234567", "[phone]"), ("448812093", "[id]"), ("@_1", "[handle]")],
)
def test_comments_without_words_are_redacted_too(tmp_path, text, redacted):
    file = tmp_path / "comments.csv"
    file.write_text(f"text\n{text}\n", "utf-8")

    assert analyze(file, "--engine", "vader")[0]["redacted"] == redacted


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Инструмент очень полезный и удобный", "ru"),
        ("这个工具很好用，谢谢大家", "zh"),
        ("الأداة مفيدة جدا وشكرا للجميع", "ar"),
    ],
)
def test_other_alphabets_are_not_scored_rather_than_guessed(tmp_path, text, language):
    file = tmp_path / "comments.csv"
    file.write_text(f"text\n{text}\n", "utf-8")

    (row,) = analyze(file, "--engine", "vader")

    assert (row["tone"], row["language"], row["redacted"]) == ("not_scored", language, text)


@pytest.mark.parametrize("given", ["english", "??", "e n", "x" * 50])
def test_what_is_no_language_code_is_not_taken_for_one(tmp_path, given):
    file = tmp_path / "comments.csv"
    file.write_text(f"text,language\nNobody has any time for it.,{given}\n", "utf-8")

    assert analyze(file, "--engine", "vader")[0]["language"] == "en"


def test_unknown_language_of_the_command_is_refused(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text("text\nx\n", "utf-8")

    with pytest.raises(CommandError, match="name codes of two letters"):
        analyze(file, "--languages", "en,klingon")


@pytest.mark.parametrize(
    ("staff", "text", "redacted"),
    [
        ("Brkxan Quör", "BRKXAN QUÖR knows.", "[name] knows."),
        ("Quör, Brkxan", "Then Brkxan Quör left.", "Then [name] left."),
        ("Brkxan Quör", "Frag Quoer oder quör.", "Frag [name] oder [name]."),
        ("Brkxan Zorb-Quör", "Then Zorb left.", "Then [name] left."),
        ("Brk-Xan Quör", "Then Brk Xan left.", "Then [name] left."),
        ("Bŕkxan", "Then Brkxan left.", "Then [name] left."),
    ],
)
def test_staff_are_found_in_any_spelling(tmp_path, staff, text, redacted):
    file, names = tmp_path / "comments.csv", tmp_path / "staff.csv"
    file.write_text(f"text\n{text}\n", "utf-8")
    names.write_text(f'name\n"{staff}"\n', "utf-8")

    assert analyze(file, "--staff", names, "--engine", "vader")[0]["redacted"] == redacted


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

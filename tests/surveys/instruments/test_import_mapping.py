import gzip
import io
from pathlib import Path

import pytest

from surveys.instruments import reader
from surveys.instruments.import_mapping import SkipReason, read_answers
from surveys.instruments.problems import AnswersInvalid

INSTRUMENT = reader.read_instrument(
    """
key = "small"
version = "1"
scale_points = 5
languages = ["en"]
[[dimensions]]
key = "trust"
[[items]]
key = "accuracy"
dimension = "trust"
text = "We trust what AI writes."
[[items]]
key = "advice"
kind = "advocacy"
text = "Recommend?"
[[items]]
key = "use"
kind = "choice"
options = ["daily", "never"]
text = "Use?"
[[items]]
key = "why"
kind = "open"
text = "Why?"
[import.groups]
level = "Level"
[[import.columns]]
item = "accuracy"
column = "AIAcc"
no_answer = ["Unsure"]
[import.columns.values]
"Highly trust" = 5
"Highly distrust" = 1
[[import.columns]]
item = "advice"
column = "NPS"
[[import.columns]]
item = "use"
column = "Use"
[import.columns.values]
"Every day" = "daily"
[[import.columns]]
item = "why"
column = "Why"
""",
    source="small.toml",
)

GOOD = """Level,AIAcc,NPS,Use,Why,Other
Senior,Highly trust,10,Every day,"It helps,
a lot",x
Junior,Unsure,NA,never,,x
,3,0,,- too slow,x
"""


def read(text: str | bytes, **options: int):
    data = text.encode() if isinstance(text, str) else text
    return read_answers(INSTRUMENT, io.BytesIO(data), source="answers.csv", **options)


def refusal(text: str | bytes, **options: int) -> list[tuple[str, str]]:
    with pytest.raises(AnswersInvalid) as caught:
        read(text, **options)
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.place, problem.message) for problem in caught.value.problems]


def test_cells_become_answers_and_groups():
    table = read(GOOD)

    assert table.row_count == 3
    assert table.answers == {
        "accuracy": (5, None, 3),
        "advice": (10, None, 0),
        "use": ("daily", "never", None),
        "why": ("It helps,\na lot", None, "- too slow"),
    }
    assert table.groups == {"level": ("Senior", "Junior", None)}


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(GOOD.encode(), mtime=0),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").replace(",\r\na", ",\na").encode(),
        GOOD.replace('"It helps,\na lot"', "It helps").replace(",", ";").encode(),
    ],
    ids=["gzip", "byte order mark", "windows line ends", "semicolons"],
)
def test_same_table_in_other_dress_reads_alike(data):
    assert read(data).answers["accuracy"] == (5, None, 3)
    assert read(data).groups == read(GOOD).groups


def test_file_stays_open_for_its_owner():
    file = io.BytesIO(GOOD.encode())

    read_answers(INSTRUMENT, file, source="answers.csv")

    assert not file.closed


def test_every_unknown_value_is_named_with_its_line():
    text = GOOD.replace("Highly trust", "Trusty").replace(",never,", ",sometimes,")

    assert refusal(text) == [
        ("line 3", "'Trusty' in column 'AIAcc' is not an answer."),
        ("line 4", "'sometimes' in column 'Use' is not an answer."),
    ]


@pytest.mark.parametrize("value", ["0", "6", "4.5"])
def test_answer_out_of_scale_is_refused(value):
    assert refusal(GOOD.replace(",3,0", f",{value},0")) == [
        ("line 5", f"'{value}' in column 'AIAcc' is not an answer: its scale goes from 1 to 5.")
    ]


def test_all_missing_columns_are_named():
    assert refusal(GOOD.replace("AIAcc", "A").replace("Level", "L")) == [
        ("line 1", "The column 'AIAcc' is missing."),
        ("line 1", "The column 'Level' is missing."),
    ]


def test_column_that_stands_twice_is_refused():
    assert refusal(GOOD.replace("Other", "NPS")) == [
        ("line 1", "The column 'NPS' stands there twice.")
    ]


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"", "file", "The file is empty."),
        (GOOD.partition("\n")[0].encode(), "file", "There are no answers in it."),
        (GOOD.encode().replace(b"Junior", b"J\xfcnior"), "line 4", "This is not UTF-8."),
        (GOOD.encode("utf-16"), "line 1", "This is UTF-16 text."),
        (b"PK\x03\x04rest of a workbook", "line 1", "This is a spreadsheet or archive."),
        (GOOD.encode().replace(b"Junior", b"Jun\0or"), "line 4",
         "This line is too long or binary; the file is no CSV."),
        (b"x" * 1_100_000, "line 1", "This line is too long or binary; the file is no CSV."),
        (gzip.compress(GOOD.encode(), mtime=0)[:-20], "line 4", "The .gz file is damaged."),
        (GOOD.encode() + b'Junior,"open,1\n', "line 6",
         "This is not CSV (unexpected end of data)."),
        (GOOD.encode() + b"Junior,3\n", "line 6", "2 columns, but the header has 6."),
        (GOOD.encode().replace(b"Senior", b"=1+1"), "line 3", "'=1+1' could run as a formula."),
        (GOOD.encode().replace(b"Senior", b"Sen\x01or"), "line 3",
         "The group 'Sen\\x01or' holds a control character."),
    ],
)  # fmt: skip
def test_bad_file_is_refused_with_its_line(data, place, message):
    assert refusal(data) == [(place, message)]


def test_file_over_the_limit_is_refused_before_it_is_read_to_the_end():
    rows = "Senior,Highly trust,10,never,,x\n" * 100_000

    assert refusal(gzip.compress((GOOD + rows).encode()), max_bytes=1000) == [
        ("line 33", "The file has more than 0.001 MB.")
    ]


def test_unknown_value_is_told_once_with_its_count_and_how_to_map_it():
    with pytest.raises(AnswersInvalid) as caught:
        read(GOOD + 'Senior,"so ""so""",10,never,,x\n' * 500)

    assert [str(problem) for problem in caught.value.problems] == [
        (
            "line 6: 'so \"so\"' in column 'AIAcc' is not an answer. It stands there 500 times. "
            "Map it under [import.columns.values] of column 'AIAcc', as "
            '"so \\"so\\"" = scale point, or list it in its no_answer.'
        )
    ]


def test_reading_stops_when_everything_is_wrong():
    rows = "".join(f"Senior,bad {number},10,never,,x\n" for number in range(500))

    assert len(refusal(GOOD + rows)) == 20


def test_missing_column_is_told_with_the_nearest_and_with_those_there():
    with pytest.raises(AnswersInvalid) as caught:
        read(GOOD.replace("AIAcc", "AI_Acc"))

    assert caught.value.problems[0].remedy == (
        "Is 'AI_Acc' meant? Rename a column or change the mapping; "
        "the file has: Level, AI_Acc, NPS, Use, Why, Other."
    )


def test_rows_without_an_answer_are_skipped_and_named():
    table = read(GOOD + ",,,,,\nSenior,Unsure,NA,,,x\n\n")

    assert table.row_count == 3
    assert table.rows_read == 6
    assert table.skipped == {SkipReason.BLANK: (6, 8), SkipReason.NO_ANSWER: (7,)}
    assert len(table.groups["level"]) == 3


def test_file_without_a_usable_row_is_refused():
    header = GOOD.partition("\n")[0]

    assert refusal(f"{header}\nSenior,Unsure,,,,x\nSenior,,NA,,,\n") == [
        ("file", "None of its 2 rows has an answer to a mapped item.")
    ]


def test_content_is_recognized_packed_or_not():
    packed, plain = read(gzip.compress(GOOD.encode())), read(GOOD)

    assert packed.content_sha256 == plain.content_sha256
    assert read(GOOD + "Senior,1,1,never,,x\n").content_sha256 != plain.content_sha256


def test_group_name_that_is_too_long_is_refused():
    places = refusal(GOOD.replace("Senior", "S" * 91))

    assert places == [("line 3", f"The group {'S' * 40!r}… has more than 90 signs.")]


def test_more_rows_than_memory_allows_are_refused():
    assert refusal(GOOD, max_rows=2) == [("file", "The file has more than 2 answers.")]


def test_other_groups_are_named_by_dimension_or_column():
    mapping = INSTRUMENT.import_mapping
    assert mapping is not None

    assert mapping.grouped_by(["level", "Other"]).groups == {"level": "Level", "Other": "Other"}


def test_instrument_without_a_mapping_is_refused():
    unmapped = reader.shipped_instruments()[0]

    with pytest.raises(AnswersInvalid, match="'ai_readiness' has no import mapping"):
        read_answers(unmapped, io.BytesIO(GOOD.encode()), source="x")


STACK_OVERFLOW_ROWS = """Age,YrsOfExp,Level,AISelect,AIComplex,AIAcc,AISent
25-34,8.0,Senior Developer,Monthly,Bad,Neither trust nor distrust,Indifferent
35-44,15.0,Principal,I don't plan to use AI,I don't use AI for complex tasks,Highly distrust,Unsure
18-24,1.0,Junior Developer,Daily,"Good, but not great",Somewhat trust,Very favorable
"""


def test_shipped_example_reads_rows_of_the_public_survey():
    file = Path(reader.__file__).parent / "examples" / "stackoverflow_2025.toml"
    instrument = reader.read_instrument(file.read_bytes(), source=file.name)

    table = read_answers(instrument, io.BytesIO(STACK_OVERFLOW_ROWS.encode()), source="so.csv")

    assert table.answers == {
        "trust_accuracy": (3, 1, 4),
        "favorable_stance": (3, 3, 5),
        "complex_tasks": (2, None, 4),
        "use": ("monthly", "not_planned", "daily"),
    }
    assert table.groups["level"] == ("Senior Developer", "Principal", "Junior Developer")

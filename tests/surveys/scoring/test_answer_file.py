import gzip
import io

import numpy as np
import pytest

from surveys.instruments.format import (
    ColumnMapping,
    ImportMapping,
    Instrument,
    Item,
    ItemKind,
    Option,
)
from surveys.instruments.problems import AnswersInvalid
from surveys.scoring.answer_file import read_responses
from surveys.scoring.responses import Responses
from tests.surveys.scoring.waves import instrument

USE = Item(
    "use",
    ItemKind.CHOICE,
    {"en": "Do you use it?"},
    options=(Option("yes", {"en": "Yes"}), Option("no", {"en": "No"})),
)
FORM = instrument({"core": (1.0, 2)}, extra=(USE,))


def read(
    text: str | bytes,
    *,
    form: Instrument = FORM,
    invited: int | None = None,
    groups: tuple[str, ...] = (),
) -> Responses:
    data = text.encode() if isinstance(text, str) else text
    return read_responses(form, io.BytesIO(data), source="a.csv", invited=invited, groups=groups)


def test_columns_named_after_items_are_read_in_the_instruments_order() -> None:
    responses = read("core_2,note,core_1\n5,x,1\n4,y,2\n", invited=9)

    assert responses.items == ("core_1", "core_2")
    assert responses.values.tolist() == [[1.0, 5.0], [2.0, 4.0]]
    assert responses.invited == 9


@pytest.mark.parametrize("cell", ["", "NA", "NaN", "nan", "None", "null", " "])
def test_cell_without_an_answer_is_missing(cell: str) -> None:
    responses = read(f"core_1,core_2\n3,{cell}\n")

    np.testing.assert_array_equal(responses.values, [[3.0, np.nan]])


def test_whole_numbers_with_a_decimal_are_read() -> None:
    assert read("core_1,core_2\n3.0,4\n").values.tolist() == [[3.0, 4.0]]


def test_choices_become_positions_of_their_options() -> None:
    assert read("use,core_1\nno,1\nyes,2\n").values.tolist() == [[1.0, 1.0], [2.0, 0.0]]


def test_named_columns_become_groups() -> None:
    responses = read("team,core_1\nred,1\n,2\n", groups=("team",))

    assert responses.groups["team"].tolist() == ["red", ""]


def test_number_of_invited_falls_back_to_the_rows() -> None:
    assert read("core_1\n1\n2\n").invited == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_understood(delimiter: str) -> None:
    assert read(f"core_1{delimiter}core_2\n1{delimiter}2\n").values.tolist() == [[1.0, 2.0]]


def test_packed_file_is_read_like_a_plain_one() -> None:
    assert read(gzip.compress(b"core_1\n4\n", mtime=0)).values.tolist() == [[4.0]]


def test_instruments_own_mapping_serves_where_no_column_is_an_item() -> None:
    mapping = ImportMapping(
        columns=(ColumnMapping("core_1", "Q1", {"Agree": 4}),), groups={"level": "Job"}
    )
    form = Instrument(**{**vars(FORM), "import_mapping": mapping})

    responses = read("Q1,Job\nAgree,lead\n", form=form, groups=("level",))

    assert responses.items == ("core_1",)
    assert responses.values.tolist() == [[4.0]]
    assert responses.groups["level"].tolist() == ["lead"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The file is empty"),
        ("name,age\na,3\n", "Name the columns by item keys: core_1, core_2"),
        ("core_1\n6\n", "line 2: '6' in column 'core_1' is not an answer"),
        ("core_1\n2.5\n", "'2.5' in column 'core_1' is not an answer"),
        ("core_1,core_2\n1\n", "line 2: 1 columns, but the header has 2"),
        ("core_1,core_1\n1,2\n", "stands there twice"),
        (b"core_1\n\xff\n", "line 2: This is not UTF-8"),
        (gzip.compress(b"core_1\n4\n", mtime=0)[:-9], "damaged"),
    ],
)
def test_unusable_file_is_refused_with_its_place(text: str | bytes, message: str) -> None:
    with pytest.raises(AnswersInvalid, match=message):
        read(text)


def test_missing_group_column_is_named() -> None:
    with pytest.raises(AnswersInvalid, match="The column 'team' is missing"):
        read("core_1\n1\n", groups=("team",))

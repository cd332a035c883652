"""Lists of employees: every dialect that offices export, and every fault with its line."""

import csv
import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.roster_lines import MAX_UNPACKED_BYTES, UnreadableRoster
from surveys.rosters import Roster, RosterRow, read_roster

HEADER = "email,name,language,manager,department\n"
ANNA = RosterRow("anna@example.org", "Anna Berg", "de", True, {"department": "Sales"})
BEN = RosterRow("ben@example.org", "Ben Ode", "en", False, {"department": "Care"})
PEOPLE = [
    ["email", "name", "language", "manager", "department"],
    ["Anna@example.org", "Anna Berg", "de", "yes", "Sales"],
    ["ben@example.org", "Ben Ode", "", "", "Care"],
]


def read(data: bytes | str) -> Roster:
    return read_roster(
        data.encode() if isinstance(data, str) else data,
        languages=["en", "de"],
        default_language="en",
    )


def faults(data: bytes | str) -> list[tuple[int, str]]:
    with pytest.raises(UnreadableRoster) as refusal:
        read(data)
    return [(fault.line, fault.message) for fault in refusal.value.problems]


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def delimited(delimiter: str, *, line_end: str = "\r\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=line_end).writerows(PEOPLE)
    return file.getvalue()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_and_line_end_gives_the_same_people(delimiter: str, line_end: str) -> None:
    assert read(delimited(delimiter, line_end=line_end)) == Roster((ANNA, BEN), ("department",))


def test_byte_order_mark_of_excel_is_no_part_of_the_first_column() -> None:
    assert read(b"\xef\xbb\xbf" + delimited(";").encode()).rows == (ANNA, BEN)


def test_sheet_gives_the_same_people_as_text() -> None:
    assert read(sheet(PEOPLE)).rows == (ANNA, BEN)


def test_sheet_with_a_wrong_size_is_read_whole() -> None:
    """Some programs declare a smaller range than they write."""
    data = io.BytesIO(sheet(PEOPLE))
    small = io.BytesIO()
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(small, "w") as target:
        for entry in source.infolist():
            content = source.read(entry).replace(b'<dimension ref="A1:E3"', b'<dimension ref="A1"')
            target.writestr(entry, content)

    assert read(small.getvalue()).rows == (ANNA, BEN)


def test_numbers_and_truth_of_a_sheet_are_read_as_text() -> None:
    rows: list[list[object]] = [
        ["email", "name", "manager", "site"],
        ["a@example.org", "A", True, 12],
    ]

    assert read(sheet(rows)).rows == (RosterRow("a@example.org", "A", "en", True, {"site": "12"}),)


def test_line_break_within_quotes_is_a_blank_and_the_next_line_keeps_its_number() -> None:
    text = HEADER + 'a@example.org,"Ann\nLee",en,no,"Sales\r\nNorth"\nwrong,B,en,no,Care\n'

    assert faults(text) == [(5, "“wrong” is not an e-mail address.")]
    assert read(text.replace("wrong", "b@example.org")).rows[0].name == "Ann Lee"
    assert read(text.replace("wrong", "b@example.org")).rows[0].attributes == {
        "department": "Sales North"
    }


def test_blank_lines_and_blank_cells_at_the_end_are_no_people() -> None:
    text = "email,name,,\n\na@example.org,A,,\n,,,\n  ,-,,\n"

    assert read(text).rows == (RosterRow("a@example.org", "A", "en", False, {}),)


def test_letters_composed_and_decomposed_are_one_level() -> None:
    text = "email,name,site\na@example.org,A,Zürich\nb@example.org,B,Zu\u0308rich\n"

    assert {row.attributes["site"] for row in read(text).rows} == {"Zürich"}


@pytest.mark.parametrize("word", ["yes", "Ja", "X", "1", "true", "WAHR"])
def test_words_for_a_manager(word: str) -> None:
    assert read(f"email,name,Führungskraft\na@example.org,A,{word}\n").rows[0].is_manager


@pytest.mark.parametrize("word", ["no", "Nein", "", "0", "falsch"])
def test_words_for_somebody_who_is_no_manager(word: str) -> None:
    assert not read(f"email,name,manager\na@example.org,A,{word}\n").rows[0].is_manager


def test_missing_columns_are_named_with_their_accepted_spellings() -> None:
    found = "The columns of the file, separated by comma, semicolon or tab, are: mailbox, site."
    mail = "email, e-mail, mail, email address, e-mail address, e-mail-adresse"
    name = "name, full name, vollständiger name"

    assert faults("mailbox,site\na@example.org,Bonn\n") == [
        (1, f"The column “email” is missing. It may be called: {mail}. {found}"),
        (1, f"The column “name” is missing. It may be called: {name}. {found}"),
    ]


def test_column_that_stands_there_twice_is_refused() -> None:
    assert faults("email,name,E-Mail\na@example.org,A,b@example.org\n") == [
        (1, "The column “email” stands there twice. Remove one.")
    ]


def test_duplicate_address_names_both_lines() -> None:
    text = "email,name\na@example.org,A\nb@example.org,B\nA@Example.org,C\n"

    assert faults(text) == [(4, "A@Example.org stands on line 2 too. Keep one of the two.")]


@pytest.mark.parametrize(
    "address",
    ["a", "a@b", "a@example", "a b@example.org", "a@exam ple.org", "a@@b.org",
     "a@-b.org", "ä@example.org", "a@example.org>", "a@example.1"],
)  # fmt: skip
def test_what_no_mail_could_reach_is_no_address(address: str) -> None:
    assert faults(f"email,name\n{address},A\n") == [(2, f"“{address}” is not an e-mail address.")]


@pytest.mark.parametrize(
    "address", ["o'neil@example.org", "a.b+c@mail.example.co.uk", "a@bücher.example"]
)
def test_unusual_addresses_are_taken(address: str) -> None:
    assert read(f"email,name\n{address},A\n").rows[0].email == address


def test_all_faults_are_told_at_once_each_with_its_line() -> None:
    text = HEADER + "x,Anna,en,no,Sales\nb@example.org,,fr,maybe,Care\nc@example.org,C,de,no,a,b\n"
    (*earlier, last) = faults(text)

    assert earlier == [
        (2, "“x” is not an e-mail address."),
        (3, "The name is missing."),
        (3, "“manager” is “maybe”. Write yes or no."),
        (3, "“language” is “fr”. Write one of: de, en."),
    ]
    assert last[0] == 4
    assert last[1].startswith("It has 6 cells, but the header has 5.")


def test_after_twenty_faults_reading_stops() -> None:
    assert len(faults("email,name\n" + "x,\n" * 1000)) == 20


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_empty_file_lacks_its_columns(data: bytes) -> None:
    lines = faults(data)

    assert [line for line, _message in lines] == [1, 1]
    assert lines[0][1].endswith("are: none.")


def test_header_alone_is_nobody() -> None:
    assert faults(HEADER) == [(0, "There is nobody in it. Add a line per person.")]


def test_text_in_latin_1_is_refused_with_the_line_and_the_remedy() -> None:
    data = (HEADER + "a@example.org,Anna,de,no,Sales\nb@example.org,Jörg,de,no,Sales\n").encode(
        "latin-1"
    )

    assert faults(data) == [(3, "The file is not UTF-8. Export it as “CSV UTF-8” and import that.")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused_with_a_remedy(encoding: str) -> None:
    ((_line, message),) = faults(delimited(",").encode(encoding))

    assert "UTF-8" in message


def test_binary_file_is_refused() -> None:
    assert faults(b"email,name\na@example.org,A\0B\n") == [
        (0, "This is not a UTF-8 text file. Choose a CSV or XLSX file.")
    ]


def test_old_excel_file_is_told_from_a_text() -> None:
    assert faults(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) == [
        (0, "This is an old or a protected Excel file. Save it as XLSX without a password.")
    ]


def test_open_quotation_mark_is_named_where_it_stands() -> None:
    ((line, message),) = faults('email,name\na@example.org,A\nb@example.org,"B\n' + "c,C\n" * 9)

    assert line == 3
    assert message.endswith("Close the quotation marks or export the list again.")


@pytest.mark.parametrize("sign", ["=", "@", "+", "-"])
@pytest.mark.parametrize("column", [0, 1, 4])
def test_formula_is_refused_in_every_column(sign: str, column: int) -> None:
    cells = ["a@example.org", "Anna", "en", "no", "Sales"]
    cells[column] = f"{sign}cmd|'/c calc'!A1"
    name = ["email", "name", "", "", "department"][column]

    assert faults(HEADER + ",".join(cells) + "\n")[0] == (
        2,
        f"“{name}” begins with “{sign}”, which spreadsheets run as a formula. Remove the sign.",
    )


def test_formula_behind_white_space_is_refused_too() -> None:
    ((line, message),) = faults(HEADER + 'a@example.org,"\t =1+1",en,no,Sales\n')

    assert (line, message[:20]) == (2, "“name” begins with “")


def test_formula_in_a_sheet_and_in_the_header_is_refused() -> None:
    rows = [["email", "name"], ["a@example.org", '=HYPERLINK("http://x.example")']]

    assert faults(sheet(rows))[0][0] == 2
    assert faults("email,name,=1+1\na@example.org,A,B\n")[0][0] == 1


@pytest.mark.parametrize("name", ["2024", "a__b", "", "_in"])
def test_column_that_could_not_be_asked_for_is_refused(name: str) -> None:
    assert faults(f"email,name,{name},site\na@example.org,A,B,C\n") == [
        (1, f"The column “{name}” needs a name that begins with a letter, without “__”.")
    ]


def test_control_character_is_refused() -> None:
    assert faults("email,name\na@example.org,A\x07B\n") == [
        (2, "“name” holds a control character. Remove it.")
    ]


def test_cells_longer_than_their_column_are_refused() -> None:
    text = f"email,name,site\n{'a' * 64}@{'b.' * 100}org,{'N' * 201},{'S' * 81}\n"

    assert faults(text) == [
        (2, "“email” has 268 characters; at most 254 fit. Shorten it."),
        (2, "“name” has 201 characters; at most 200 fit. Shorten it."),
        (2, "“site” has 81 characters; at most 80 fit. Shorten it."),
    ]


def test_cell_of_a_megabyte_is_refused() -> None:
    ((line, _message),) = faults("email,name\na@example.org," + "x" * 2**20 + "\n")

    assert line == 2


def test_too_many_columns_are_refused() -> None:
    columns = ",".join(f"column {number}" for number in range(49))

    assert faults(f"email,name,{columns}\n") == [
        (1, "The file has 51 columns; at most 50 are read. Remove some.")
    ]


def test_too_many_people_are_refused_and_none_is_dropped_silently() -> None:
    people = "".join(f"p{number}@example.org,P\n" for number in range(200_002))

    assert faults("email,name\n" + people) == [
        (200_002, "The list has more than 200000 people. Split it.")
    ]


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as entry,
    ):
        for _part in range(MAX_UNPACKED_BYTES // 2**20 + 1):
            entry.write(bytes(2**20))

    assert len(file.getvalue()) < 2**18
    assert faults(file.getvalue()) == [
        (0, "The XLSX file unpacks to more than 128 MB. Save the list as CSV UTF-8.")
    ]


def test_entities_of_a_sheet_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    source, target = io.BytesIO(sheet(PEOPLE)), io.BytesIO()
    with zipfile.ZipFile(source) as original, zipfile.ZipFile(target, "w") as changed:
        for entry in original.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            changed.writestr(entry, bomb if is_sheet else original.read(entry))

    assert faults(target.getvalue()) == [
        (0, "The XLSX file cannot be read. Open it, save it again as XLSX and import that.")
    ]


@pytest.mark.parametrize("cut", [10, 200, 1000, -30])
def test_truncated_sheet_is_refused(cut: int) -> None:
    assert faults(sheet(PEOPLE)[:cut]) == [
        (0, "The XLSX file cannot be read. Open it, save it again as XLSX and import that.")
    ]


def _outcome(data: bytes) -> Roster | UnreadableRoster:
    try:
        return read(data)
    except UnreadableRoster as refusal:
        return refusal


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_any_bytes_give_people_or_faults(data: bytes) -> None:
    outcome = _outcome(HEADER.encode() + data)

    assert isinstance(outcome, Roster) or outcome.problems


@settings(max_examples=100)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_sheet_gives_people_or_faults(place: int, damage: bytes) -> None:
    data = bytearray(SHEET)
    place %= len(data)
    data[place : place + len(damage)] = damage

    outcome = _outcome(bytes(data))

    assert isinstance(outcome, Roster) or outcome.problems


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["C"]), max_size=30), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_as_csv_is_read_back_or_refused(people: list[tuple[str, bool]]) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["email", "name", "manager"])
    for number, (name, is_manager) in enumerate(people):
        writer.writerow([f"p{number}@example.org", name, "yes" if is_manager else "no"])

    outcome = _outcome(file.getvalue().encode())

    if isinstance(outcome, Roster):
        assert [row.is_manager for row in outcome.rows] == [flag for _name, flag in people]
        assert all(row.name and row.name[0] not in "=+-@" for row in outcome.rows)


SHEET = sheet(PEOPLE)

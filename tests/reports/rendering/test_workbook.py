"""The workbook: what the page shows, as numbers, harmless, the same every time."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from reports.looks import Look
from reports.rendering.document import document_of
from reports.rendering.inventory import shown_tables
from reports.rendering.workbook import render_workbook
from reports.snapshots import Snapshot
from tests.reports import snapshots, waves

FORMULA = '=HYPERLINK("https://example.org","Look")'


def opened(snapshot: Snapshot, *, is_draft: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(render_workbook(snapshot, is_draft=is_draft)))


def sheet_of(book: Any, caption: str) -> Any:
    (found,) = (sheet for sheet in book if sheet["A1"].value == caption)
    return found


def rows_of(sheet: Any) -> dict[str, list[Any]]:
    return {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=4)}


def test_scores_are_numbers_as_printed() -> None:
    sheet = sheet_of(opened(snapshots.normal()), "Readiness by dimension, points of 100")

    assert [cell.value for cell in sheet[3]] == [
        "Dimension",
        "Answers",
        "Score",
        "Lower",
        "Upper",
        "Band",
    ]
    assert rows_of(sheet)["Purpose"] == [672, 56.8, 54.9, 58.7, "Developing"]
    assert sheet["C5"].number_format == "#,##0.0"


def test_german_workbook_holds_the_same_numbers() -> None:
    sheet = sheet_of(
        opened(snapshots.normal("de")), "Bereitschaft nach Dimensionen, Punkte von 100"
    )

    assert rows_of(sheet)["Sinn und Ziel"][:4] == [672, 56.8, 54.9, 58.7]


def test_shares_are_shares_and_money_has_its_unit() -> None:
    book = opened(snapshots.normal())

    evidence = sheet_of(book, "Technical readiness by pillar, points of 100")["D4"]
    assert (evidence.value, evidence.number_format) == (0.85, "#,##0%")
    price = sheet_of(book, "Assumptions as entered")["B4"]
    assert (price.value, price.number_format) == (350_000, '#,##0 "USD"')


def test_band_of_a_small_share_stays_a_band() -> None:
    """A number in its place would say more than was published."""
    book = opened(snapshots.normal())

    (comments, *_others) = (s for s in book if str(s["A1"].value).startswith("Comments by theme"))
    assert rows_of(comments)["Leadership"] == ["50 to 60", "20 to 40", "10 to 20", 64]


@pytest.mark.parametrize(
    "snapshot",
    [snapshots.normal(), snapshots.tiny(), snapshots.many_groups(), snapshots.long_names()],
    ids=["normal", "tiny", "many-groups", "long-names"],
)
def test_every_table_that_is_shown_has_a_sheet_named_in_the_notes(snapshot: Snapshot) -> None:
    book = opened(snapshot)

    captions = [shown.table.caption for shown in shown_tables(document_of(snapshot))]
    assert [sheet["A1"].value for sheet in book][1:] == captions
    listed = [row[2].value for row in book.worksheets[0].iter_rows() if row[2].value]
    assert listed[-len(captions) :] == captions


def test_notes_name_the_snapshot_and_a_draft() -> None:
    snapshot = snapshots.tiny()

    notes = opened(snapshot, is_draft=True).worksheets[0]

    told = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert told["Snapshot (SHA-256)"] == document_of(snapshot).snapshot_hash
    assert told["Edition"] == "Draft"


def test_name_that_looks_like_a_formula_stays_a_name() -> None:
    wave = replace(waves.skeptical_wave(), initiative=FORMULA, survey="@SUM(A1)")
    snapshot = snapshots.snapshot(wave, None, title="+1")

    book = opened(snapshot)

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book.worksheets[0]["B3"].value == FORMULA


def test_same_snapshot_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    content = render_workbook(snapshots.tiny(), is_draft=False)

    assert render_workbook(snapshots.tiny(), is_draft=False) == content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert properties.count("2026-10-14T00:00:00Z") == 2


def test_organization_is_the_author() -> None:
    snapshot = replace(snapshots.tiny(), look=Look(organization="Nordlicht AG"))

    assert opened(snapshot).properties.creator == "Nordlicht AG"

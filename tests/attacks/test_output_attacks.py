"""All files and pages of a wave together, whoever reads which of them. AT-16."""

import datetime as dt
import io
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pptx import Presentation

from accounts.models import Role, User
from reports.exhibits.sections import Section
from reports.kinds import FileKind
from reports.rendering.printing import print_file
from reports.selectors import ReportHead, collect
from reports.snapshots import Snapshot, snapshot_json
from surveys.exports import figure_table
from surveys.models import (
    Cell,
    Employee,
    Invitation,
    Participation,
    PublishedPeople,
    ReleasedComment,
    ReleasedResponse,
    RetentionMode,
    Wave,
)
from surveys.services.lifecycle import launch_wave
from tests.surveys.factories import answer, draft_wave, hire, release

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = re.compile(r"[A-Za-z0-9]{64}")
"""Forms carry one that is masked anew on every page."""
LINK = re.compile(r"href=\"(/results/[^\"]+\.csv)\"")
SIZES = {"Sales": 20, "Care": 14, "Law": 5, "Ops": 25}
HIDDEN = "Law"


def test_at_16_all_outputs_together_are_made_of_published_cells_alone() -> None:
    """With every row gone that holds an answer, a comment or a person, they are as before."""
    wave = answered()
    before = outputs(wave)

    for model in (ReleasedResponse, ReleasedComment, PublishedPeople, Participation, Invitation):
        assert model is Participation or model.objects.exists()
        model.objects.all().delete()
    Employee.objects.all().delete()

    assert outputs(wave) == before
    Cell.objects.filter(statistic="dimension_mean", subject="core", level="").update(value=1.5)
    changed = {name for name, content in outputs(wave).items() if content != before[name]}
    assert {"snapshot", "workbook", "slides", "data", "table", "api"} <= changed, "the control"


def test_at_16_two_readers_are_given_the_same() -> None:
    wave = answered()

    pages = {role: dict(pages_of(wave, role)) for role in (Role.HR_LEADER, Role.EXECUTIVE)}

    assert pages[Role.HR_LEADER].keys() == pages[Role.EXECUTIVE].keys()
    tables = [name for name in pages[Role.HR_LEADER] if name.endswith(".csv")]
    assert len(tables) > 3
    for name in (*tables, "api"):
        assert pages[Role.HR_LEADER][name] == pages[Role.EXECUTIVE][name], name


def test_at_16_no_file_has_a_figure_of_a_hidden_group() -> None:
    """Four of five answered."""
    wave = answered(RetentionMode.AGGREGATE)
    snapshot = frozen(wave)

    book = openpyxl.load_workbook(io.BytesIO(print_file(FileKind.WORKBOOK, snapshot).content))
    rows: list[list[object]] = [
        [cell.value for cell in row] for sheet in book for row in sheet.iter_rows()
    ]
    slides = Presentation(io.BytesIO(print_file(FileKind.SLIDES, snapshot).content))
    lines = list(lines_of(slides))
    csv = figure_table(wave.release)
    told = csv[csv["group"] == HIDDEN]

    assert figures_beside("Sales", rows), "the search finds figures of a group that is shown"
    assert figures_beside(HIDDEN, rows) == []
    assert not any(HIDDEN in line and re.search(r"\d", line) for line in lines)
    assert len(told)
    assert told[["value", "low", "high", "n"]].isna().all(axis=None)
    data = json.loads(print_file(FileKind.DATA, snapshot).content)
    groups = [one for one in nodes(data) if one.get("level") == HIDDEN]
    assert not any("value" in figure for group in groups for figure in nodes(group))


def figures_beside(name: str, rows: list[list[object]]) -> list[object]:
    """Numbers in rows of a workbook that name a group."""
    naming = [row for row in rows if any(str(value) == name for value in row)]
    return [value for row in naming for value in row if isinstance(value, int | float)]


def answered(mode: RetentionMode = RetentionMode.COHORT) -> Wave:
    """All but one of Law answer."""
    hire(SIZES)
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(retention_mode=mode)
    launch_wave(wave_id=wave.pk, now=timezone.now())
    silent = Invitation.objects.filter(labels__department=HIDDEN).order_by("pk")[0]
    for place, invitation in enumerate(Invitation.objects.order_by("pk")):
        if invitation == silent:
            continue
        points = {"willing": 1 + place % 5, "able": 3, "rules": 2, "fear": 1 + place % 4}
        answer(invitation, {**points, "advice": place % 11}, {"wish": "More time to try."})
    return release(wave)


def frozen(wave: Wave) -> Snapshot:
    head = ReportHead(
        report_id=uuid.UUID(int=1),
        title="All together",
        language="en",
        prepared_date=dt.date(2026, 3, 2),
    )
    return collect(wave_id=wave.pk, assessment_id=None, head=head)


def outputs(wave: Wave) -> dict[str, object]:
    """Everything that a wave gives out; every kind of PDF is printed from the same snapshot."""
    snapshot = frozen(wave)
    kinds = (FileKind.WORKBOOK, FileKind.SLIDES, FileKind.DATA)
    return {
        "snapshot": snapshot_json(snapshot),
        **{kind.value: print_file(kind, snapshot).content for kind in kinds},
        "table": figure_table(wave.release).to_csv(),
        **dict(pages_of(wave, Role.HR_LEADER)),
    }


def pages_of(wave: Wave, role: Role) -> Iterator[tuple[str, str]]:
    """Result pages, every table behind them, and the API, as one role receives them."""
    client = Client()
    reader = User.objects.get_or_create(
        email=f"{role}@example.org", defaults={"name": "R", "role": role}
    )[0]
    client.force_login(reader)
    yield "api", client.get(f"/api/waves/{wave.pk}/").content.decode()
    for name in ("overview", *Section):
        page = client.get(reverse(f"results:{name}", args=[wave.pk]))
        assert page.status_code == 200, name
        yield str(name), TOKEN.sub("", page.content.decode())
        for link in sorted(set(LINK.findall(page.content.decode()))):
            yield link, client.get(link).content.decode()


def lines_of(slides: Any) -> Iterator[str]:
    """Paragraphs and rows of tables."""
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
            if shape.has_table:
                yield from (" ".join(cell.text for cell in row.cells) for row in shape.table.rows)


def nodes(value: object) -> Iterator[dict[str, object]]:
    """Every mapping in nested data."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)

"""The slides: native charts, texts for those who hear them, the same bytes every time."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from reports.looks import Logo, Look
from reports.rendering.document import document_of
from reports.rendering.slides import render_slides
from reports.snapshots import Snapshot
from tests.reports import snapshots
from tests.reports.pictures import png_base64


def opened(snapshot: Snapshot, *, is_draft: bool = False) -> Any:
    return Presentation(BytesIO(render_slides(snapshot, is_draft=is_draft)))


def titles(show: Any) -> list[str]:
    return [slide.shapes.title.text for slide in show.slides]


def chart_on(show: Any, title: str) -> Any:
    (slide,) = (slide for slide in show.slides if slide.shapes.title.text == title)
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)
    return frame


def alternative(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))


def test_story_is_told_in_order() -> None:
    show = opened(snapshots.normal())

    verdict = document_of(snapshots.normal()).summary.title.text
    assert titles(show)[:5] == [
        "AI readiness 2026",
        verdict,
        "What we found, and what to do first",
        "Readiness by dimension, points of 100",
        "What leaders expect and what the workforce reports, points of 100",
    ]
    assert titles(show)[-1] == "What we do not know"
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9, rel=1e-3)


def test_chart_is_native_and_holds_what_is_printed() -> None:
    frame = chart_on(opened(snapshots.normal()), "Readiness by dimension, points of 100")

    plot = frame.chart.plots[0]
    categories = list(plot.categories)
    values = dict(zip(categories, plot.series[0].values, strict=True))
    assert values["Purpose"] == 56.8
    assert categories[-1] == "Organization (ORS-1)"


def test_intervals_are_error_bars_of_their_length() -> None:
    frame = chart_on(opened(snapshots.normal()), "Readiness by dimension, points of 100")

    series = frame.chart.plots[0].series[0]
    place = list(frame.chart.plots[0].categories).index("Purpose")
    (above,) = series._element.xpath("c:errBars/c:plus/c:numLit")
    lengths = [float(value.text) for value in above.iter(qn("c:v"))]
    assert lengths[place] == pytest.approx(58.7 - 56.8)


@pytest.mark.parametrize("make", [snapshots.normal, snapshots.tiny, snapshots.many_groups])
def test_whatever_is_drawn_has_a_text_and_every_slide_has_notes(make: Any) -> None:
    for slide in opened(make()).slides:
        drawn = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert all(len(alternative(shape)) > 10 for shape in drawn)
        assert slide.shapes.title.text
        assert slide.notes_slide.notes_text_frame.text


def test_no_box_of_text_is_empty() -> None:
    """A reader of the screen would stop at it."""
    boxes = [
        shape
        for slide in opened(snapshots.normal()).slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.shape_type == MSO_SHAPE_TYPE.TEXT_BOX
    ]

    assert boxes
    assert all(shape.text_frame.text for shape in boxes)


def test_colors_and_logo_are_those_of_the_organization() -> None:
    logo = Logo("image/png", png_base64())
    look = Look("Nordlicht AG", "#7a1f5c", logo=logo)

    first = opened(replace(snapshots.tiny(), look=look)).slides[0]

    run = first.shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.font.color.rgb == RGBColor(0x7A, 0x1F, 0x5C)  # type: ignore[no-untyped-call]  # untyped library
    (picture,) = (shape for shape in first.shapes if shape.shape_type == 13)
    assert alternative(picture) == "Logo of Nordlicht AG"


def test_draft_says_so_on_every_slide() -> None:
    for slide in opened(snapshots.tiny(), is_draft=True).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert "Draft, not final" in texts


def test_same_snapshot_gives_the_same_bytes_charts_included() -> None:
    content = render_slides(snapshots.normal(), is_draft=False)

    assert render_slides(snapshots.normal(), is_draft=False) == content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        (inner, *_others) = (n for n in archive.namelist() if n.endswith(".xlsx"))
        with zipfile.ZipFile(BytesIO(archive.read(inner))) as book:
            assert b"2026-10-14T00:00:00Z" in book.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("de", "de-DE"),
        ("fr", "fr-FR"),
        ("it", "it-IT"),
        ("es", "es-ES"),
        ("pt", "pt-PT"),
    ],
)
def test_slides_are_marked_as_what_they_are_in(language: str, marked: str) -> None:
    show = opened(snapshots.normal(language))

    run = show.slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run._r.rPr.get("lang") == marked
    assert show.core_properties.language == language


def test_trend_is_a_line_over_the_waves_with_intervals_on_a_fixed_scale() -> None:
    frame = chart_on(
        opened(snapshots.normal()), "Organizational readiness over the waves, points of 100"
    )

    plot, axis = frame.chart.plots[0], frame.chart.value_axis
    assert "lineChart" in plot._element.tag
    assert list(plot.categories) == ["Wave 1 (2026)", "Wave 2 (2026)"]
    assert plot.series[0].values[0] == 52.7
    assert (axis.minimum_scale, axis.maximum_scale) == (0, 100)
    assert len(plot.series[0]._element.xpath("c:errBars")) == 1

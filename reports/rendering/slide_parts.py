"""Draws on slides: text, tables, native charts. Every drawing has a text for those who hear it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from charts.palette import ACCENT_MID, INK, MUTED, NEUTRAL, RULE, WARM_MID, ink_on

SLIDE_WIDTH, SLIDE_HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
CONTENT_TOP = Inches(1.55)
CONTENT_WIDTH = Emu(SLIDE_WIDTH - 2 * MARGIN)
CONTENT_HEIGHT = Inches(5.2)
POINTS_MAX = 100
_SERIES_COLORS = (WARM_MID, ACCENT_MID, MUTED)


@dataclass(frozen=True)
class Box:
    """A place on a slide."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Series:
    """Values of a chart by category; None leaves a gap. `low` and `high` are ends of intervals."""

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class ChartWish:
    """A native chart: what it shows, in which form, and its text for those who hear it."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_line: bool
    is_points: bool
    """Whether values are points of 100, so that the scale has fixed ends."""
    number_code: str
    alternative: str


CONTENT = Box(MARGIN, CONTENT_TOP, CONTENT_WIDTH, CONTENT_HEIGHT)


def color(text: str) -> RGBColor:
    """Color of the library from "#0b5c8a"."""
    channels = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return RGBColor(*channels)  # type: ignore[no-untyped-call]  # untyped library


def write(
    frame: Any, lines: Sequence[str], *, size: float, shade: str = INK, bold: bool = False
) -> None:
    """Fill a text frame with paragraphs."""
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size = Pt(size)
        run.font.bold = bold
        run.font.color.rgb = color(shade)
        paragraph.space_after = Pt(size / 2)


def text_box(slide: Any, box: Box, lines: Sequence[str], **style: Any) -> Any:
    """Put text on a slide."""
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    write(shape.text_frame, lines, **style)
    return shape


def rectangle(slide: Any, box: Box, lines: Sequence[str], *, fill: str, bold: bool = False) -> Any:
    """Put a filled field with its words on a slide."""
    shape = slide.shapes.add_shape(1, box.left, box.top, box.width, box.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = color(fill)
    shape.line.color.rgb = color("#ffffff")
    shape.shadow.inherit = False
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    write(shape.text_frame, lines, size=13, shade=ink_on(fill), bold=bold)
    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    return shape


def describe(shape: Any, text: str) -> None:
    """Give a drawing the text that is read out in its place."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)  # noqa: SLF001  no public door


def add_table(slide: Any, box: Box, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """Put a real table on a slide; the first column gets the room of two."""
    shape = slide.shapes.add_table(
        len(rows) + 1, len(head), box.left, box.top, box.width, Inches(0.36) * (len(rows) + 1)
    )
    table = shape.table
    unit = box.width // (len(head) + 1)
    for place in range(len(head)):
        table.columns[place].width = Emu(unit * (2 if place == 0 else 1))
    size = 11 if len(head) > 6 or len(rows) > 9 else 13
    for row, line in enumerate((head, *rows)):
        for place, text in enumerate(line):
            cell = table.cell(row, place)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.solid()
            cell.fill.fore_color.rgb = color(NEUTRAL if row == 0 else "#ffffff")
            write(cell.text_frame, [text], size=size, bold=row == 0)
    return shape


def add_chart(slide: Any, box: Box, wish: ChartWish, accent: str) -> Any:
    """Put a native chart on a slide, with its intervals as error bars."""
    data: Any = CategoryChartData(number_format=wish.number_code)  # type: ignore[no-untyped-call]  # untyped library
    data.categories = wish.categories
    for series in wish.series:
        data.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if wish.is_line else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
    describe(frame, wish.alternative)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = color(INK)
    chart.has_legend = len(wish.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    if not wish.is_line:
        chart.category_axis.reverse_order = True
        chart.plots[0].gap_width = 60
    chart.value_axis.major_gridlines.format.line.color.rgb = color(RULE)
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format = wish.number_code
    chart.value_axis.tick_labels.number_format_is_linked = False
    if wish.is_points:
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, POINTS_MAX
    _color_series(chart, wish, accent)
    return frame


def _color_series(chart: Any, wish: ChartWish, accent: str) -> None:
    for place, (drawn, series) in enumerate(zip(chart.plots[0].series, wish.series, strict=True)):
        shade = color((accent, *_SERIES_COLORS)[place % 4])
        if wish.is_line:
            drawn.smooth = False
            drawn.format.line.color.rgb = shade
            drawn.marker.format.fill.solid()
            drawn.marker.format.fill.fore_color.rgb = shade
        else:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = shade
        if series.low and any(low is not None for low in series.low):
            _add_error_bars(drawn, series)
        if not wish.is_line:
            labels = drawn.data_labels
            labels.show_value = True
            labels.number_format = wish.number_code
            labels.number_format_is_linked = False
            labels.position = XL_LABEL_POSITION.INSIDE_BASE
            labels.font.color.rgb = color("#ffffff" if place == 0 else INK)


def _add_error_bars(drawn: Any, series: Series) -> None:
    """Intervals as error bars, which the library does not know: written as the format wants it."""
    bars = OxmlElement("c:errBars")
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        _child(bars, f"c:{name}").set("val", value)
    below = _distances(series.values, series.low)
    above = _distances(series.values, series.high)
    bars.extend([_literal("c:plus", above), _literal("c:minus", below)])
    following = drawn._element.find(qn("c:cat"))  # noqa: SLF001  no public door
    following.addprevious(bars)


def _distances(values: Sequence[float | None], ends: Sequence[float | None]) -> list[float]:
    return [
        0.0 if value is None or end is None else round(abs(end - value), 6)
        for value, end in zip(values, ends, strict=True)
    ]


def _literal(name: str, numbers: Sequence[float]) -> Any:
    side = OxmlElement(name)
    literal = _child(side, "c:numLit")
    _child(literal, "c:formatCode").text = "General"
    _child(literal, "c:ptCount").set("val", str(len(numbers)))
    for place, number in enumerate(numbers):
        point = _child(literal, "c:pt")
        point.set("idx", str(place))
        _child(point, "c:v").text = repr(number)
    return side


def _child(parent: Any, name: str) -> Any:
    child = OxmlElement(name)
    parent.append(child)
    return child

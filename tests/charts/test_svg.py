import xml.etree.ElementTree as ET

from charts.svg import (
    Heading,
    Point,
    element,
    hatching,
    number,
    picture,
    rectangle,
    text,
    text_block,
)


def test_coordinates_have_two_decimals_and_no_minus_zero() -> None:
    assert [number(value) for value in (3, 3.14159, -0.001, 1e-9, -2.5)] == [
        "3",
        "3.14",
        "0",
        "0",
        "-2.5",
    ]


def test_attributes_and_text_are_escaped() -> None:
    assert element("g", id='a"<b>') == "<g id='a\"&lt;b&gt;'/>"
    assert "&lt;script&gt; &amp;" in text("<script> &", Point(0, 0), size=8)


def test_characters_that_xml_cannot_hold_do_not_break_the_picture() -> None:
    label = text("Sales\x01\ud800 East\n", Point(0, 0), size=8)
    drawing = picture(Heading("gaps", "Gaps\x0b", "Shows\x1f"), 100, 40, (label,))

    root = ET.fromstring(drawing)

    assert [child.text for child in root] == [
        "Gaps\ufffd",
        "Shows\ufffd",
        "Sales\ufffd\ufffd East\n",
    ]


def test_negative_size_is_drawn_as_zero() -> None:
    assert 'width="0"' in rectangle(Point(0, 0), -4, 2, fill="#000000")


def test_hatching_stays_inside_its_rectangle() -> None:
    path = ET.fromstring(hatching(Point(10, 20), 12, 6, color="#000000", gap=4)).attrib["d"]

    assert path == "M10 24L14 20M12 26L18 20M16 26L22 20M20 26L22 24"


def test_lines_of_a_block_are_centered_on_its_middle() -> None:
    block = text_block(("one", "two"), Point(5, 50), size=8)
    heights = [float(node.attrib["y"]) for node in ET.fromstring(f"<g>{block}</g>")]

    assert heights == [47.88, 57.88]


def test_picture_names_and_describes_itself() -> None:
    drawing = picture(Heading("gaps", "Gaps & more", "Shows <gaps>."), 100, 40.5, ())
    root = ET.fromstring(drawing)

    assert root.attrib["viewBox"] == "0 0 100 40.5"
    assert root.attrib["aria-labelledby"] == "gaps-title gaps-description"
    assert [child.text for child in root] == ["Gaps & more", "Shows <gaps>."]
    assert "style" not in drawing

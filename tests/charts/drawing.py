"""Reads a drawn chart back: its shapes and words with their places."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawing:
    """A parsed picture."""

    root: ET.Element

    @property
    def words(self) -> list[str]:
        """All words, in the order in which they were drawn."""
        return [node.text or "" for node in self.root.iter(f"{NAMESPACE}text")]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return float(self.root.attrib["width"]), float(self.root.attrib["height"])

    def shapes(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Attributes of all shapes of a kind that have the given ones."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        found = [dict(node.attrib) for node in self.root.iter(f"{NAMESPACE}{tag}")]
        return [shape for shape in found if wanted.items() <= shape.items()]

    def places(self, tag: str, *names: str, **attributes: str) -> list[tuple[Any, ...]]:
        """The named numbers of those shapes."""
        shapes = self.shapes(tag, **attributes)
        return [tuple(float(shape[name]) for name in names) for shape in shapes]

    def place_of(self, content: str) -> tuple[float, float]:
        """Where the baseline of these words begins, ends or has its middle."""
        (node,) = (n for n in self.root.iter(f"{NAMESPACE}text") if n.text == content)
        return float(node.attrib["x"]), float(node.attrib["y"])


def drawn(svg: str) -> Drawing:
    """Parse a picture; it names and describes itself, and carries no style."""
    root = ET.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert [child.tag for child in root][:2] == [f"{NAMESPACE}title", f"{NAMESPACE}desc"]
    assert "style" not in svg
    return Drawing(root)

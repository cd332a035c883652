"""The documentation as its tests see it: pages, headings, links, first cells of tables."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^(?P<indent> *)```.*?^(?P=indent)```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_ROW = re.compile(r"^ *\|(.+)\| *$", re.MULTILINE)
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """The text without its code blocks."""
        return _FENCE.sub("", self.text)

    @property
    def links(self) -> list[str]:
        return _LINK.findall(self.prose)

    @property
    def anchors(self) -> set[str]:
        """Headings as GitHub names them in addresses."""
        return {anchor(heading) for heading in _HEADING.findall(self.prose)}

    def rows(self) -> Iterator[list[str]]:
        """Cells of every row of every table."""
        for row in _ROW.findall(self.prose):
            yield [cell.strip() for cell in _UNESCAPED_BAR.split(row)]

    def first_cells(self) -> list[str]:
        """What stands as code in the first cell of a row."""
        return [name.group(1) for row in self.rows() if (name := re.fullmatch(r"`(.+)`", row[0]))]


def anchor(heading: str) -> str:
    """Lower case, signs dropped, blanks as hyphens.

    Examples
    --------
    >>> anchor("4. The proxy with `TLS`")
    '4-the-proxy-with-tls'
    """
    kept = [sign for sign in heading.lower() if sign in " -_" or _is_word(sign)]
    return "".join(kept).replace(" ", "-")


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"


def all_pages() -> list[Page]:
    """The pages at the top and everything below docs/."""
    top = sorted(ROOT.glob("*.md"))
    return [Page(path) for path in (*top, *sorted((ROOT / "docs").rglob("*.md")))]


def page(name: str) -> Page:
    """One page by its path below docs/."""
    return Page(ROOT / "docs" / name)

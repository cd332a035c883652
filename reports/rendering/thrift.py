"""Lets WeasyPrint keep less in memory, without a byte of difference in the file."""

import copy
import functools

import weasyprint
from weasyprint import CSS, HTML
from weasyprint.document import Page
from weasyprint.pdf.stream import Stream

UNUSED = frozenset(
    {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
)
"""Parts that WeasyPrint 70 styles for every element of a page; a report has none of them."""
MARKER = "marker"
_PART = 3
"""Where a stored selector names its pseudo-element."""


class ThriftyHTML(HTML):  # type: ignore[misc]  # WeasyPrint ships no types
    """HTML whose elements get no styles for footnotes, and for list markers only in lists.

    WeasyPrint's own rules for these match every element, so that a report of sixty groups would
    hold 16,000 styles nobody sees: 18 MB.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002  # its name
        del forms
        return [_thrifty_rules()]


def pack_drawings(document: weasyprint.Document) -> None:
    """Let each page, once drawn, keep its drawing in one piece instead of thousands."""
    document.pages[:] = [_PackedPage(page) for page in document.pages]


class _PackedPage(Page):  # type: ignore[misc]  # WeasyPrint ships no types
    def __init__(self, page: Page) -> None:  # all of it was gathered when the page was laid out
        self.__dict__.update(page.__dict__)

    def paint(self, stream: Stream, scale: float = 1) -> None:
        super().paint(stream, scale)
        if all(isinstance(part, bytes) for part in stream.stream):
            stream.stream[:] = [b"\n".join(stream.stream)]


@functools.cache
def _thrifty_rules() -> CSS:
    (rules,) = HTML(string="<p>")._ua_stylesheets()  # noqa: SLF001  # no other way to them
    rules = copy.copy(rules)
    matcher = rules.matcher = copy.copy(rules.matcher)
    everywhere = matcher.other_selectors
    matcher.other_selectors = [
        entry for entry in everywhere if entry[_PART] not in {*UNUSED, MARKER}
    ]
    of_lists = matcher.lower_local_name_selectors.get("li", [])
    matcher.lower_local_name_selectors = {
        **matcher.lower_local_name_selectors,
        "li": [*of_lists, *(entry for entry in everywhere if entry[_PART] == MARKER)],
    }
    return rules

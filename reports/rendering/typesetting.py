"""Sets what typists leave to the typesetter: apostrophes, and units that stay with their number."""

import re

_APOSTROPHE = re.compile(r"(?<=\w)(?:'|&#x27;|&#39;)(?=\w)")
_UNITS = "%|GB|GiB|TB|kW|kWh|ms|tok/s"
_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_CURRENCY = re.compile(r"\b(USD|EUR|CHF|GBP) (?=\d)")
_TEXT = re.compile(r">[^<]+<")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def typeset(html: str) -> str:
    """Return the page with its text set; tags and their attributes stay as they are.

    Examples
    --------
    >>> typeset("<p title='8 ms'>the people&#x27;s 8 ms</p>").replace(NO_BREAK_SPACE, "~")
    "<p title='8 ms'>the people’s 8~ms</p>"
    """
    return _TEXT.sub(lambda found: _set(found[0]), html)


def _set(text: str) -> str:
    text = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)
    text = _CURRENCY.sub(rf"\1{NO_BREAK_SPACE}", text)
    return _UNIT.sub(NO_BREAK_SPACE, text)

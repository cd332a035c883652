"""Reads numbers back out of printed cells, so that a workbook holds exactly what the page shows.

Published figures are rounded and banded on purpose. Taking the number from the printed text, not
from the figure behind it, is what keeps a workbook from saying more than the page.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import get_format

from reports.narrative.wording import MINUS

_UNIT_LENGTH_MAX = 12
_NUMBER = re.compile(r"^(?P<sign>[+\u2212-]?)(?P<digits>\d[\d.,\u00a0\u202f' ]*?)(?P<unit>\D*)$")
_SPACES = "\u00a0\u202f"


@dataclass(frozen=True)
class Reading:
    """A number as printed: its value, how many decimals, the sign shown, the unit behind it."""

    value: Decimal
    decimals: int
    has_plus: bool
    unit: str


def read_number(text: str) -> Reading | None:
    """Number that a cell prints in the active language; None where it prints anything else.

    A share with a percent sign is read in percent: "62 %" has the value 62 and the unit "%".

    Parameters
    ----------
    text : str
        The printed cell.
    """
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    unit = found["unit"].strip(_SPACES + " ")
    digits = _plain(found["digits"].strip(_SPACES + " "))
    if digits is None or not _is_unit(unit):
        return None
    value = Decimal(digits)
    negative = found["sign"] in {MINUS, "-"}
    decimals = len(digits.partition(".")[2])
    return Reading(-value if negative else value, decimals, found["sign"] == "+", unit)


def _plain(digits: str) -> str | None:
    """Digits with a point for decimals; None where the groups are not those of the language."""
    comma = str(get_format("DECIMAL_SEPARATOR"))
    group = re.escape(str(get_format("THOUSAND_SEPARATOR"))) or "(?!)"
    whole, _separator, fraction = digits.partition(comma)
    if re.fullmatch(rf"\d{{1,3}}(?:{group}\d{{3}})+|\d+", whole) is None:
        return None
    if comma in digits and re.fullmatch(r"\d+", fraction) is None:
        return None
    plain = re.sub(r"\D", "", whole)
    return f"{plain}.{fraction}" if fraction else plain


def _is_unit(unit: str) -> bool:
    """A unit is one short word: "EUR", "GiB", "%"; "to 55" or "– 60" is none."""
    if not unit:
        return True
    is_word = unit.replace("/", "").isalpha() or unit == "%"
    return is_word and len(unit) <= _UNIT_LENGTH_MAX

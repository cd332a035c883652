"""Prints figures for the reader: digits by unit, separators by language, rounded only here."""

import math
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MINUS = "–"  # an en dash: a hyphen is too short to be seen
INFINITE = "∞"  # a load that no number of copies carries
_SHARE_ENDINGS = ("share", "_rate", "utilization")
_DIGITS_BY_UNIT = {
    "_gib": 1,
    "_ms": 0,
    "_kw": 1,
    "_tb": 1,
    "_years": 0,
    "_month": 1,
    "_tokens": 0,
    "_per_second": 0,
}


def number_words(value: float | Decimal, digits: int = 0) -> str:
    """A number with separators and this many digits behind the point."""
    if not math.isfinite(value):
        return INFINITE
    rounded = Decimal(f"{value:.{digits}f}")
    return number_format(rounded, decimal_pos=digits, force_grouping=True).replace("-", MINUS)


def percent_words(share: float, digits: int = 0) -> str:
    """A share in percent."""
    return _("%(number)s%%") % {"number": number_words(share * 100, digits)}


def money_words(amount: Decimal, currency: str, digits: int = 0) -> str:
    """An amount with its currency."""
    return pgettext("amount of money", "%(currency)s %(amount)s") % {
        "currency": currency,
        "amount": number_words(amount, digits),
    }


def range_words(low: str, high: str) -> str:
    """Both ends of a range."""
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def figure_words(name: str, value: float | Decimal, currency: str = "") -> str:
    """The figure of a finding; the end of its name tells the unit."""
    if name.endswith(_SHARE_ENDINGS):
        return percent_words(float(value))
    if isinstance(value, Decimal):
        cents = 2 if abs(value) < 100 else 0
        return money_words(value, currency, cents) if currency else number_words(value, cents)
    if isinstance(value, int):
        return number_words(value)
    digits = next((d for unit, d in _DIGITS_BY_UNIT.items() if name.endswith(unit)), None)
    return number_words(value, _digits_by_size(value) if digits is None else digits)


def _digits_by_size(value: float) -> int:
    """Three significant digits for small numbers, none behind the point for large ones."""
    size = abs(value)
    if size >= 100:
        return 0
    return 1 if size >= 10 else 2

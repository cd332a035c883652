"""Writes the figures of scores that several sections share: intervals, withheld cells, bands."""

import math
from collections.abc import Sequence

from django.utils.translation import gettext as _

from charts.answers import fill_bar
from charts.scores import Zone
from reports.narrative.terms import term
from reports.narrative.wording import decimal
from surveys.selectors import Bound, Estimate, Figure, Share, Shares, Withheld

ORGANIZATION_ZONES = (
    ("at_risk", 0.0, 40.0),
    ("emerging", 40.0, 55.0),
    ("developing", 55.0, 70.0),
    ("ready", 70.0, 85.0),
    ("leading", 85.0, 100.0),
)
"""Band keys with their edges in points (ORS-1)."""
NOTHING = "–"
"""What stands where there is no figure."""


def organization_zones() -> tuple[Zone, ...]:
    """Bands of the organizational score, named in the active language."""
    return tuple(
        Zone(term("organization_band", key), low, high) for key, low, high in ORGANIZATION_ZONES
    )


def points_text(figure: Figure) -> str:
    """Write a score with its interval: "52 (49 to 55)"; a withheld one as its reason."""
    match figure:
        case Withheld(reason):
            return term("withheld", reason.value)
        case Estimate(value, _n, low, high) if low is not None and high is not None:
            return interval_text(value, low, high)
        case Estimate():
            return plain_text(figure)


def interval_text(value: float, low: float, high: float, decimals: int = 0) -> str:
    """Write a value with its interval in parentheses."""
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": decimal(value, decimals),
        "low": decimal(low, decimals),
        "high": decimal(high, decimals),
    }


def plain_text(figure: Figure, decimals: int = 0) -> str:
    """Write a figure without its interval; a withheld one as its reason."""
    if isinstance(figure, Withheld):
        return term("withheld", figure.reason.value)
    unit = 10**decimals
    match figure.bound:
        case Bound.AT_MOST:
            edge = math.ceil(figure.value * unit) / unit
            return _("up to %(value)s") % {"value": decimal(edge, decimals)}
        case Bound.AT_LEAST:
            edge = math.floor(figure.value * unit) / unit
            return _("from %(value)s") % {"value": decimal(edge, decimals)}
    return decimal(figure.value, decimals)


def share_text(share: Share | Withheld, decimals: int = 0) -> str:
    """Write a percentage, or the band it lies in; a withheld one as its reason."""
    if isinstance(share, Withheld):
        return term("withheld", share.reason.value)
    ends = {
        "low": decimal(share.low_percent, decimals),
        "high": decimal(share.high_percent, decimals),
    }
    if share.is_exact:
        return ends["high"]
    if share.low_percent == 0:
        return _("up to %(high)s") % ends
    if share.high_percent == 100:
        return _("from %(low)s") % ends
    return _("%(low)s to %(high)s") % ends


def share_label(share: Share) -> str:
    """Write a percentage as short as beside a bar: "62", "30–40"."""
    high = decimal(share.high_percent)
    return high if share.is_exact else f"{decimal(share.low_percent)}–{high}"


def bar_percents(shares: Sequence[Share]) -> tuple[float, ...]:
    """Lengths of the parts of a bar, bands among them; see `fill_bar`.

    Examples
    --------
    >>> bar_percents([Share.exact(50.0), Share.exact(45.0), Share(0.0, 10.0)])
    (50.0, 45.0, 5.0)
    """
    return fill_bar([(share.low_percent, share.high_percent) for share in shares])


def count_text(figure: Figure | Shares) -> str:
    """Write the number of answers behind a figure; a dash where it is hidden."""
    return "–" if figure.n is None else decimal(figure.n)

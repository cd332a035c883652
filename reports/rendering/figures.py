"""Writes the figures of scores that several sections share: intervals, withheld cells, bands."""

from django.utils.translation import gettext as _

from reports.charts.scores import Zone
from reports.narrative.terms import term
from reports.narrative.wording import decimal
from surveys.selectors import Estimate, Figure, Shares, Withheld

ORGANIZATION_ZONES = (
    ("at_risk", 0.0, 40.0),
    ("emerging", 40.0, 55.0),
    ("developing", 55.0, 70.0),
    ("ready", 70.0, 85.0),
    ("leading", 85.0, 100.0),
)
"""Band keys with their edges in points (ORS-1)."""


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
        case Estimate(value):
            return decimal(value)


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
    return decimal(figure.value, decimals)


def count_text(figure: Figure | Shares) -> str:
    """Write the number of answers behind a figure; a dash where it is hidden."""
    return "–" if figure.n is None else decimal(figure.n)

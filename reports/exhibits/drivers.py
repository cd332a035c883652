"""What the drivers say before one looks at them: an order is told only where it is sure."""

from django.utils.translation import gettext as _

from reports.narrative.wording import localized, percent
from surveys.selectors import PublishedWave


def drivers_opening(wave: PublishedWave) -> str:
    """The strongest driver, and whether it is surely the strongest; empty where none is known."""
    drivers = wave.background.drivers
    if not drivers:
        return ""
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    first = drivers[0]
    told = {
        "dimension": names.get(first.dimension, first.dimension),
        "share": percent(100 * first.share),
    }
    if not first.is_confirmed:
        return (
            _(
                "No dimension surely goes together with readiness: the first, “%(dimension)s”, "
                "with %(share)s, may as well be nothing."
            )
            % told
        )
    if any(driver.high >= first.low for driver in drivers[1:]):
        return (
            _(
                "“%(dimension)s” comes out first with %(share)s, but intervals overlap: read the "
                "dimensions on top as a group, not as a ranking."
            )
            % told
        )
    return _("“%(dimension)s” goes together with readiness more than any other: %(share)s.") % told

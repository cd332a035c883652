"""How to read each kind of chart and table, in a few plain sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READINGS: Mapping[str, Promise] = {
    "dimensions": _(
        "Each dot is the mean over everybody who answered: 0 means that all disagree fully, 50 is "
        "neutral, 100 means that all agree fully. The line is the 95 percent interval. Where two "
        "lines overlap widely, do not rank one above the other."
    ),
    "agreement": _(
        "A mean can hide two camps. The distance says how far answers lie from their mean, in "
        "scale points: under 0.8 people largely agree, over 1.2 they are split. Reliability says "
        "how well the items of a dimension measure one thing; with three items .60 is usual."
    ),
    "answers": _(
        "Bars to the right of the middle line are favorable answers, bars to the left unfavorable "
        "ones; the gray part is neutral. Compare lengths, then read the numbers at both ends."
    ),
    "choices": _("Percent of those who chose one of the options. Every person chose exactly one."),
    "extremes": _(
        "The items with the most and the fewest favorable answers. Differences of a few percent "
        "between neighbors mean nothing; the ends of the list do."
    ),
    "groups": _(
        "Each row is a group, each column a dimension. Blue is above the neutral 50, orange below; "
        "paler means closer to it. A hatched cell is withheld, and the table says why. Small "
        "groups swing more by chance: look for rows that differ throughout."
    ),
    "gaps": _(
        "The ring is what leaders expected before anybody was asked, the dot what people report. "
        "A gap to the right means that leaders see it rosier. Gaps in bold hold up after "
        "correction for looking at all dimensions at once; the others may be chance."
    ),
    "drivers": _(
        "The dimensions that go together with readiness in this wave: a part of 20 percent means "
        "that a fifth of the explained differences between people belongs to it. It is an "
        "association, not a cause: it says where to look first, not what will work."
    ),
    "quality": _(
        "Whether the answers can be relied on. Nobody is left out of any figure; the checks say "
        "what the scores would be, or how many answers are missing."
    ),
    "trend": _(
        "Each dot is one wave with its 95 percent interval. Where a figure was withheld the line "
        "has a hole. Only waves of the same questionnaire are joined."
    ),
    "changes": _(
        "“Moved” is a confirmed change of at least 5 points, “stable” one that surely stays within "
        "5 points. Everything else is inconclusive, which is not the same as no change."
    ),
    "history": _(
        "What each wave published of each dimension. Differences between waves are stated only "
        "where they were computed and audited with the wave itself; do not subtract by hand."
    ),
}


def reading(kind: str) -> str:
    """How to read this kind, in the active language."""
    return str(READINGS[kind])

"""The overview of a wave: both axes, what stands out, how sure it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.exhibits.exhibit import Exhibit, of_table
from reports.narrative.wording import decimal, localized
from reports.rendering.blocks import Column, Fact, Table
from reports.rendering.figures import count_text, share_text
from reports.rendering.organization import (
    gate_table,
    index_facts,
    participation_facts,
    participation_meaning,
)
from reports.rendering.summary import Summary, summary_of
from reports.snapshots import Snapshot
from surveys.selectors import PublishedItem, PublishedWave, Shares

ENDS = 3
"""Items shown at each end of the list."""


@dataclass(frozen=True)
class Overview:
    """Everything on the first page of results, in words of the active language."""

    summary: Summary
    assessment_id: str
    assessment_name: str
    participation: tuple[Fact, ...]
    meaning: str
    certainty: tuple[Fact, ...]
    gates: Table | None
    extremes: Exhibit | None


def overview_of(snapshot: Snapshot) -> Overview:
    """Put the overview in words."""
    wave, technology = snapshot.wave, snapshot.technology
    return Overview(
        summary=summary_of(snapshot),
        assessment_id=technology.assessment_id if technology else "",
        assessment_name=technology.name if technology else "",
        participation=participation_facts(wave),
        meaning=participation_meaning(wave),
        certainty=(*index_facts(wave)[1:], *_careless_facts(wave)),
        gates=gate_table(wave),
        extremes=_extremes(wave),
    )


def _careless_facts(wave: PublishedWave) -> tuple[Fact, ...]:
    """The score without those who gave one answer in a long row; nobody is left out of the rest."""
    score = wave.background.score_without_careless
    if score is None:
        return ()
    return (Fact(_("Without long rows of one answer"), decimal(score)),)


def _extremes(wave: PublishedWave) -> Exhibit | None:
    """Items with the most and the fewest favorable answers; None where too few are shown."""
    told = [
        (item, item.shares)
        for item in wave.items
        if isinstance(item.shares, Shares) and item.shares.favorable.is_exact
    ]
    if len(told) < 2 * ENDS:
        return None
    ranked = sorted(told, key=lambda entry: (-entry[1].favorable.low_percent, entry[0].key))
    columns = (
        Column(_("Item")),
        Column(_("Favorable %"), is_number=True),
        Column(_("Unfavorable %"), is_number=True),
        Column(_("Answers"), is_number=True),
    )
    rows = tuple(_row(item, shares) for item, shares in (*ranked[:ENDS], *ranked[-ENDS:]))
    table = Table(_("Highest and lowest items"), columns, rows)
    return of_table("extremes", table, "extremes", wave)


def _row(item: PublishedItem, shares: Shares) -> tuple[str, ...]:
    text = localized(item.text)
    return (
        _("%(item)s (R)") % {"item": text} if item.is_reversed else text,
        share_text(shares.favorable),
        share_text(shares.unfavorable),
        count_text(shares),
    )

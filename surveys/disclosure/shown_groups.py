"""How much groups differ, told from the figures of those groups that are shown, and nothing else.

A figure made of published ones gives nothing away that they do not.
"""

from collections.abc import Iterable, Iterator

from surveys.disclosure.cube import (
    Bound,
    Cell,
    CellAddress,
    Published,
    RespondentSet,
    Statistic,
)
from surveys.scoring.outcomes import Figure
from surveys.scoring.shrinkage import share_between_groups

SHARE_DECIMALS = 2


def shares_of_shown_groups(cells: Iterable[Cell]) -> Iterator[Cell]:
    """One cell for each reporting dimension of which two groups or more show their score.

    Its value follows from the spread of all scores and from mean and n of each group that is
    shown: from published cells alone.
    """
    told = {
        cell.address: cell.outcome
        for cell in cells
        if isinstance(cell.outcome, Published) and cell.outcome.bound is Bound.EXACT
    }
    for spread_address, spread in told.items():
        if spread_address.statistic is not Statistic.SCORE_SPREAD:
            continue
        shown: dict[str, list[Published]] = {}
        for address, score in told.items():
            if _is_score_of_group(address, spread_address.subject):
                shown.setdefault(address.segment.dimension, []).append(score)
        for dimension, groups in sorted(shown.items()):
            share = share_between_groups(
                [group.value for group in groups], [group.n for group in groups], spread.value
            )
            if isinstance(share, Figure):
                address = CellAddress(
                    Statistic.UNIT_VARIANCE,
                    spread_address.subject,
                    category=dimension,
                    respondents=RespondentSet.SHOWN_GROUPS,
                )
                yield Cell(address, Published(round(share.value, SHARE_DECIMALS), share.n))


def _is_score_of_group(address: CellAddress, subject: str) -> bool:
    return (
        address.statistic is Statistic.ORGANIZATION_SCORE
        and address.subject == subject
        and not address.segment.is_whole
        and address.respondents is RespondentSet.ALL
    )

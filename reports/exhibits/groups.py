"""Groups as a heat map, with a table in which every hidden cell says why it is hidden."""

from dataclasses import replace

from reports.exhibits.exhibit import Exhibit, of_figure
from reports.rendering.people_groups import group_figures, group_tables
from surveys.selectors import Estimate, PublishedGroup, PublishedWave


def group_exhibits(wave: PublishedWave) -> tuple[Exhibit, ...]:
    """One heat map per reporting dimension, more where there are many groups."""
    if not any(_is_shown(group) for group in wave.groups):
        return ()
    return tuple(
        replace(of_figure(figure, "groups", wave), table=table)
        for figure, table in zip(group_figures(wave), group_tables(wave), strict=True)
    )


def _is_shown(group: PublishedGroup) -> bool:
    return any(isinstance(figure, Estimate) for figure in (group.index, *group.scores.values()))

"""The whole result page, section by section."""

from dataclasses import dataclass

from deployments.current_catalog import current_catalog
from deployments.presentation.configurations import configuration_table
from deployments.presentation.fine_tuning import fine_tuning_table
from deployments.presentation.machines import (
    headroom_row,
    load_rows,
    memory_rows,
    speed_rows,
)
from deployments.presentation.money import CostSection, cost_section
from deployments.presentation.parts import Row, Table
from deployments.presentation.pictures import Picture, memory_picture
from deployments.presentation.readiness import (
    GateLine,
    PillarLine,
    RecommendationPart,
    ScoreLine,
    gate_lines,
    pillar_lines,
    recommendation_part,
    score_line,
)
from deployments.sizing.results import AssessmentResult, Finding
from deployments.wording import finding_words


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What was found, ready to print; speed and costs are None where they were not reckoned."""

    fits: bool
    score: ScoreLine
    gates: tuple[GateLine, ...]
    recommendation: RecommendationPart
    headroom: Row
    picture: Picture
    memory: tuple[Row, ...]
    speed: tuple[Row, ...]
    speed_basis: str
    load: tuple[Row, ...]
    costs: CostSection | None
    configurations: Table | None
    fine_tuning: Table | None
    pillars: tuple[PillarLine, ...]
    notes: tuple[str, ...]


def result_page(result: AssessmentResult) -> ResultPage:
    """Word and lay out one result in the active language."""
    currency = result.costs.currency if result.costs else ""
    return ResultPage(
        fits=result.memory.fits,
        score=score_line(result.score),
        gates=gate_lines(result),
        recommendation=recommendation_part(result.recommendation, currency),
        headroom=headroom_row(result.memory),
        picture=memory_picture(result.memory),
        memory=memory_rows(result.memory),
        speed=speed_rows(result.speed) if result.speed else (),
        speed_basis=" ".join(finding_words(note) for note in result.notes if _is_of_speed(note)),
        load=tuple(load_rows(result)),
        costs=cost_section(result.costs) if result.costs else None,
        configurations=configuration_table(result.configurations, current_catalog()),
        fine_tuning=fine_tuning_table(result.fine_tuning),
        pillars=pillar_lines(result, currency),
        notes=tuple(
            finding_words(note, currency) for note in result.notes if not _is_of_speed(note)
        ),
    )


def _is_of_speed(note: Finding) -> bool:
    """Whether a note says what the speed rests on: it stands beside the speed."""
    return note.key.startswith("speed.")

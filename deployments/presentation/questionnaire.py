"""How far the questionnaire is answered, and what stands behind the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from deployments.catalog.entries import Question
from deployments.sizing.scenario import Answer, Evidence, Pillar
from deployments.wording import pillar_words


@dataclass(frozen=True, slots=True)
class PillarProgress:
    """Answers of one pillar: how many of how many, and how many rest on more than a claim."""

    name: str
    anchor: str
    answered: int
    backed: int
    total: int


def questionnaire_progress(
    questions: Sequence[Question], answers: Sequence[Answer]
) -> tuple[PillarProgress, ...]:
    """Progress of each pillar, in the catalog's order."""
    given = {answer.key: answer for answer in answers}
    return tuple(
        _progress(place, Pillar(pillar), [given.get(question.key) for question in members])
        for place, (pillar, members) in enumerate(groupby(questions, key=_pillar), start=1)
    )


def _pillar(question: Question) -> str:
    return question.pillar


def _progress(place: int, pillar: Pillar, answers: Sequence[Answer | None]) -> PillarProgress:
    given = [answer for answer in answers if answer is not None]
    backed = [
        answer for answer in given if answer.evidence in {Evidence.DOCUMENT, Evidence.MEASURED}
    ]
    name = pillar_words(pillar)
    return PillarProgress(name, f"pillar-{place}", len(given), len(backed), len(answers))

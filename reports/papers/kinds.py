"""Which papers there are about a wave, and what each says now."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from reports.papers.impact_assessment import impact_assessment
from reports.papers.information_sheet import information_sheet
from reports.rendering.paper import Paper
from surveys.selectors import WaveTerms


class PaperKind(StrEnum):
    """A paper, by the name that its address and its file have."""

    INFORMATION_SHEET = "information-sheet"
    IMPACT_ASSESSMENT = "impact-assessment"


MAKERS: Final[Mapping[PaperKind, Callable[[WaveTerms, str], Paper]]] = {
    PaperKind.INFORMATION_SHEET: information_sheet,
    PaperKind.IMPACT_ASSESSMENT: impact_assessment,
}


def paper_of(kind: PaperKind, terms: WaveTerms, language: str) -> Paper:
    """The paper as it stands now, in words."""
    return MAKERS[kind](terms, language)


def file_name(kind: PaperKind, terms: WaveTerms, paper: Paper) -> str:
    """Name of its file; what has changed since gives another one."""
    return f"{terms.wave_id.hex}-{kind}-{paper.language}-{paper.fingerprint[:16]}.pdf"

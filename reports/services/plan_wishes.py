"""What a person wants a delivery plan to be."""

import uuid
from dataclasses import dataclass

from reports.kinds import FileKind
from reports.looks import HOUSE_LOOK, Look
from reports.models import Occasion


@dataclass(frozen=True)
class PlanWish:
    """Which survey's reports are sent to whom, when, and how they are printed."""

    title: str
    survey_id: uuid.UUID
    assessment_id: uuid.UUID | None
    language: str
    occasion: Occasion
    addresses: tuple[str, ...]
    attaches_pdf: bool = False
    kinds: tuple[FileKind, ...] = ()
    look: Look = HOUSE_LOOK

"""Lines of the list of assessments."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from deployments.presentation.readiness import ScoreLine, score_line
from deployments.selectors import AssessmentListing
from deployments.wording import option_words


@dataclass(frozen=True, slots=True)
class ListingLine:
    """An assessment in one line; `score` is None until something was sized."""

    id: uuid.UUID
    name: str
    model: str
    hardware: str
    score: ScoreLine | None
    recommendation: str
    sized: str


def listing_lines(listings: Iterable[AssessmentListing]) -> tuple[ListingLine, ...]:
    """All lines, in the order given."""
    return tuple(_line(listing) for listing in listings)


def _line(listing: AssessmentListing) -> ListingLine:
    is_sized = listing.score is not None
    return ListingLine(
        id=listing.id,
        name=listing.name,
        model=listing.model_title,
        hardware=listing.hardware,
        score=score_line(listing.score) if listing.score else None,
        recommendation=option_words(listing.recommendation) if is_sized else "",
        sized=date_format(localtime(listing.sized_at)) if listing.sized_at else "",
    )

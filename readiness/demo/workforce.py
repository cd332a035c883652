"""The workforce answers: whoever takes part says what they think, through `submit_response`.

Everything follows from the number of the wave, so that a demo killed half-way goes on where it was:
who answered already is known from the invitations, and the others answer as they would have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from readiness.demo.company import DEPARTMENTS
from readiness.demo.truth import WaveTruth, centered_shifts, draw_answers
from readiness.demo.voices import CRY_FOR_HELP, draw_comments
from surveys.instruments.format import Instrument, ItemKind
from surveys.models import Invitation, InvitationState, Wave
from surveys.sealed_wave import questionnaire_of
from surveys.sealing.ballots import Answer
from surveys.services.invitations import issue_token
from surveys.services.responding import submit_response


@dataclass(frozen=True)
class Reply:
    """What one person sends."""

    answers: dict[str, Answer]
    comments: dict[str, str]


def answer_wave(wave: Wave, truth: WaveTruth) -> int:
    """Let everybody who takes part answer; returns how many answered just now."""
    invitations = list(
        Invitation.objects.filter(wave=wave, employee__isnull=False)
        .select_related("employee")
        .order_by("employee__email")
    )
    people = [(i.employee.attributes["department"], i.employee.language) for i in invitations]  # type: ignore[union-attr]  # filtered above
    replies = draw_replies(questionnaire_of(wave.survey.instrument), truth, people, wave.number)
    answered = 0
    for invitation, reply in zip(invitations, replies, strict=True):
        if reply and invitation.state == InvitationState.OPEN:
            token = issue_token(invitation=invitation)
            submit_response(token=token, answers=reply.answers, comments=reply.comments)
            answered += 1
    return answered


def draw_replies(
    instrument: Instrument, truth: WaveTruth, people: Sequence[tuple[str, str]], seed: int
) -> list[Reply | None]:
    """Draw what each person, given as department and language, replies; None for no reply."""
    rng = np.random.default_rng(seed)
    departments, languages = zip(*people, strict=True)
    answers = draw_answers(instrument, truth.scores, shifts_of(departments), rng)
    open_items = [item.key for item in instrument.items_of(ItemKind.OPEN)]
    comments = draw_comments(open_items, languages, rng)
    takes_part = rng.random(len(people)) < truth.response_share
    if open_items:
        first = next(
            place
            for place, language in enumerate(languages)
            if language == "en" and takes_part[place]
        )
        comments[first] = {**comments[first], open_items[-1]: CRY_FOR_HELP}
    return [
        Reply(answers[place], comments[place]) if takes_part[place] else None
        for place in range(len(people))
    ]


def shifts_of(departments: Sequence[str]) -> npt.NDArray[np.float64]:
    """Shift of each person's department in points; over the company they add up to nothing."""
    centered = centered_shifts(
        [department.headcount for department in DEPARTMENTS],
        [department.shift for department in DEPARTMENTS],
    )
    by_name = dict(zip((d.name for d in DEPARTMENTS), centered, strict=True))
    return np.array([by_name[name] for name in departments])

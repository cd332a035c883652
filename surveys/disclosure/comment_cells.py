"""Tone of comments on its way into the cube, and the audit of what the cube then tells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from surveys.disclosure.cube import (
    WHOLE,
    Bound,
    Candidate,
    Cell,
    CellAddress,
    Published,
    Statistic,
    Subject,
    Suppressed,
    SuppressionReason,
)
from surveys.disclosure.finding import Attack, Finding
from surveys.disclosure.rounding import band_ends
from surveys.disclosure.steps import StepBand, band_in_steps, steps_of
from surveys.disclosure.tone import ToldTone, narrow_tones, without_narrow_tones

Subjects = Mapping[str, Subject]


def tell_tones(
    candidates: Iterable[Candidate], subjects: Subjects
) -> dict[CellAddress, Published | Suppressed]:
    """Put every tone into its step; hide the tone of themes that would narrow another.

    Parameters
    ----------
    candidates
        Shares of tone that their counts allow to tell, with the number of comments as n.
    subjects
        All subjects, for the question that a theme lies within.
    """
    by_subject: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_subject[candidate.address.subject].append(candidate)
    placed = [_placed(subject, shares) for subject, shares in by_subject.items()]
    bands: dict[str, Mapping[str, StepBand]] = {}
    for question, themes in _questions(placed, subjects):
        for told in _flat(without_narrow_tones(question, themes)):
            bands[told.subject] = told.bands
    return {
        one.address: _outcome(bands[subject].get(one.address.category), one.n)
        for subject, shares in by_subject.items()
        for one in shares
    }


def tone_findings(cells: Iterable[Cell], subjects: Subjects) -> Iterator[Finding]:
    """Yield what the tones of a finished cube tell too well, whoever wrote them."""
    told: dict[str, dict[str, StepBand]] = defaultdict(dict)
    comments: dict[str, int] = {}
    for cell in cells:
        address, outcome = cell.address, cell.outcome
        if address.statistic is Statistic.TONE_SHARE and outcome.n is not None:
            comments[address.subject] = outcome.n
            if isinstance(outcome, Published):
                told[address.subject][address.category] = _step(outcome)
    placed = [ToldTone(subject, n, told[subject]) for subject, n in comments.items()]
    for one in placed:
        for tone, band in one.bands.items():
            if band.steps > (steps_of(one.comments, len(one.bands)) or 0):
                yield _finding(one.subject, tone)
    for question, themes in _questions(placed, subjects):
        for narrow in narrow_tones(question, themes):
            yield _finding(narrow.subject, narrow.tone)


def _placed(subject: str, shares: Sequence[Candidate]) -> ToldTone:
    comments = shares[0].n
    steps = steps_of(comments, len(shares))
    if steps is None:
        return ToldTone(subject, comments, {})
    bands = {one.address.category: band_in_steps(_halves(one), comments, steps) for one in shares}
    return ToldTone(subject, comments, bands)


def _halves(candidate: Candidate) -> int:
    if candidate.value is None or candidate.address.segment != WHOLE:
        raise ValueError(f"{candidate.address} is no tone of a whole wave.")
    return round(2 * candidate.n * candidate.value)


def _questions(
    placed: Sequence[ToldTone], subjects: Subjects
) -> Iterator[tuple[ToldTone, list[ToldTone]]]:
    """Each question with its themes; a question whose tone is not told counts its comments."""
    by_subject = {one.subject: one for one in placed}
    questions = {subjects[one.subject].within or one.subject for one in placed}
    for question in sorted(questions):
        comments = sum(subjects[question].counts.values())
        yield (
            by_subject.get(question, ToldTone(question, comments, {})),
            [one for one in placed if subjects[one.subject].within == question],
        )


def _flat(told: tuple[ToldTone, tuple[ToldTone, ...]]) -> tuple[ToldTone, ...]:
    question, themes = told
    return (question, *themes)


def _outcome(band: StepBand | None, comments: int) -> Published | Suppressed:
    if band is None:
        return Suppressed(SuppressionReason.PROTECTS_OTHERS, comments)
    if band.place == 0:
        return Published(band.high, comments, bound=Bound.AT_MOST)
    if band.place == band.steps - 1:
        return Published(band.low, comments, bound=Bound.AT_LEAST)
    middle = round((band.low + band.high) / 2, 3)
    return Published(middle, comments, band.low, band.high, Bound.WITHIN)


def _step(published: Published) -> StepBand:
    """The step behind a published band; an exact share would be a step of nothing."""
    low, high = band_ends(published)
    steps = round(1 / (high - low)) if high - low > 1e-3 else 1000
    return StepBand(round(low * steps), steps)


def _finding(subject: str, tone: str) -> Finding:
    kind = f"the tone “{tone}”" if tone else "all other comments"
    return Finding(
        Attack.BAND,
        1,
        (WHOLE,),
        f"Of the comments on “{subject}”, {kind} can be counted from what is published.",
    )

"""Tone of comments: told in steps, as long as no theme narrows the steps of another.

Within one subject the width of the steps protects every tone. Themes lie within their question,
though: if almost all critical comments of a question speak of one theme, the two steps together
may leave a single count. An integer program over all subjects of a question finds this, and the
tone that causes it is hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from surveys.disclosure.rounding import POSSIBLE_COUNTS
from surveys.disclosure.steps import StepBand

MAX_THEMES_OF_A_COMMENT = 3
"""The analysis finds no more in one comment; a reader may know it."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ToldTone:
    """What a reader knows of the comments on one subject.

    Parameters
    ----------
    subject
        A question, or a theme within it.
    comments
        Number of comments.
    bands
        Tone to its step; empty where the tone is hidden.
    """

    subject: str
    comments: int
    bands: Mapping[str, StepBand]


@dataclass(frozen=True)
class NarrowTone:
    """A tone of which too few counts remain possible. `tone` is empty for all other comments."""

    subject: str
    tone: str
    possible: int


def narrow_tones(question: ToldTone, themes: Sequence[ToldTone]) -> Iterator[NarrowTone]:
    """Yield every tone of a subject, or of a question without one theme, that is known too well.

    Parameters
    ----------
    question
        All comments on one open question.
    themes
        Its themes. Each comment has none to three of them.
    """
    told = [one for one in (question, *themes) if one.bands]
    if not any(theme.bands for theme in themes):
        return
    program = _Program(question, themes)
    for one in told:
        for tone in (*one.bands, ""):
            possible = program.possible_counts(program.amount(one, tone))
            if possible < min(POSSIBLE_COUNTS, one.comments + 1):
                yield NarrowTone(one.subject, tone, possible)
    for theme in themes:
        others = question.comments - theme.comments
        for tone in (*program.tones, "") if theme.bands and others else ():
            rest = program.amount(question, tone) - program.amount(theme, tone)
            possible = program.possible_counts(rest)
            if possible < min(POSSIBLE_COUNTS, others + 1):
                yield NarrowTone(theme.subject, tone, possible)


def without_narrow_tones(
    question: ToldTone, themes: Sequence[ToldTone]
) -> tuple[ToldTone, tuple[ToldTone, ...]]:
    """Hide the tone of as few subjects as it takes; the question's own only at last.

    Of several themes any of which could be hidden, the one with the fewest comments is.
    """
    shown = tuple(themes)
    while (narrow := next(narrow_tones(question, shown), None)) is not None:
        culprit = _culprit(narrow, question, shown)
        if culprit == question.subject:
            question = replace(question, bands={})
        else:
            shown = tuple(_hide(theme, culprit) for theme in shown)
    return question, shown


def _hide(theme: ToldTone, subject: str) -> ToldTone:
    return replace(theme, bands={}) if theme.subject == subject else theme


def _culprit(narrow: NarrowTone, question: ToldTone, themes: Sequence[ToldTone]) -> str:
    if narrow.subject != question.subject:
        return narrow.subject
    for theme in sorted(themes, key=lambda theme: (theme.comments, theme.subject)):
        hidden = [_hide(one, theme.subject) for one in themes]
        if theme.bands and all(
            left.subject != question.subject for left in narrow_tones(question, hidden)
        ):
            return theme.subject
    return question.subject


class _Program:
    """All counts of comments by subject and tone that fit what is told, in half comments."""

    def __init__(self, question: ToldTone, themes: Sequence[ToldTone]) -> None:
        self.tones = tuple(dict.fromkeys(tone for theme in themes for tone in theme.bands))
        self._question = question
        self._columns: dict[tuple[str, str], int] = {}
        for one in (question, *themes):
            for tone in dict.fromkeys((*self.tones, *one.bands)):
                self._columns[one.subject, tone] = len(self._columns)
        self._bounds = self._ranges((question, *themes))
        self._rows, self._limits = self._inequalities(themes)

    def amount(self, one: ToldTone, tone: str) -> Floats:
        """Comments of a tone as weights of the unknowns and, last, a constant.

        Without a tone: the comments of all tones but those that are told of this subject.
        """
        weights = np.zeros(len(self._columns) + 1)
        if tone:
            weights[self._columns[one.subject, tone]] = 1.0
            return weights
        return self._rest(one, one.bands or self.tones)

    def possible_counts(self, amount: Floats) -> int:
        """How many whole counts an amount may have."""
        low, high = (sign * self._least(sign * amount[:-1]) + amount[-1] for sign in (1.0, -1.0))
        return int(np.floor(high / 2 + 1e-6) - np.ceil(low / 2 - 1e-6)) + 1

    def _least(self, weights: Floats) -> float:
        solved = milp(
            weights,
            integrality=np.ones(len(weights), dtype=np.int64),
            bounds=self._bounds,
            constraints=LinearConstraint(self._rows, ub=self._limits),
        )
        if solved.x is None:
            raise ArithmeticError(f"No comments fit the published tones: {solved.message}")
        return float(round(solved.fun))

    def _rest(self, one: ToldTone, tones: Sequence[str] | Mapping[str, StepBand]) -> Floats:
        weights = np.zeros(len(self._columns) + 1)
        weights[[self._columns[one.subject, tone] for tone in tones]] = -1.0
        weights[-1] = 2.0 * one.comments
        return weights

    def _ranges(self, subjects: Sequence[ToldTone]) -> Bounds:
        low, high = np.zeros(len(self._columns)), np.zeros(len(self._columns))
        by_name = {one.subject: one for one in subjects}
        for (subject, tone), column in self._columns.items():
            one = by_name[subject]
            band = one.bands.get(tone)
            low[column], high[column] = band.halves(one.comments) if band else (0, 2 * one.comments)
        return Bounds(low, high)

    def _inequalities(self, themes: Sequence[ToldTone]) -> tuple[Floats, Floats]:
        """Amounts that cannot be negative, as rows of weights and limits."""
        never_negative = [self._rest(self._question, self._question.bands or self.tones)]
        for tone in (*self.tones, ""):
            in_question = (
                self.amount(self._question, tone)
                if tone
                else self._rest(self._question, self.tones)
            )
            of_themes = [
                self.amount(theme, tone) if tone else self._rest(theme, self.tones)
                for theme in themes
            ]
            never_negative += [in_question - one for one in of_themes]
            never_negative.append(MAX_THEMES_OF_A_COMMENT * in_question - sum(of_themes))
            never_negative += of_themes if not tone else []
        rows = np.array(never_negative)
        return -rows[:, :-1], rows[:, -1]

"""The figures of reporting groups, and the counts by which the disclosure rules judge them."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from surveys.disclosure.cube import Candidate, CellAddress, Group, Segment, Statistic, Subject
from surveys.instruments.format import Instrument, ItemKind
from surveys.scoring.dimensions import DimensionAnswers, read_dimensions
from surveys.scoring.groups import respondent_scores
from surveys.scoring.outcomes import Undefined
from surveys.scoring.responses import Responses
from surveys.tabulation.whole_wave import ORGANIZATION


def group_candidates(
    responses: Responses, instrument: Instrument, groups: Sequence[Group], atoms: Sequence[str]
) -> Iterator[Candidate]:
    """Figures of every group but the whole wave.

    `atoms` names the atom (cohort, or combination of labels) of each respondent, in row order.
    """
    atom_of_row = np.array(atoms, dtype=object)
    for group in groups:
        if not group.segment.is_whole:
            members = np.isin(atom_of_row, list(group.atoms))
            yield from _group(responses.of(members, invited=0), instrument, group.segment)


def _group(members: Responses, instrument: Instrument, segment: Segment) -> Iterator[Candidate]:
    yield Candidate(CellAddress(Statistic.RESPONDENTS, "", segment), members.n, members.n)
    answers = read_dimensions(members, instrument)
    for part in answers:
        yield from _dimension(part, segment)
    composite = respondent_scores(answers, instrument)
    if not isinstance(composite, Undefined):
        n = int(np.count_nonzero(~np.isnan(composite)))
        address = CellAddress(Statistic.ORGANIZATION_SCORE, ORGANIZATION, segment)
        yield Candidate(address, n, _weighted_mean(answers) if n else None)


def _weighted_mean(answers: Sequence[DimensionAnswers]) -> float | None:
    """The score of a group as that of everybody: the weighted mean of its dimensions.

    The mean of its members' own scores would be a second equation beside the dimensions. Subtracted
    from them it gives the answers of the few who left a dimension out.
    """
    if not all(part.n for part in answers):
        return None
    weights = np.array([part.dimension.weight for part in answers])
    return float(weights @ np.array([part.mean for part in answers]) / weights.sum())


def _dimension(part: DimensionAnswers, segment: Segment) -> Iterator[Candidate]:
    key = part.dimension.key
    scores = part.of_respondents()
    given = scores[~np.isnan(scores)]
    mean = float(given.mean()) if len(given) else None
    yield Candidate(CellAddress(Statistic.DIMENSION_MEAN, key, segment), len(given), mean)


def score_subjects(
    responses: Responses, instrument: Instrument, atoms: Sequence[str]
) -> Iterator[Subject]:
    """What figures are about, with the number of valid answers in every atom.

    Items of one dimension form a family, and the score is a sum of its dimensions: a hidden part
    must not be had from the rest.
    """
    atom_of_row = np.array(atoms, dtype=object)
    yield Subject("", _counts(atom_of_row, np.ones(responses.n, dtype=bool)))
    answers = read_dimensions(responses, instrument)
    for part in answers:
        given = ~np.isnan(part.of_respondents())
        yield Subject(part.dimension.key, _counts(atom_of_row, given))
    composite = respondent_scores(answers, instrument)
    if not isinstance(composite, Undefined):
        parts = tuple(part.dimension.key for part in answers)
        yield Subject(ORGANIZATION, _counts(atom_of_row, ~np.isnan(composite)), parts=parts)
    for position, key in enumerate(responses.items):
        given = ~np.isnan(responses.values[:, position])
        family = f"items of {instrument.item(key).dimension}"
        yield Subject(
            key,
            _counts(atom_of_row, given),
            family=family if instrument.item(key).kind is ItemKind.AGREEMENT else "",
        )


def _counts(
    atom_of_row: npt.NDArray[np.object_], given: npt.NDArray[np.bool_]
) -> Mapping[str, int]:
    return {
        str(atom): int(np.count_nonzero(given & (atom_of_row == atom)))
        for atom in sorted(set(atom_of_row))
    }

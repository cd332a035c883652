import pytest

from surveys.disclosure.cube import Candidate, CellAddress, Published, Statistic
from surveys.disclosure.rounding import round_exact


@pytest.mark.parametrize(("answers", "told"), [(9_999, 0.61), (10_000, 0.608)])
def test_share_is_told_to_a_tenth_of_a_percent_only_of_very_many_answers(answers, told):
    """A tenth of a percent is then at least ten people; the interval stays in whole percent."""
    address = CellAddress(Statistic.FAVORABILITY_SHARE, "stance", category="favorable")
    candidate = Candidate(address, answers, 0.60787, 0.60241, 0.61338)

    assert round_exact(candidate, 0.60787) == Published(told, answers, 0.6, 0.61)


def test_mean_is_told_alike_of_any_number_of_answers():
    candidate = Candidate(CellAddress(Statistic.DIMENSION_MEAN, "trust"), 30_000, 42.6549)

    assert round_exact(candidate, 42.6549) == Published(42.7, 30_000)

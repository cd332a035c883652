import numpy as np
import pytest

from surveys.instruments.format import Item, ItemKind, Option
from surveys.scoring.distributions import advocacy, choice_distribution, item_distribution
from surveys.scoring.index import score_responses
from surveys.scoring.outcomes import Estimate, Reason, Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import Advocacy, Favorability
from tests.surveys.scoring.waves import answered, instrument, random_answers, value_of

RECOMMEND = Item("recommend", ItemKind.ADVOCACY, {"en": "Would you recommend it?"})
USE = Item(
    "use",
    ItemKind.CHOICE,
    {"en": "Do you use it?"},
    options=tuple(Option(key, {"en": key}) for key in ("daily", "planning", "never")),
)


def one_column(key: str, answers: list[float], invited: int = 100) -> Responses:
    return Responses((key,), np.array(answers, dtype=np.float64)[:, np.newaxis], invited)


def test_counts_are_as_answered_and_means_are_turned() -> None:
    item = Item("worry", ItemKind.AGREEMENT, {}, dimension="trust", is_reversed=True)

    result = item_distribution(item, np.array([1, 0, 0, 1, 2]), respondents=5, invited=10)

    assert result.counts == (2, 1, 0, 0, 1)
    assert (result.n, result.missing) == (4, 1)
    assert value_of(result.mean) == pytest.approx((100 + 100 + 75 + 0) / 4)
    assert isinstance(result.favorability, Favorability)
    assert result.favorability.favorable.share == 0.75


def test_item_nobody_answered_is_an_outcome() -> None:
    item = Item("worry", ItemKind.AGREEMENT, {}, dimension="trust")

    result = item_distribution(item, np.zeros(5, dtype=int), respondents=2, invited=4)

    assert result.counts == (0, 0, 0, 0, 0)
    assert result.mean == result.favorability == Undefined(Reason.NO_ANSWERS, 0)


def test_item_outside_the_score_is_counted_all_the_same() -> None:
    """It belongs to no dimension, so that no pattern holds it."""
    apart = Item("apart", ItemKind.AGREEMENT, {"en": "Apart"}, is_reversed=True)
    form = instrument({"core": (1.0, 1)}, extra=(apart,))

    items = score_responses(answered(form, [[4, 1], [5, 1]]), form).items

    assert items["core_1"].counts == (0, 0, 0, 1, 1)
    assert items["apart"].counts == (2, 0, 0, 0, 0)
    assert value_of(items["apart"].mean) == 100.0


def test_advocacy_is_promoters_minus_detractors() -> None:
    answers = [10.0] * 5 + [9.0] * 3 + [8.0] * 4 + [7.0] * 2 + [6.0] * 4 + [0.0] * 2 + [np.nan]

    result = advocacy(one_column("recommend", answers), RECOMMEND)

    assert isinstance(result, Advocacy)
    assert isinstance(result.net, Estimate)
    assert (result.promoters.share, result.passives.share) == pytest.approx((0.4, 0.3))
    assert result.net.value == pytest.approx(0.1)
    signs = np.array([1] * 8 + [0] * 6 + [-1] * 6)
    assert result.net.se == pytest.approx(np.std(signs, ddof=1) / np.sqrt(20))


def test_advocacy_of_few_has_shares_without_a_net_interval() -> None:
    result = advocacy(one_column("recommend", [10.0] * 9), RECOMMEND)

    assert isinstance(result, Advocacy)
    assert result.net == Undefined(Reason.TOO_FEW_ANSWERS, 9)


def test_advocacy_nobody_answered_is_an_outcome() -> None:
    assert advocacy(one_column("recommend", []), RECOMMEND) == Undefined(Reason.NO_ANSWERS, 0)


@pytest.mark.parametrize("wrong", [11.0, -1.0, 3.5])
def test_advocacy_off_the_scale_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="recommend must be whole numbers from 0 to 10"):
        advocacy(one_column("recommend", [wrong]), RECOMMEND)


def test_choice_counts_every_declared_option() -> None:
    result = choice_distribution(one_column("use", [0, 0, 1, np.nan]), USE)

    assert result.counts == {"daily": 2, "planning": 1, "never": 0}
    assert (result.n, result.missing) == (3, 1)
    assert result.shares["daily"].share == pytest.approx(2 / 3)


def test_choice_nobody_made_has_counts_and_no_shares() -> None:
    result = choice_distribution(one_column("use", [np.nan]), USE)

    assert result.counts == {"daily": 0, "planning": 0, "never": 0}
    assert result.shares == {}


def test_advocacy_and_choice_never_enter_the_score() -> None:
    form = instrument(extra=(RECOMMEND, USE))
    rows = random_answers(form, 40)
    plain = answered(form, rows)
    more = Responses(
        (*plain.items, "recommend", "use"),
        np.column_stack([rows, np.full(40, 10.0), np.full(40, 2.0)]),
        invited=40,
    )

    without, with_both = score_responses(plain, form), score_responses(more, form)

    assert without.organization == with_both.organization
    assert list(with_both.advocacy) == ["recommend"]
    assert list(with_both.choices) == ["use"]
    assert not without.advocacy
    assert not without.choices

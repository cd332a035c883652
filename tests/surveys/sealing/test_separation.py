from collections import Counter
from collections.abc import Sequence

from scipy.stats import spearmanr

from surveys.sealing.ballots import Ballot
from surveys.sealing.separation import AnswerRow, separate, shuffle

BALLOTS = [
    Ballot(
        answers={"q1": vote},
        comments={"good": f"good {vote}", "bad": f"bad {vote}"},
        labels={"department": "law"},
    )
    for vote in range(200)
]


def votes(rows: Sequence[AnswerRow]) -> list[int]:
    return [int(row.answers["q1"] or 0) for row in rows]


def test_nothing_is_lost_and_nothing_added() -> None:
    separated = separate(BALLOTS)

    assert sorted(votes(separated.answers)) == list(range(200))
    assert Counter(row.item for row in separated.comments) == {"good": 200, "bad": 200}


def test_order_after_release_tells_nothing_of_the_order_of_votes() -> None:
    """Over 200 votes a rank correlation of .3 has a chance of about 2 in 100,000."""
    order = votes(separate(BALLOTS).answers)

    assert abs(spearmanr(order, range(200)).statistic) < 0.3
    assert sum(vote == place for place, vote in enumerate(order)) <= 8


def test_comments_of_one_author_are_not_neighbors_of_their_answers() -> None:
    separated = separate(BALLOTS)
    authors = [int(row.text.split()[1]) for row in separated.comments if row.item == "good"]
    voters = votes(separated.answers)

    assert sum(one == other for one, other in zip(authors, voters, strict=True)) <= 8
    assert abs(spearmanr(authors, voters).statistic) < 0.3


def test_blank_comments_are_dropped() -> None:
    separated = separate([Ballot({}, {"good": " \n", "bad": "too slow"}, {})])

    assert [(row.item, row.text) for row in separated.comments] == [("bad", "too slow")]


def test_every_order_is_as_likely() -> None:
    """Chi-square over the 6 orders of 3 rows, 6,000 draws: 30 is exceeded once in 68,000 runs."""
    seen = Counter(tuple(shuffle("abc")) for _ in range(6000))

    assert len(seen) == 6
    assert sum((n - 1000) ** 2 / 1000 for n in seen.values()) < 30

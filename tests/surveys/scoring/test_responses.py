import numpy as np
import pytest

from surveys.scoring.responses import Responses


def test_item_that_was_not_asked_reads_as_missing() -> None:
    responses = Responses(("a",), np.array([[1.0], [2.0]]), invited=3)

    columns = responses.columns(("b", "a"))

    np.testing.assert_array_equal(columns, [[np.nan, 1.0], [np.nan, 2.0]])


def test_selection_keeps_labels_beside_their_answers() -> None:
    responses = Responses(
        ("a",),
        np.array([[1.0], [2.0], [3.0]]),
        invited=9,
        groups={"team": np.array(["x", "y", "x"])},
    )

    chosen = responses.of(np.array([False, True, True]), invited=4)

    assert chosen.values[:, 0].tolist() == [2.0, 3.0]
    assert chosen.groups["team"].tolist() == ["y", "x"]
    assert chosen.invited == 4


@pytest.mark.parametrize(
    ("items", "shape", "invited", "labels", "message"),
    [
        (("a", "b"), (2, 1), 2, 2, "2 items do not fit"),
        (("a",), (2, 1), -1, 2, "cannot be negative"),
        (("a",), (2, 1), 2, 3, "Group team needs one label"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    items: tuple[str, ...], shape: tuple[int, int], invited: int, labels: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Responses(items, np.ones(shape), invited, {"team": np.array(["x"] * labels)})


def test_answered_counts_those_with_any_answer_at_all() -> None:
    rows = np.array([[np.nan, np.nan], [np.nan, 3.0], [1.0, np.nan], [np.nan, np.nan]])

    assert Responses(("a", "b"), rows, invited=9).answered == 2
    assert Responses((), np.empty((3, 0)), invited=9).answered == 0
    assert Responses(("a",), np.empty((0, 1)), invited=9).answered == 0

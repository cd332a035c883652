"""Every family of figures agrees with R; `reference.json` holds R's values and versions."""

from tests.reference.scoring.compare_with_r import deviations

CLOSED_FORM = 1e-6
ITERATED = 1e-3
ITERATED_FAMILIES = {
    "ω, one factor by maximum likelihood",
    "shrunken means",
    "shrunken means of shown groups",
    "raking weights",
}


def test_no_figure_is_further_from_r_than_its_tolerance() -> None:
    found = deviations()

    assert len(found) == 23
    too_far = {
        family: deviation
        for (family, _), deviation in found.items()
        if deviation > (ITERATED if family in ITERATED_FAMILIES else CLOSED_FORM)
    }
    assert too_far == {}

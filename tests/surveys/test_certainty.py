"""How sure a score is: nothing estimated is called certain, nothing unknown is stated."""

import dataclasses
from typing import Any

from surveys.certainty import certainty_lines
from surveys.published import (
    Estimate,
    NoIndex,
    OrganizationIndex,
    PublishedWave,
    Withheld,
    WithheldReason,
)
from tests.reports.waves import skeptical_wave


def wave_with(**changes: Any) -> PublishedWave:
    wave = skeptical_wave()
    assert isinstance(wave.index, OrganizationIndex)
    chosen: dict[str, Any] = {
        "ungated_band": "developing",
        "band": "emerging",
        "band_probabilities": {"emerging": 0.212, "developing": 0.783, "ready": 0.005},
        "reliability": Estimate(0.934, 689),
        "nonresponse_scenario": 46.6,
        "tipping_delta": 12.4,
    }
    index = dataclasses.replace(wave.index, **{**chosen, **changes})
    return dataclasses.replace(wave, index=index)


def lines(wave: PublishedWave) -> dict[str, str]:
    return {line.label: line.text for line in certainty_lines(wave)}


def test_every_statement_is_rounded_once() -> None:
    assert lines(wave_with()) == {
        "Probability of the bands": "Emerging 21 %, Developing 78 %",
        "Reliability of the whole": "0.93",
        "If those who did not answer stood 10 points lower": "the score were 47",
        "The band falls if they stood lower by": "12 points",
    }


def test_nothing_is_certain() -> None:
    told = lines(wave_with(band_probabilities={"emerging": 0.998, "developing": 0.002}))

    assert told["Probability of the bands"] == "Emerging over 99 %"


def test_without_a_band_none_can_fall() -> None:
    assert "The band falls if they stood lower by" not in lines(wave_with(band=""))
    assert "The band falls if they stood lower by" not in lines(wave_with(tipping_delta=None))


def test_unknown_number_of_invited_people_gives_no_scenario() -> None:
    told = lines(dataclasses.replace(wave_with(), invited=0))

    assert list(told) == ["Probability of the bands", "Reliability of the whole"]


def test_reliability_that_cannot_be_computed_says_so() -> None:
    told = lines(wave_with(reliability=Withheld(WithheldReason.UNDEFINED)))

    assert told["Reliability of the whole"] == "cannot be computed"


def test_no_score_is_no_more_or_less_sure() -> None:
    wave = dataclasses.replace(skeptical_wave(), index=NoIndex(WithheldReason.NOT_ASKED, 20))

    assert certainty_lines(wave) == ()

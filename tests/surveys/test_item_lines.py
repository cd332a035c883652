"""Items as result pages print them: bars that are full, bands as bands, reasons for the rest."""

import dataclasses

from surveys.item_lines import ShareBar, choice_lines, item_groups, share_bar
from surveys.published import Share, Shares, Withheld, WithheldReason
from tests.reports.waves import skeptical_wave


def shares(unfavorable: Share, neutral: Share, favorable: Share) -> Shares:
    return Shares(favorable, neutral, unfavorable, 0.0, 100.0, 40)


def test_exact_shares_are_the_parts_of_the_bar() -> None:
    bar = share_bar(shares(Share.exact(34.0), Share.exact(30.0), Share.exact(36.0)))

    assert bar == ShareBar(34.0, 30.0, 36.0)
    assert bar.favorable_start == 64.0


def test_bands_fill_the_bar_by_their_middles() -> None:
    # middles 5, 5 and 95: together 105, so each is divided by 1.05
    bar = share_bar(shares(Share(0.0, 10.0), Share(0.0, 10.0), Share(90.0, 100.0)))

    assert bar == ShareBar(4.8, 4.8, 90.5)


def test_items_stand_under_their_dimensions_once_each() -> None:
    wave = skeptical_wave()

    groups = item_groups(wave)

    assert [group.dimension for group in groups] == [
        dimension.name["en"]
        for dimension in wave.dimensions
        if any(item.dimension == dimension.key for item in wave.items)
    ]
    assert sum(len(group.lines) for group in groups) == len(wave.items)


def test_hidden_item_says_why() -> None:
    wave = skeptical_wave()
    hidden = dataclasses.replace(wave.items[0], shares=Withheld(WithheldReason.TOO_FEW))

    line = item_groups(dataclasses.replace(wave, items=(hidden,)))[0].lines[0]

    assert (line.bar, line.favorable, line.reason) == (None, "", "too few answers")


def test_options_of_a_choice_keep_their_order() -> None:
    wave = skeptical_wave()

    lines = choice_lines(wave)

    assert [line.n for line in lines] == [choice.n for choice in wave.choices]
    for line, choice in zip(lines, wave.choices, strict=True):
        assert [text for text, _share in line.options] == [
            text["en"] for _key, text, _share in choice.options
        ]

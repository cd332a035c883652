"""Answers to single items and choices as result pages print them, by dimension."""

from dataclasses import dataclass

from surveys.presentation import in_reader_language, reason_text, share_text
from surveys.published import PublishedItem, PublishedWave, Shares


@dataclass(frozen=True)
class ShareBar:
    """Three parts of a bar, 0 to 100: unfavorable, neutral, favorable from the left."""

    unfavorable: float
    neutral: float
    favorable: float

    @property
    def favorable_start(self) -> float:
        """Where the favorable part begins."""
        return self.unfavorable + self.neutral


@dataclass(frozen=True)
class ItemLine:
    """One item: its bar and shares in words, or the reason why they are not shown."""

    text: str
    is_reversed: bool
    bar: ShareBar | None
    favorable: str
    unfavorable: str
    reason: str


@dataclass(frozen=True)
class ItemGroup:
    """The items of one dimension."""

    dimension: str
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True)
class ChoiceLines:
    """A choice item: its options, each with its share in words."""

    text: str
    n: int
    options: tuple[tuple[str, str], ...]


def item_groups(wave: PublishedWave) -> tuple[ItemGroup, ...]:
    """Every agreement item under its dimension, in the questionnaire's order."""
    groups = (
        ItemGroup(
            in_reader_language(dimension.name),
            tuple(_item_line(item) for item in wave.items if item.dimension == dimension.key),
        )
        for dimension in wave.dimensions
    )
    return tuple(group for group in groups if group.lines)


def choice_lines(wave: PublishedWave) -> tuple[ChoiceLines, ...]:
    """Every choice item with its options."""
    return tuple(
        ChoiceLines(
            in_reader_language(choice.text),
            choice.n,
            tuple(
                (in_reader_language(text), share_text(share))
                for _key, text, share in choice.options
            ),
        )
        for choice in wave.choices
    )


def share_bar(shares: Shares) -> ShareBar:
    """Parts that fill the bar; those told as bands stand for the middles of their bands."""
    middles = [
        share.middle_percent for share in (shares.unfavorable, shares.neutral, shares.favorable)
    ]
    total = sum(middles) or 1.0
    unfavorable, neutral, favorable = (100 * middle / total for middle in middles)
    return ShareBar(round(unfavorable, 1), round(neutral, 1), round(favorable, 1))


def _item_line(item: PublishedItem) -> ItemLine:
    text = in_reader_language(item.text)
    if not isinstance(item.shares, Shares):
        return ItemLine(text, item.is_reversed, None, "", "", reason_text(item.shares.reason))
    return ItemLine(
        text,
        item.is_reversed,
        share_bar(item.shares),
        share_text(item.shares.favorable),
        share_text(item.shares.unfavorable),
        "",
    )

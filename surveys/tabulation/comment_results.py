"""Comments as readers receive them: tone and themes with their n, or the reason why not."""

from surveys.disclosure.cube import Statistic
from surveys.instruments.format import Instrument, Item, ItemKind
from surveys.published import (
    CommentSummary,
    CommentTheme,
    CommentTone,
    Estimate,
    Share,
    Withheld,
    WithheldComments,
    WithheldReason,
)
from surveys.tabulation.comments import (
    ENGINE,
    NEGATIVE,
    NOT_SCORED,
    POSITIVE,
    theme_subject,
)
from surveys.tabulation.reading import CubeReader

PROVISIONAL_ENGINES = ("vader",)
"""Stand-ins that know one language and no irony; named as such wherever their tone is shown."""


def comment_results(
    instrument: Instrument, cube: CubeReader
) -> tuple[CommentSummary | WithheldComments, ...]:
    """One result per open question, in the order of the instrument."""
    return tuple(_question(item, cube) for item in instrument.items_of(ItemKind.OPEN))


def _question(item: Item, cube: CubeReader) -> CommentSummary | WithheldComments:
    count = cube.figure(Statistic.COMMENT_COUNT, item.key)
    if isinstance(count, Withheld):
        never = count.reason is WithheldReason.NOT_ASKED
        reason = WithheldReason.TOO_FEW if never else count.reason
        return WithheldComments(item.key, item.text, reason)
    engine = cube.reading("", ENGINE)
    return CommentSummary(
        question=item.key,
        text=item.text,
        n=count.n,
        not_scored=cube.share(Statistic.TONE_SHARE, item.key, NOT_SCORED),
        engine=engine,
        is_provisional_engine=engine.lower().startswith(PROVISIONAL_ENGINES),
        themes=_themes(item, cube),
        overall=CommentTheme("", count.n, _tone(item.key, cube)),
    )


def _themes(item: Item, cube: CubeReader) -> tuple[CommentTheme, ...]:
    """Themes with enough authors, most comments first."""
    prefix = theme_subject(item.key, "")
    counts = {
        subject: cube.figure(Statistic.COMMENT_COUNT, subject)
        for subject in cube.subjects(Statistic.COMMENT_COUNT)
        if subject.startswith(prefix)
    }
    shown = [
        CommentTheme(subject.removeprefix(prefix), count.n, _tone(subject, cube))
        for subject, count in counts.items()
        if isinstance(count, Estimate)
    ]
    return tuple(sorted(shown, key=lambda theme: (-theme.n, theme.key)))


def _tone(subject: str, cube: CubeReader) -> CommentTone | Withheld:
    positive, negative = (
        cube.share(Statistic.TONE_SHARE, subject, tone) for tone in (POSITIVE, NEGATIVE)
    )
    if isinstance(positive, Withheld):
        return positive
    if isinstance(negative, Withheld):
        return negative
    return CommentTone(positive, _rest(positive, negative), negative)


def _rest(positive: Share, negative: Share) -> Share:
    """What the two leave of 100 percent."""
    return Share(
        max(0.0, 100.0 - positive.high_percent - negative.high_percent),
        100.0 - positive.low_percent - negative.low_percent,
    )

"""Comments as readers receive them: tone and themes with their n, or the reason why not."""

from surveys.comments.results import EMERGING
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
from surveys.scoring.shares import wilson_share
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
    themes = _themes(item, cube, count.n)
    return CommentSummary(
        question=item.key,
        text=item.text,
        n=count.n,
        not_scored=cube.share(Statistic.TONE_SHARE, item.key, NOT_SCORED),
        engine=engine,
        is_provisional_engine=engine.lower().startswith(PROVISIONAL_ENGINES),
        themes=tuple(theme for theme in themes if not theme.key.startswith(EMERGING)),
        overall=CommentTheme(
            "", count.n, _tone(item.key, count.n, cube), words=_words(item.key, cube)
        ),
        topics=tuple(theme for theme in themes if theme.key.startswith(EMERGING)),
    )


def _themes(item: Item, cube: CubeReader, comments: int) -> tuple[CommentTheme, ...]:
    """Themes with enough authors, most comments first."""
    prefix = theme_subject(item.key, "")
    counts = {
        subject: cube.figure(Statistic.COMMENT_COUNT, subject)
        for subject in cube.subjects(Statistic.COMMENT_COUNT)
        if subject.startswith(prefix)
    }
    shown = [
        CommentTheme(
            subject.removeprefix(prefix),
            count.n,
            _tone(subject, count.n, cube),
            Share.exact(float(round(100 * count.n / comments))),
            _interval(Share.exact(100 * count.n / comments), comments),
            _words(subject, cube),
        )
        for subject, count in counts.items()
        if isinstance(count, Estimate)
    ]
    return tuple(sorted(shown, key=lambda theme: (-theme.n, theme.key)))


def _words(subject: str, cube: CubeReader) -> tuple[str, ...]:
    """The shared words of a subject, the most telling first."""
    found = sorted(cube.categories(Statistic.TOPIC_WORD, subject))
    return tuple(category.partition(":")[2] for category in found)


def _tone(subject: str, comments: int, cube: CubeReader) -> CommentTone | Withheld:
    positive, negative = (
        cube.share(Statistic.TONE_SHARE, subject, tone) for tone in (POSITIVE, NEGATIVE)
    )
    if isinstance(positive, Withheld):
        return positive
    if isinstance(negative, Withheld):
        return negative
    return CommentTone(
        positive,
        _rest(positive, negative),
        negative,
        _interval(positive, comments),
        _interval(negative, comments),
    )


def _interval(share: Share, comments: int) -> Share:
    """Wilson's interval around both ends of what is told; nothing but the told share goes in."""
    low = wilson_share(share.low_percent / 100, comments).low
    high = wilson_share(share.high_percent / 100, comments).high
    return Share(round(100 * low, 1), round(100 * high, 1))


def _rest(positive: Share, negative: Share) -> Share:
    """What the two leave of 100 percent."""
    return Share(
        max(0.0, 100.0 - positive.high_percent - negative.high_percent),
        100.0 - positive.low_percent - negative.low_percent,
    )

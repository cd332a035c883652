"""Comments as readers receive them: tone and themes with their n, or the reason why not."""

from surveys.disclosure.cube import Statistic
from surveys.instruments.format import Instrument, Item, ItemKind
from surveys.published import (
    CommentSummary,
    CommentTheme,
    Estimate,
    Withheld,
    WithheldComments,
    WithheldReason,
)
from surveys.tabulation.comments import ENGINE, NOT_SCORED, theme_subject
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
    unscored = cube.value(Statistic.TONE_SHARE, item.key, category=NOT_SCORED) or 0.0
    engine = cube.reading("", ENGINE)
    return CommentSummary(
        question=item.key,
        text=item.text,
        n=count.n,
        not_scored=round(unscored * count.n),
        engine=engine,
        is_provisional_engine=engine.lower().startswith(PROVISIONAL_ENGINES),
        themes=_themes(item, cube),
        overall=_tone(item.key, "", cube),
    )


def _themes(item: Item, cube: CubeReader) -> tuple[CommentTheme, ...]:
    prefix = theme_subject(item.key, "")
    found = [
        _tone(subject, subject.removeprefix(prefix), cube)
        for subject in cube.subjects(Statistic.COMMENT_COUNT)
        if subject.startswith(prefix)
    ]
    shown = [theme for theme in found if isinstance(theme, CommentTheme)]
    return tuple(sorted(shown, key=lambda theme: (-theme.n, theme.key)))


def _tone(subject: str, key: str, cube: CubeReader) -> CommentTheme | Withheld:
    count = cube.figure(Statistic.COMMENT_COUNT, subject)
    if isinstance(count, Withheld):
        return count
    tones = [
        cube.figure(Statistic.TONE_SHARE, subject, category=tone)
        for tone in ("positive", "neutral", "negative")
    ]
    for tone in tones:
        if isinstance(tone, Withheld):
            return tone
    percents = [tone.value * 100 for tone in tones if isinstance(tone, Estimate)]
    return CommentTheme(key, count.n, *percents)

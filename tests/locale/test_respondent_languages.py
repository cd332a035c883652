"""What respondents come across is spoken in every language that may be offered to them."""

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, localize

from tests.docs.pages import ROOT
from tests.locale.respondent_path import Message, spoken_messages, translations

PREPARED = ("fr", "es", "it", "pt")
SPOKEN = ("de", *PREPARED)
MARK = re.compile(r"%\(\w+\)s|</?[a-z]+|data-[a-z]+")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> set[Message]:
    """Every message on the respondent's path and at the door."""
    return spoken_messages(tmp_path_factory.mktemp("messages"))


def catalog(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def test_interface_offers_complete_languages_and_respondents_all_prepared_ones() -> None:
    offered = [code for code, _name in settings.LANGUAGES]

    assert offered == ["en", "de", "fr", "it", "es", "pt"]
    assert set(settings.RESPONDENT_LANGUAGES) == {"en", *SPOKEN}


@pytest.mark.parametrize("language", SPOKEN)
def test_every_message_of_the_respondents_path_is_translated(
    language: str, spoken: set[Message]
) -> None:
    told = translations(catalog(language))

    missing = [message for message in spoken if not all(told.get(message, [""]))]

    assert sorted(missing) == []


@pytest.mark.parametrize("language", SPOKEN)
def test_translations_keep_place_holders_and_tags(language: str, spoken: set[Message]) -> None:
    told = translations(catalog(language))

    broken = [
        (message[1], text)
        for message in spoken
        for text in told.get(message, [])
        if set(MARK.findall(message[1])) != set(MARK.findall(text))
    ]

    assert broken == []


@pytest.mark.parametrize("language", PREPARED)
def test_catalog_is_well_formed(language: str, tmp_path: Path) -> None:
    checked = subprocess.run(
        [
            "msgfmt",
            "--check",
            "--statistics",
            "--output-file",
            tmp_path / "x.mo",
            catalog(language),
        ],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )

    assert "fuzzy" not in checked.stderr
    assert "untranslated" not in checked.stderr


@pytest.mark.parametrize(
    ("language", "number", "day", "thanks"),
    [
        ("en", "1234.5", "March 2, 2026", "Thank you"),
        ("de", "1234,5", "2. März 2026", "Vielen Dank"),
        ("fr", "1234,5", "2 mars 2026", "Merci"),
        ("es", "1234,5", "2 de marzo de 2026", "Gracias"),
        ("it", "1234,5", "2 marzo 2026", "Grazie"),
        ("pt", "1234,5", "2 de março de 2026", "Obrigado"),
    ],
)
@pytest.mark.urls("readiness.urls")
def test_page_number_and_day_are_of_the_language(
    client: Client, language: str, number: str, day: str, thanks: str
) -> None:
    page = client.get(f"/s/{language}/thanks/").content.decode()

    assert f'<html lang="{language}"' in page
    assert thanks in page
    with translation.override(language):
        assert localize(1234.5) == number
        assert date_format(dt.date(2026, 3, 2)) == day

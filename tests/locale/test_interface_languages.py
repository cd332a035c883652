"""The interface is offered in those languages in which nothing of it is missing."""

import re
import subprocess

import pytest
from django.conf import settings
from django.test import Client

from tests.docs.pages import ROOT
from tests.locale.respondent_path import PRODUCT_FILES, Message, spoken_messages, translations

OFFERED = tuple(code for code, _name in settings.LANGUAGES if code != "en")
MARK = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?[a-z]+|data-[a-z]+|READINESS_\w+")
FRENCH_SIGN = re.compile(r"[^\u00a0\u202f:][:;?!»](?!//)|«(?!\u00a0)")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> set[Message]:
    """Every message of the product."""
    return spoken_messages(tmp_path_factory.mktemp("messages"), PRODUCT_FILES)


def told_in(language: str) -> dict[Message, list[str]]:
    return translations(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")


def test_product_has_messages_of_every_room(spoken: set[Message]) -> None:
    assert len(spoken) > 2_500


@pytest.mark.parametrize("language", OFFERED)
def test_every_message_of_the_interface_is_translated(language: str, spoken: set[Message]) -> None:
    told = told_in(language)

    missing = [message for message in spoken if not all(told.get(message, [""]))]

    assert sorted(missing) == []


@pytest.mark.parametrize("language", OFFERED)
def test_translations_keep_place_holders_and_tags(language: str, spoken: set[Message]) -> None:
    told = told_in(language)

    broken = [
        (message[1], text)
        for message in spoken
        for text in told.get(message, [])
        if sorted(MARK.findall(message[1])) != sorted(MARK.findall(text))
    ]

    assert broken == []


@pytest.mark.parametrize("language", OFFERED)
def test_nothing_is_merely_guessed(language: str) -> None:
    catalog = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"

    checked = subprocess.run(
        ["msgfmt", "--check", "--statistics", "--output-file", "/dev/null", catalog],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )

    assert "fuzzy" not in checked.stderr


def test_french_signs_never_begin_a_line() -> None:
    """A no-break space stands before : ; ? ! » and after «."""
    loose = [
        text
        for texts in told_in("fr").values()
        for text in texts
        if FRENCH_SIGN.search(re.sub(r"https?://\S+|%\(\w+\)s:|&\w+;", "", text))
    ]

    assert loose == []


def test_spanish_questions_open_with_their_sign() -> None:
    odd = [
        text
        for texts in told_in("es").values()
        for text in texts
        if text.count("?") != text.count("¿") or text.count("!") != text.count("¡")
    ]

    assert odd == []


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Anmelden"),
        ("fr", "Se connecter"),
        ("it", "Accedi"),
        ("es", "Iniciar sesión"),
        ("pt", "Iniciar sessão"),
    ],
)
@pytest.mark.django_db
def test_browser_that_asks_for_an_offered_language_gets_it(
    client: Client, language: str, heading: str
) -> None:
    page = client.get("/accounts/sign-in/", headers={"accept-language": language}).content.decode()

    assert f'<html lang="{language}"' in page
    assert heading in page

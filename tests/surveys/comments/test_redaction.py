"""Redaction on planted items of our own; the expected strings stand in the tables beside it."""

import csv
from pathlib import Path

import pytest

from surveys.comments.redaction import redact, with_stand_ins

HERE = Path(__file__).parent
LEAST_FOUND_SHARE = 0.92
MOST_FALSE_ALARM_SHARE = 0.05


def cases(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


PARTS = [
    ("redaction_cases.tsv", 250),
    ("redaction_unseen.tsv", 70),
    ("redaction_first_sight.tsv", 170),
    ("redaction_second_sight.tsv", 160),
    ("redaction_third_sight.tsv", 60),
    ("redaction_fourth_sight.tsv", 85),
]
"""All but the first were written after the rules and measured before they joined this test: then
.917, .854, .901, .952 and .988 of their items were found, .096, .093, .067, .000 and .000 of the
clean comments beside them changed; the misses of all but the last two led to general rules."""


@pytest.mark.parametrize(("name", "fewest"), PARTS)
def test_at_22_planted_items_are_found(name, fewest):
    planted = [
        (item, redact(row["text"], language=row["language"]))
        for row in cases(name)
        for item in row["planted"].split("|")
    ]

    missed = [(item, redacted) for item, redacted in planted if item in redacted]
    assert len(planted) >= fewest
    assert 1 - len(missed) / len(planted) >= LEAST_FOUND_SHARE, missed


@pytest.mark.parametrize(
    ("name", "fewest"),
    [
        ("clean_cases.tsv", 150),
        ("clean_unseen.tsv", 50),
        ("clean_first_sight.tsv", 150),
        ("clean_second_sight.tsv", 160),
        ("clean_third_sight.tsv", 60),
        ("clean_fourth_sight.tsv", 65),
    ],
)
def test_comments_without_personal_data_stay_as_they_are(name, fewest):
    rows = cases(name)

    changed = [
        redacted
        for row in rows
        if (redacted := redact(row["text"], language=row["language"])) != row["text"]
    ]
    assert len(rows) >= fewest
    assert len(changed) / len(rows) <= MOST_FALSE_ALARM_SHARE, changed


@pytest.mark.parametrize(
    ("language", "text", "redacted"),
    [
        ("en", "Priya and Qwendol helped.", "[name] and [name] helped."),
        ("en", "Qwendol in accounting knows.", "[name] in accounting knows."),
        ("en", "I gave it to Qwendol yesterday.", "I gave it to [name] yesterday."),
        ("en", "Everything in the Cloud is slow.", "Everything in the Cloud is slow."),
        ("en", "We moved to qWendolDB.", "We moved to qWendolDB."),
        ("de", "Der Qwendolator ist kaputt.", "Der Qwendolator ist kaputt."),
        ("es", "¿Qwendolas otra vez?", "¿Qwendolas otra vez?"),
    ],
)
def test_unknown_words_are_names_where_only_names_stand(language, text, redacted):
    assert redact(text, language=language) == redacted


@pytest.mark.parametrize(
    ("language", "text", "redacted"),
    [
        ("en", "We use Qwendolan daily.", "We use Qwendolan daily."),
        ("en", "The Qwendolan model is slow.", "The Qwendolan model is slow."),
        ("en", "Nobody in Qwendolan was asked.", "Nobody in Qwendolan was asked."),
        ("en", "The Qwendolan Week was fun.", "The Qwendolan Week was fun."),
        ("en", "Q. Qwendolan signed it.", "[name] signed it."),
        ("en", "it was tanisha who helped", "it was [name] who helped"),
        ("de", "frau qwendolan hilft", "frau [name] hilft"),
        ("de", "Dağhan fehlt.", "[name] fehlt."),
        ("fr", "L'idée d'Anouk est bonne.", "L'idée d'[name] est bonne."),
        ("pt", "A Qwendolana explicou.", "A [name] explicou."),
    ],
)
def test_what_stands_around_a_word_tells_names_from_tools_places_and_events(
    language, text, redacted
):
    assert redact(text, language=language) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Seit dem 01.03.2025 warten wir.", "Seit dem 01.03.2025 warten wir."),
        ("It took 912 345 678 tokens.", "It took 912 345 678 tokens."),
        ("Windows Phone 8.1 is old", "Windows Phone 8.1 is old"),
        ("It stays at zero. It is broken.", "It stays at zero. It is broken."),
        ("Liga para o 912 345 678.", "Liga para o [phone]."),
        ("Ligue (11) 95555-0182 hoje", "Ligue [phone] hoje"),
        ("AHV 756.1234.5678.97 stand da", "[id] stand da"),
        ("Mi DNI 12345678Z", "Mi [id]"),
        ("see example.com/in/someone", "see [url]"),
        ("p.doe at firm dot pl", "[email]"),
        ("paola chiocciola ditta punto it", "[email]"),
    ],
)
def test_numbers_and_addresses_are_told_from_dates_amounts_and_sentences(text, redacted):
    assert redact(text) == redacted


def test_engines_read_plain_words_in_place_of_placeholders():
    assert with_stand_ins("Thanks, [name] and [name]! See [url].") == (
        "Thanks, Alex and Alex! See link."
    )
    assert with_stand_ins("An [unknown] bracket stays.") == "An [unknown] bracket stays."


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Mail me: a.b@example.org.", "Mail me: [email]."),
        ("See https://example.org/a?b=1.", "See [url]."),
        ("Pay to GB29 NWBK 6016 1331 9268 19 now", "Pay to [iban] now"),
        ("Host 192.168.0.1 is down", "Host [ip] is down"),
        ("Ask @jdoe about it", "Ask [handle] about it"),
        ("Employee ID: 20417 was shown", "[id] was shown"),
        ("Call +49 30 1234567 today", "Call [phone] today"),
        ("Version 1.2.3 is better", "Version 1.2.3 is better"),
    ],
)
def test_each_kind_has_its_placeholder(text, redacted):
    assert redact(text) == redacted


def test_staff_list_finds_names_that_no_list_knows():
    staff = ["Quirrell Xanthopoulou-Brk", "Summer Vale"]

    assert redact("Then Xanthopoulou-Brk left.", staff_names=staff) == "Then [name] left."
    assert redact("ask summer vale about it", staff_names=staff) == "ask [name] about it"
    assert redact("Summer was busy.", staff_names=staff) == "Summer was busy."


def test_surname_initials_and_particles_go_with_the_first_name():
    assert redact("With Anna M. van der Berg we won.") == "With [name] we won."


def test_redacting_twice_changes_nothing_more():
    once = redact("Priya Sharma, priya@example.org, +49 30 1234567")

    assert redact(once) == once

import hashlib
import json
import re

import pytest

from surveys.instruments.format import ItemKind
from surveys.instruments.problems import InstrumentInvalid
from surveys.instruments.reader import read_instrument, shipped_instruments

MINIMAL = """
key = "short"
version = "1"
scale_points = 5
languages = ["en"]
[[dimensions]]
key = "trust"
[[items]]
key = "rules"
dimension = "trust"
text = { en = "People here know the rules." }
"""

BILINGUAL = """
key = "both"
version = "2024.1"
scale_points = 3
languages = ["en", "de"]
[scale_labels]
en = ["no", "partly", "yes"]
de = ["nein", "teils", "ja"]
[[dimensions]]
key = "core"
weight = 0.5
core = true
name = { en = "Core", de = "Kern" }
[[dimensions]]
key = "trust"
weight = 0.5
name = { en = "Trust", de = "Vertrauen" }
[[items]]
key = "will"
dimension = "core"
text = { en = "We want it.", de = "Wir wollen es." }
[[items]]
key = "fear"
dimension = "trust"
reversed = true
kind = "agreement"
text = { en = "We fear it.", de = "Wir fürchten es." }
[[items]]
key = "advice"
kind = "advocacy"
text = { en = "Recommend?", de = "Empfehlen?" }
[items.end_labels]
en = ["never", "always"]
de = ["nie", "immer"]
[[items]]
key = "use"
kind = "choice"
options = [
    { key = "daily", text = { en = "Daily", de = "Täglich" } },
    { key = "never", text = { en = "Never", de = "Nie" } },
]
text = { en = "How often?", de = "Wie oft?" }
[[items]]
key = "why"
kind = "open"
text = { en = "Why?", de = "Warum?" }
"""


def problems_of(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(InstrumentInvalid) as refusal:
        read_instrument(text, source="bad.toml")
    return [(problem.place, problem.message) for problem in refusal.value.problems]


def test_absent_optional_entries_get_plain_defaults():
    instrument = read_instrument(MINIMAL, source="short.toml")

    assert instrument.title == {"en": "short"}
    assert instrument.scale_labels == {"en": ("1", "2", "3", "4", "5")}
    assert [(d.key, d.weight, d.is_core, d.name) for d in instrument.dimensions] == [
        ("trust", 1.0, False, {"en": "trust"})
    ]
    assert instrument.items[0].kind is ItemKind.AGREEMENT
    assert instrument.import_mapping is None


def test_every_entry_of_a_full_file_is_read():
    instrument = read_instrument(BILINGUAL.encode(), source="both.toml")

    assert (instrument.key, instrument.version, instrument.scale_points) == ("both", "2024.1", 3)
    assert instrument.scale_labels["de"] == ("nein", "teils", "ja")
    assert [item.kind.value for item in instrument.items] == [
        "agreement", "agreement", "advocacy", "choice", "open",
    ]  # fmt: skip
    assert [item.is_reversed for item in instrument.items] == [False, True, False, False, False]
    assert instrument.item("advice").end_labels["de"] == ("nie", "immer")
    assert [option.text["de"] for option in instrument.item("use").options] == ["Täglich", "Nie"]
    assert [d.is_core for d in instrument.dimensions] == [True, False]


@pytest.mark.parametrize(
    "options",
    [
        'options = ["Yes", "No"]',
        '[[items.options]]\nkey = "Yes"\n[[items.options]]\nkey = "No"',
        'options = { en = ["Yes", "No"] }',
    ],
)
def test_options_may_be_strings_tables_or_lists_by_language(options):
    text = MINIMAL + f'[[items]]\nkey = "use"\nkind = "choice"\ntext = "Use?"\n{options}\n'

    item = read_instrument(text, source="options.toml").item("use")

    assert [(option.key, option.text) for option in item.options] == [
        ("Yes", {"en": "Yes"}),
        ("No", {"en": "No"}),
    ]


def test_weights_left_out_everywhere_are_equal():
    text = MINIMAL.replace('key = "trust"', 'key = "trust"\n[[dimensions]]\nkey = "will"', 1)
    text += '[[items]]\nkey = "w"\ndimension = "will"\ntext = "We want it."\n'

    assert [d.weight for d in read_instrument(text, source="x").dimensions] == [0.5, 0.5]


def test_thirds_written_with_six_digits_are_accepted():
    dimensions = "".join(
        f'[[dimensions]]\nkey = "d{n}"\nweight = 0.333333\n'
        f'[[items]]\nkey = "i{n}"\ndimension = "d{n}"\ntext = "t"\n'
        for n in range(3)
    )
    head = MINIMAL.partition("[[dimensions]]")[0]

    assert len(read_instrument(head + dimensions, source="x").dimensions) == 3


FAULTS = [
    ('version = "2024.1"', "version = 2024.1", "version", "2024.1 is not a string."),
    ("scale_points = 3", "scale_points = 12", "scale_points", "12 is not a usable scale."),
    ("scale_points = 3", "scale_points = 1", "scale_points", "1 is not a usable scale."),
    ("scale_points = 3", "scale_points = true", "scale_points", "True is not a usable scale."),
    ("weight = 0.5\ncore", "weight = 0.4\ncore", "dimensions", "The weights sum to 0.9."),
    ("weight = 0.5\ncore", "weight = -1\ncore", "dimensions[1].weight", "-1 is no weight."),
    ("weight = 0.5\ncore", "core", "dimensions[1].weight",
     "The weight is missing while others have one."),
    ("weight = 0.5\nname", "weight = 0.5\ncore = true\nname", "dimensions",
     "More than one dimension is core."),
    ('key = "trust"', 'key = "core"', "dimensions[2].key", "The key 'core' is used twice."),
    ('key = "fear"', 'key = "will"', "items[2].key", "The key 'will' is used twice."),
    ('key = "fear"', 'key = "a b"', "items[2].key", "'a b' cannot be a key."),
    ('dimension = "trust"', 'dimension = "trusst"', "items[2].dimension",
     "The dimension 'trusst' is not declared."),
    ('dimension = "trust"\n', "", "items[2].dimension", "An agreement item needs a dimension."),
    ('kind = "agreement"', 'kind = "likert"', "items[2].kind", "'likert' is not a kind of item."),
    ("reversed = true", 'reversed = "yes"', "items[2].reversed",
     "'yes' is neither true nor false."),
    ("reversed = true", "revesed = true", "items[2].revesed", "Unknown entry 'revesed'."),
    ('kind = "advocacy"', 'kind = "advocacy"\nreversed = true', "items[3].reversed",
     "Only an agreement item can be reversed, not one of kind 'advocacy'."),
    (', de = "Wir fürchten es."', "", "items[2].text.de",
     "The text in the declared language 'de' is missing or empty."),
    ('de = ["nein", "teils", "ja"]', 'de = ["nein", "ja"]', "scale_labels.de",
     "2 labels for 3 scale points."),
    ('de = ["nie", "immer"]', 'de = ["nie"]', "items[3].end_labels.de",
     "Two labels are needed here."),
    ('    { key = "never", text = { en = "Never", de = "Nie" } },\n', "", "items[4].options",
     "A choice item needs at least two options."),
    ('key = "never"', 'key = "daily"', "items[4].options", "Two options have the same key."),
    ('kind = "open"', 'kind = "open"\noptions = ["a", "b"]', "items[5].options",
     "Only a choice item has options."),
    ('languages = ["en", "de"]', 'languages = ["en", "de", "de"]', "languages",
     "A language is declared twice."),
    ('languages = ["en", "de"]', 'languages = ["en", "DE"]', "languages",
     "'DE' is not a language code."),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "place", "message"), FAULTS)
def test_fault_is_named_with_its_place(good, bad, place, message):
    assert good in BILINGUAL

    assert (place, message) in problems_of(BILINGUAL.replace(good, bad, 1))


def test_all_faults_come_at_once_and_each_has_a_remedy():
    text = BILINGUAL.replace("scale_points = 3", "scale_points = 99").replace(
        'kind = "open"', 'kind = "opn"'
    )

    with pytest.raises(InstrumentInvalid) as refusal:
        read_instrument(text, source="bad.toml")

    places = [problem.place for problem in refusal.value.problems]
    assert places == ["scale_points", "items[5].kind"]
    assert all(problem.remedy for problem in refusal.value.problems)
    assert str(refusal.value).startswith("bad.toml:\n  scale_points: 99 is not a usable scale.")


def test_weighted_dimension_without_items_is_refused():
    text = MINIMAL + '[[dimensions]]\nkey = "empty"\n'

    place, message = problems_of(text)[0]

    assert place == "dimensions[2]"
    assert message == "No agreement item belongs to the weighted dimension 'empty'."


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"", "file", "The file is empty."),
        (b" \n", "file", "The file is empty."),
        (b'key = "a"\nversion = "\xfc"\n', "line 2", "This is not UTF-8."),
        ('key = "a"\nversion = \n', "line 2, column 11", "Invalid value."),
        (b"#" * (1024 * 1024 + 1), "file", "The file has more than 1024 KiB."),
    ],
)
def test_unreadable_file_is_refused(data, place, message):
    assert problems_of(data) == [(place, message)]


def test_byte_order_mark_is_skipped():
    assert read_instrument(b"\xef\xbb\xbf" + MINIMAL.encode(), source="x").key == "short"


IMPORT = """
[import]
missing = ["", "NA"]
[import.groups]
level = "Level"
[[import.columns]]
item = "rules"
column = "Q1"
no_answer = ["Don't know"]
[import.columns.values]
"Yes" = 5
"No" = 1
"""


def test_import_table_becomes_a_mapping():
    mapping = read_instrument(MINIMAL + IMPORT, source="x").import_mapping

    assert mapping is not None
    assert mapping.groups == {"level": "Level"}
    assert mapping.columns[0].values == {"Don't know": None, "Yes": 5, "No": 1}


@pytest.mark.parametrize(
    ("good", "bad", "place"),
    [
        ('item = "rules"', 'item = "rule"', "import.columns[1].item"),
        ('"Yes" = 5', '"Yes" = 6', "import.columns[1].values.Yes"),
        ('"Yes" = 5', '"Yes" = "5"', "import.columns[1].values.Yes"),
        ('column = "Q1"', "", "import.columns[1].column"),
        ('level = "Level"', "level = 3", "import.groups.level"),
    ],
)
def test_fault_of_the_import_table_is_named(good, bad, place):
    assert problems_of(MINIMAL + IMPORT.replace(good, bad))[0][0] == place


def test_fingerprint_depends_on_content_and_not_on_layout():
    original = read_instrument(MINIMAL, source="a")
    commented = read_instrument("# a comment\n" + MINIMAL, source="b")
    mapped = read_instrument(MINIMAL + IMPORT, source="c")
    reworded = read_instrument(MINIMAL.replace("know the", "know all"), source="d")

    assert re.fullmatch("[0-9a-f]{64}", original.fingerprint)
    assert commented.fingerprint == original.fingerprint
    assert mapped.fingerprint == original.fingerprint
    assert reworded.fingerprint != original.fingerprint


def test_fingerprint_is_the_sha256_of_sorted_json():
    content = {
        "key": "short",
        "version": "1",
        "title": {"en": "short"},
        "scale_points": 5,
        "languages": ["en"],
        "scale_labels": {"en": ["1", "2", "3", "4", "5"]},
        "dimensions": [{"key": "trust", "weight": 1.0, "is_core": False, "name": {"en": "trust"}}],
        "items": [
            {
                "key": "rules",
                "kind": "agreement",
                "text": {"en": "People here know the rules."},
                "dimension": "trust",
                "is_reversed": False,
                "options": [],
                "end_labels": {},
                "facet": "",
            }
        ],
    }
    expected = hashlib.sha256(
        json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()

    assert read_instrument(MINIMAL, source="x").fingerprint == expected


def test_shipped_instruments_are_these():
    shipped = {instrument.key: instrument for instrument in shipped_instruments()}

    assert list(shipped) == ["ai_readiness", "ai_readiness_pulse", "hackathon_pulse"]


CHOICE = """
[[items]]
key = "use"
kind = "choice"
text = "How often?"
options = ["never", "{option}"]
"""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (MINIMAL.replace('version = "1"', f'version = "{"1" * 41}"'), "version"),
        (f'title = "{"T" * 201}"\n{MINIMAL}', "title.en"),
        (MINIMAL + CHOICE.format(option="o" * 101), "items[2].options"),
    ],
)
def test_text_that_fits_into_no_column_is_refused(text: str, place: str) -> None:
    ((found, message),) = problems_of(text)

    assert found == place
    assert "characters" in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (MINIMAL.replace("rules.", "rules\\u0000."), "items[1].text.en"),
        (MINIMAL.replace('version = "1"', 'version = "1\\u0001"'), "version"),
        (MINIMAL + CHOICE.format(option="daily\\u001b"), "items[2].options"),
    ],
)
def test_control_characters_are_refused(text: str, place: str) -> None:
    """PostgreSQL stores no NUL, and a workbook takes none of the others."""
    ((found, message),) = problems_of(text)

    assert found == place
    assert "control character" in message


def test_texts_may_have_lines_and_reach_the_limits() -> None:
    text = MINIMAL.replace("rules.", "rules\\nand\\tuses.").replace('"1"', f'"{"1" * 40}"')

    read = read_instrument(
        f'title = "{"T" * 200}"\n{text}{CHOICE.format(option="o" * 100)}', source="long.toml"
    )

    assert (len(read.version), len(read.title["en"])) == (40, 200)
    assert read.items[0].text["en"] == "People here know the rules\nand\tuses."

"""What is written can be read again, and is the same."""

import pytest

from surveys.instruments.reader import read_instrument, shipped_instruments
from surveys.instruments.writer import write_instrument

AWKWARD = r"""
key = "awkward"
version = "1"
scale_points = 5
languages = ["en"]
[[dimensions]]
key = "d"
[[items]]
key = "quotes"
dimension = "d"
text = "They said \"yes\",\nthen \\ left\u007f. # no comment"
[[items]]
key = "choice"
kind = "choice"
text = "Where?"
options = ["at home", "in the office"]
"""


@pytest.mark.parametrize("instrument", shipped_instruments(), ids=lambda one: one.key)
def test_shipped_instrument_survives_writing(instrument):
    written = write_instrument(instrument, comment="A comment\nin two lines.")

    assert written.startswith("# A comment\n# in two lines.\n\nkey = ")
    assert read_instrument(written, source="written") == instrument


def test_awkward_characters_and_options_survive_writing():
    instrument = read_instrument(AWKWARD, source="awkward")

    assert read_instrument(write_instrument(instrument), source="written") == instrument


def test_help_changes_no_fingerprint():
    plain = read_instrument(AWKWARD, source="plain")
    helped = read_instrument(AWKWARD + 'help = "Why we ask."\n', source="helped")

    assert helped.items[-1].help == {"en": "Why we ask."}
    assert helped.fingerprint == plain.fingerprint

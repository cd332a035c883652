"""The questionnaires that come with the product."""

from functools import cache
from importlib import resources

from surveys.instruments.format import Instrument
from surveys.instruments.reader import read_instrument

KEYS = ("ai_readiness", "ai_readiness_pulse", "hackathon_pulse")


def shipped_source(key: str) -> str:
    """The file of a shipped questionnaire."""
    return resources.files("surveys.instruments").joinpath(f"{key}.toml").read_text("utf-8")


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """All shipped questionnaires, the most complete first."""
    return tuple(read_instrument(shipped_source(key), source=f"{key}.toml") for key in KEYS)

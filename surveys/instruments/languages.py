"""Which language of an instrument a reader gets."""

from surveys.instruments.format import Instrument


def text_language(instrument: Instrument, language: str) -> str:
    """The wanted language if the instrument has it, else its first."""
    return language if language in instrument.languages else instrument.languages[0]

"""Numbers read out of printed cells: those of the language, and nothing else."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import translation

from reports.narrative.wording import decimal, percent, signed
from reports.rendering.readback import read_number


@pytest.mark.parametrize(
    ("language", "text", "value", "decimals", "unit"),
    [
        ("en", "1,234.5", "1234.5", 1, ""),
        ("de", "1.234,5", "1234.5", 1, ""),
        ("en", "62%", "62", 0, "%"),
        ("de", "62 %", "62", 0, "%"),
        ("en", "−3.8", "-3.8", 1, ""),
        ("en", "350,000 USD", "350000", 0, "USD"),
        ("de", "0,14 EUR", "0.14", 2, "EUR"),
        ("es", "1\u00a0204", "1204", 0, ""),
        ("pt", "1.204", "1204", 0, ""),
        ("en", "007", "7", 0, ""),
    ],
)
def test_printed_number_is_read(
    language: str, text: str, value: str, decimals: int, unit: str
) -> None:
    with translation.override(language):
        reading = read_number(text)

    assert reading is not None
    assert (reading.value, reading.decimals, reading.unit) == (Decimal(value), decimals, unit)


@pytest.mark.parametrize(
    "text",
    ["", "–", "52 (49 to 55)", "up to 10", "30 to 40", "720–955", "8 × H100", "280k a b", "1,23"],
)
def test_what_is_no_single_number_stays_text(text: str) -> None:
    with translation.override("en"):
        assert read_number(text) is None


def test_groups_of_another_language_are_not_misread() -> None:
    """Whoever ignores the language would read 1.234."""
    with translation.override("en"):
        assert read_number("1.234,5") is None


@pytest.mark.parametrize("language", settings.REPORT_LANGUAGES)
@pytest.mark.parametrize("value", [0.0, 0.05, -0.4, 12.0, 999.95, 1000.0, 1234567.89, -98765.4])
def test_what_is_written_is_read_back(language: str, value: float) -> None:
    with translation.override(language):
        for written, factor in ((decimal(value, 2), 2), (signed(value, 1), 1), (percent(value), 0)):
            reading = read_number(written)
            assert reading is not None
            assert reading.value == Decimal(repr(value)).quantize(
                Decimal(1).scaleb(-factor), rounding="ROUND_HALF_UP"
            )
            assert reading.decimals == factor

"""Gives statements their words in the active language."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from deployments.selectors import Finding, GateHit
from deployments.wording import finding_words, gate_words, option_words, pillar_words
from reports.narrative.lead_sentences import LEAD_SENTENCES
from reports.narrative.machine_sentences import MACHINE_SENTENCES
from reports.narrative.people_sentences import PEOPLE_SENTENCES
from reports.narrative.statements import (
    Amount,
    Change,
    Name,
    OptionName,
    PillarName,
    Points,
    Sayable,
    Share,
    Term,
    Text,
    Thousands,
    Value,
)
from reports.narrative.terms import term
from reports.narrative.verdict_sentences import VERDICT_SENTENCES

SENTENCES: dict[str, Promise] = {
    **LEAD_SENTENCES,
    **PEOPLE_SENTENCES,
    **MACHINE_SENTENCES,
    **VERDICT_SENTENCES,
}

MINUS = "\N{MINUS SIGN}"
"""As wide as a plus; a hyphen is too short beside digits."""


def say(statement: Sayable, currency: str = "") -> str:
    """Return the sentence of a statement, its figures written as in the active language.

    `currency` is that of amounts in findings of the sizing.
    """
    if isinstance(statement, GateHit):
        return gate_words(statement)
    if isinstance(statement, Finding):
        return finding_words(statement, currency)
    figures = {name: write(value) for name, value in statement.figures.items()}
    return str(SENTENCES[statement.key]) % figures


def write(value: Value) -> str:
    """Write one figure."""
    match value:
        case Points(points):
            written = decimal(points, 0)
        case Change(points):
            written = signed(points)
        case Share(share):
            written = percent(100 * share)
        case Amount(amount, decimals):
            written = decimal(amount, decimals)
        case Thousands(money):
            written = decimal(money / 1000)
        case Name() | Term() | OptionName() | PillarName() | Text():
            written = _named(value)
    return written


def decimal(value: float | Decimal, decimals: int = 0) -> str:
    """Write a number with the separators of the active language."""
    return number_format(
        _rounded(value, decimals), decimals, use_l10n=True, force_grouping=True
    ).replace("-", MINUS)


def signed(value: float, decimals: int = 0) -> str:
    """Write a difference with its sign; what rounds to zero has none."""
    rounded = _rounded(value, decimals)
    return f"+{decimal(value, decimals)}" if rounded > 0 else decimal(value, decimals)


def percent(value: float, decimals: int = 0) -> str:
    """Write a percentage of 0..100 as the active language does.

    Translators set "%(number)s %%" with or without a space.
    """
    return gettext("%(number)s%%") % {"number": decimal(value, decimals)}


def localized(names: Mapping[str, str]) -> str:
    """Return a name in the active language, else in English, else in any."""
    language = (get_language() or "en").split("-")[0]
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def _named(value: Name | Term | OptionName | PillarName | Text) -> str:
    match value:
        case Name(by_language):
            return localized(by_language)
        case Term(group, key):
            return term(group, key)
        case OptionName(option):
            return option_words(option)
        case PillarName(pillar):
            return pillar_words(pillar)
        case Text(text):
            return text


def _rounded(value: float | Decimal, decimals: int) -> Decimal:
    """Round half away from zero, as readers do; never minus zero."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    step = Decimal(1).scaleb(-decimals)
    return exact.quantize(step, rounding="ROUND_HALF_UP") + 0

"""Says in the reader's language what a sizing found: keys become sentences, figures fill them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from deployments.catalog.entries import Destination
from deployments.figures import figure_words
from deployments.finding_sentences import FINDING_SENTENCES, GATE_SENTENCES, TERMS
from deployments.law_names import DESTINATION_NAMES, RISK_NAMES, ROLE_NAMES
from deployments.questions import Lack
from deployments.sizing.results import Figure, Finding, GateHit, Option, TechnicalBand
from deployments.sizing.scenario import AiActRole, Pillar, RiskClass

_PILLARS: Mapping[Pillar, Promise] = {
    Pillar.COMPUTE: _("Compute and memory"),
    Pillar.LATENCY: _("Latency and throughput"),
    Pillar.COST: _("Cost"),
    Pillar.SOVEREIGNTY: _("Data sovereignty"),
    Pillar.SECURITY: _("Security"),
    Pillar.OPERATIONS: _("Operations and skills"),
    Pillar.POWER: _("Power and cooling"),
    Pillar.STORAGE: _("Storage"),
    Pillar.NETWORK: _("Network"),
}
_OPTIONS: Mapping[Option, Promise] = {
    Option.ON_PREM: _("On own machines"),
    Option.CLOUD_GPU: _("On rented GPUs"),
    Option.API: _("By a hosted API"),
    Option.HYBRID: _("Own machines, peaks in the cloud"),
}
_BANDS: Mapping[TechnicalBand, Promise] = {
    TechnicalBand.NOT_READY: _("Not ready"),
    TechnicalBand.FOUNDATIONS: _("Foundations laid"),
    TechnicalBand.READY_WITH_CONDITIONS: _("Ready with conditions"),
    TechnicalBand.READY: _("Ready"),
}
_LACKS: Mapping[Lack, Promise] = {
    Lack.UNANSWERED: _("not answered"),
    Lack.INCOMPLETE: _("not fully in place"),
    Lack.UNPROVEN: _("no document or measurement"),
}


def in_reader_language(texts: Mapping[str, str]) -> str:
    """The text of the catalog in the active language, in English where it has none."""
    language = (get_language() or "en").partition("-")[0]
    return texts.get(language) or texts["en"]


def lack_words(lack: Lack) -> str:
    """What keeps a question from being settled."""
    return str(_LACKS[lack])


def destination_words(destination: Destination) -> str:
    """How far data may go."""
    return str(DESTINATION_NAMES[destination])


def role_words(role: AiActRole) -> str:
    """Role under the EU AI Act."""
    return str(ROLE_NAMES[role])


def risk_words(risk: RiskClass) -> str:
    """Risk class under the EU AI Act."""
    return str(RISK_NAMES[risk])


def pillar_words(pillar: Pillar) -> str:
    """Name of a pillar."""
    return str(_PILLARS[pillar])


def option_words(option: Option | None) -> str:
    """Name of a place to run; every place may have been ruled out."""
    return str(_OPTIONS[option]) if option else gettext("No option is open")


def band_words(band: TechnicalBand | None) -> str:
    """Name of a band of the technical score."""
    return str(_BANDS[band]) if band else gettext("Not scored")


def finding_words(finding: Finding, currency: str = "") -> str:
    """The sentence of a finding; `currency` is that of its amounts."""
    key = finding.key
    if key == "reason.cost" and "npv" not in finding.figures:
        key = "reason.cost_unpriced"
    return _filled(FINDING_SENTENCES, key, finding.figures, currency)


def reason_words(reason: Finding, currency: str = "") -> str:
    """The sentence of a reason; one that rules out another option names it."""
    sentence = finding_words(reason, currency)
    if not reason.key.startswith("excluded."):
        return sentence
    option = option_words(Option(str(reason.figures["option"])))
    return gettext("%(option)s: %(sentence)s") % {"option": option, "sentence": sentence}


def gate_words(gate: GateHit) -> str:
    """The sentence of a gate."""
    return _filled(GATE_SENTENCES, gate.key, gate.figures, "")


def _filled(
    sentences: Mapping[str, Promise], key: str, figures: Mapping[str, Figure], currency: str
) -> str:
    unit = key.rpartition(".")[2]  # a flip says from what to what its lever moves
    written = {
        name: _figure(unit if name in {"from", "to"} else name, value, currency)
        for name, value in figures.items()
    }
    return str(sentences[key]) % {**written, "currency": currency} if key in sentences else key


def _figure(name: str, value: Figure, currency: str) -> str:
    if isinstance(value, str):
        return ", ".join(str(TERMS.get(word, word)) for word in value.split(", "))
    return figure_words(name, value, currency)

"""What the envelopes of one wave are bound to, and the keys that seal and open them."""

import hashlib
import json
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import ItemKind
from surveys.instruments.reader import read_instrument
from surveys.keystore import KeyStore
from surveys.models import Instrument, Wave
from surveys.obstacles import KeyUnavailable
from surveys.sealing.envelopes import EXPECTATION_PURPOSE, EnvelopeContext, ballot_capacity_bytes

EXPECTATION_CAPACITY_BYTES = 8192  # 40 items with long keys are under 2 kB


def questionnaire_of(instrument: Instrument) -> Questionnaire:
    """The stored instrument, read from its file once per process."""
    return _read(instrument.source, f"{instrument.key} {instrument.version}")


def asked_questionnaire(wave: Wave) -> Questionnaire:
    """What the wave asks: the instrument, without items that are not their turn this time.

    The fingerprint stays that of the whole instrument; `asked_items` freezes with the settings.
    """
    questionnaire = questionnaire_of(wave.survey.instrument)
    if wave.asked_items is None:
        return questionnaire
    asked = frozenset(wave.asked_items)
    return replace(
        questionnaire, items=tuple(item for item in questionnaire.items if item.key in asked)
    )


@lru_cache(maxsize=64)
def _read(text: str, origin: str) -> Questionnaire:
    return read_instrument(text, source=origin)


def frozen_settings_hash(wave: Wave) -> str:
    """SHA-256 of what was promised to respondents when the wave was launched."""
    promised = {
        "reporting_dimensions": wave.reporting_dimensions,
        "min_group_size": wave.min_group_size,
        "min_distribution_size": wave.min_distribution_size,
        "min_comment_size": wave.min_comment_size,
        "retention_mode": wave.retention_mode,
        "has_trustee": wave.has_trustee,
        "reminder_mode": wave.reminder_mode,
        "scheduled_reminders": wave.scheduled_reminders,
        "shows_verbatims": wave.shows_verbatims,
        "passes_on_alerts": wave.passes_on_alerts,
        "languages": wave.languages,
        "asked_items": wave.asked_items,
        "summarizes_comments": wave.summarizes_comments,
    }
    return hashlib.sha256(json.dumps(promised, sort_keys=True).encode()).hexdigest()


def ballot_context(wave: Wave, questionnaire: Questionnaire) -> EnvelopeContext:
    """What every answer of the wave is bound to. The wave has been launched."""
    return EnvelopeContext(
        wave_id=wave.pk,
        instrument_fingerprint=questionnaire.fingerprint,
        settings_hash=wave.settings_hash,
        capacity_bytes=ballot_capacity_bytes(len(questionnaire.items_of(ItemKind.OPEN))),
    )


def expectation_context(wave: Wave, questionnaire: Questionnaire) -> EnvelopeContext:
    """What a leader's expectation is bound to. It is sealed before the settings freeze."""
    return EnvelopeContext(
        wave_id=wave.pk,
        instrument_fingerprint=questionnaire.fingerprint,
        settings_hash="",
        capacity_bytes=EXPECTATION_CAPACITY_BYTES,
        purpose=EXPECTATION_PURPOSE,
    )


def ballot_hmac_key() -> bytes:
    """The key that marks what this web process sealed; it is not in the database."""
    return hashlib.sha256(b"ballot" + settings.BALLOT_HMAC_KEY.encode()).digest()


def handover_hmac_key() -> bytes:
    """Marks what web process and release worker hand each other; it is not in the database."""
    return hashlib.sha256(b"handover" + settings.BALLOT_HMAC_KEY.encode()).digest()


def wrapping_secret() -> bytes:
    """The secret under which private keys are stored; the release worker alone has it.

    Raises
    ------
    KeyUnavailable
        This process was not given the secret.
    """
    if not settings.WRAPPING_SECRET:
        raise KeyUnavailable(
            _("This process has no wrapping secret. Set READINESS_WRAPPING_SECRET_FILE.")
        )
    return hashlib.sha256(b"wrapping" + settings.WRAPPING_SECRET.encode()).digest()


def key_store() -> KeyStore:
    """Where wrapped private keys lie."""
    return KeyStore(settings.KEY_STORE_DIR)


def slot_store() -> KeyStore:
    """Where keys lie that open one hand-over of a passphrase each. Never to be backed up."""
    return KeyStore(settings.KEY_STORE_DIR / "handover")

"""Guards one-time codes: keyed hashes, and a limit on wrong ones that knows no address."""

import hashlib

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from surveys.models import WrongCodes
from surveys.obstacles import TooManyWrongCodes
from surveys.sealing.codes import keyed_hash, read_code


def code_hash(token: str) -> str:
    """What is stored of a code."""
    code = read_code(token[2:]) or ""
    return keyed_hash(f"c:{code}", _key())


def holder_mark(token: str) -> str:
    """A few signs that a page carries, so that another holder's page is not taken for one's own."""
    return keyed_hash(f"holder {token}", _key())[:16]


def require_calm() -> None:
    """Look at no code in a minute in which too many wrong ones were typed.

    Raises
    ------
    TooManyWrongCodes
        By anybody, anywhere: whoever guesses is slowed down, and no address is kept.
    """
    wrong = WrongCodes.objects.filter(minute=_minute()).first()
    if wrong and wrong.count >= settings.WRONG_CODES_PER_MINUTE:
        raise TooManyWrongCodes


def note_wrong_code() -> None:
    """Count a wrong code; what earlier minutes had is forgotten."""
    minute = _minute()
    WrongCodes.objects.exclude(minute=minute).delete()
    WrongCodes.objects.get_or_create(minute=minute)
    WrongCodes.objects.filter(minute=minute).update(count=F("count") + 1)


def _minute() -> int:
    return int(timezone.now().timestamp()) // 60


def _key() -> bytes:
    return hashlib.sha256(b"codes" + settings.BALLOT_HMAC_KEY.encode()).digest()

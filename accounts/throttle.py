"""The policy against guessing passwords, and the name an account has in its counter."""

import datetime as dt
import hashlib

SIGN_IN_FAILURE_LIMIT = 5  # a person who mistypes notices earlier; a guesser gets 480 a day
CODE_LIFETIME = dt.timedelta(minutes=2)  # a code of the app is accepted for 90 seconds
SIGN_IN_WINDOW = dt.timedelta(minutes=15)  # long enough to stop guessing, short enough to wait


def email_digest(email: str) -> str:
    """Return the name of an account's counter: no address of a stranger is stored in clear.

    Examples
    --------
    >>> email_digest(" Ada@Example.org ") == email_digest("ada@example.org")
    True
    """
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()

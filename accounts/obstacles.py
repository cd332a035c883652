"""What can stand in the way of an account, in words that say what to do."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class AccountObstacle(Exception):
    """An expected refusal; its text is meant for the person who asked."""


class EmailTaken(AccountObstacle):
    """Another user signs in with this e-mail."""

    def __init__(self, email: str) -> None:
        super().__init__(_("%(email)s already has an account.") % {"email": email})


class EmailUnreadable(AccountObstacle):
    """The text is no e-mail address."""

    def __init__(self, email: str) -> None:
        super().__init__(_("“%(email)s” is not an e-mail address.") % {"email": email})


class WeakPassword(AccountObstacle):
    """The password is refused by the password rules."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))


class AdministratorExists(AccountObstacle):
    """The first administrator was created before."""


class CredentialsRefused(AccountObstacle):
    """No active user has this e-mail and password."""

    def __init__(self) -> None:
        super().__init__(_("E-mail and password do not match. Check both and try again."))


class SignInBlocked(AccountObstacle):
    """Too many failures on one account in a short time."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            _(
                "Too many failed attempts. Wait %(minutes)s minutes, then try again. "
                "If it was not you, tell your administrator."
            )
            % {"minutes": minutes}
        )

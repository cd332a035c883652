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


class SignInElsewhere(AccountObstacle):
    """The organization's sign-in is the only one, but for an emergency."""

    def __init__(self) -> None:
        super().__init__(
            _("Sign in through your organization. Passwords of this product are switched off.")
        )


class LastAdministrator(AccountObstacle):
    """Nobody else could manage users afterwards."""

    def __init__(self) -> None:
        super().__init__(_("This is the last active administrator. Make somebody else one first."))


class CodeRefused(AccountObstacle):
    """The code of the second factor is wrong or was used before."""

    def __init__(self) -> None:
        super().__init__(_("This code is wrong, too old or used already. Wait for the next one."))


class NotAdmitted(AccountObstacle):
    """The organization's sign-in knows the person, the product does not let them in."""


class NoGroup(NotAdmitted):
    """None of the person's groups brings a role."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "None of your groups has a role in Readiness. Ask those who manage your "
                "organization's groups."
            )
        )


class AddressTaken(NotAdmitted):
    """Somebody has an account with this address, and the provider does not vouch for it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is an account with your address already, and your organization's sign-in "
                "does not confirm that the address is yours. Tell your administrator."
            )
        )


class Deactivated(NotAdmitted):
    """An administrator closed the account."""

    def __init__(self) -> None:
        super().__init__(_("Your account is deactivated. Ask your administrator."))

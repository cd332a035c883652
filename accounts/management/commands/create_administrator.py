"""Creates the first administrator, whose password is made at random unless it is given."""

import argparse
import secrets

from django.core.management.base import BaseCommand, CommandError

from accounts.obstacles import AccountObstacle, AdministratorExists
from accounts.services import create_first_administrator

READABLE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look alike
PASSWORD_GROUPS = 4
PASSWORD_GROUP_LENGTH = 5  # 20 signs of 31 are 99 bits


class Command(BaseCommand):
    help = (
        "Create the first administrator. Without --password one is made at random and printed "
        "once. A second run is refused: administrators create further users in the product."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="Administrator")
        parser.add_argument(
            "--password", help="Visible in the list of processes while the command runs."
        )

    def handle(self, *, email: str, name: str, password: str | None, **_options: object) -> None:
        chosen = password or _readable_password()
        try:
            user = create_first_administrator(email=email, name=name, password=chosen)
        except AdministratorExists as obstacle:
            raise CommandError(
                f"{obstacle} Lost the password? Run: ./run manage changepassword EMAIL"
            ) from obstacle
        except AccountObstacle as obstacle:
            raise CommandError(str(obstacle)) from obstacle
        self.stdout.write(f"Administrator: {user.email}")
        if password is None:
            self.stdout.write(f"Password:      {chosen}   (shown only now)")


def _readable_password() -> str:
    return "-".join(
        "".join(secrets.choice(READABLE_SIGNS) for _ in range(PASSWORD_GROUP_LENGTH))
        for _ in range(PASSWORD_GROUPS)
    )

"""Removes a lost second factor when no administrator is left who could do so in the product."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import reset_second_factor


class Command(BaseCommand):
    help = (
        "Remove app, recovery codes and passkeys of one account, so that the password is enough "
        "until a new second factor is added. Written into the audit log."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *, email: str, **_options: object) -> None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"Nobody has an account with {email}.")
        reset_second_factor(actor=None, user_id=user.pk)
        self.stdout.write(f"{user.email} signs in with the password alone now.")

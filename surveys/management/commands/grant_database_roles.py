"""Makes the web role of PostgreSQL and gives it its rights, no more."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from surveys.database_roles import grant_statements


class Command(BaseCommand):
    help = (
        "Make a PostgreSQL role for pages and the ordinary worker that can store answers but never "
        "read them; the release worker keeps the role that owns the tables. Run it as that one, "
        "after every migration. A second run changes nothing."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("role", help="name of the web role, for example readiness_web")
        parser.add_argument("--password-file", type=Path, help="its password, one line")
        parser.add_argument(
            "--sql", action="store_true", help="print the statements, change nothing"
        )

    def handle(
        self, *, role: str, password_file: Path | None, sql: bool, **_options: object
    ) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(
                "SQLite has no roles: whoever reads its file reads all of it. Use PostgreSQL to "
                "keep pages and release apart."
            )
        statements = list(grant_statements(role))
        if sql:
            self.stdout.write(";\n".join(statements) + ";")
            return
        password = _password(password_file)
        with transaction.atomic():
            _require_another_role(role)
            is_new = _make(role)
            if password:
                _set_password(role, password)
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        verb = "made and granted" if is_new else "granted"
        self.stdout.write(f"{role}: {verb}. It stores answers and cannot read them.")


def _password(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        password = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise CommandError(f"{file}: cannot be read ({error.strerror}).") from error
    if not password:
        raise CommandError(f"{file}: is empty. Write the password into it.")
    return password


def _require_another_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
    if found and (found[0] == role or found[1]):
        raise CommandError(
            f"{role} owns the tables or is a superuser: nothing can be kept from it. Name another."
        )


def _make(role: str) -> bool:
    """Whether the role had to be made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return False
        cursor.execute(f"CREATE ROLE {connection.ops.quote_name(role)} LOGIN")
    return True


def _set_password(role: str, password: str) -> None:
    """As a SCRAM verifier, so that neither the server nor its log ever sees the password."""
    connection.ensure_connection()
    encrypted = connection.connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {name} LOGIN PASSWORD '{encrypted}'")

"""Migrations have telling names, import no application code and can be taken back."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOMS, ROOT, Source, room_sources

MIGRATED_ROOMS = ("reports", "surveys", "deployments", "jobs", "accounts")


def unnamed_migrations(source: Source) -> Iterator[str]:
    if source.is_migration and "_auto_" in source.path:
        yield f"{source.path}: rename it for what it does: makemigrations --name add_site_power."


def application_imports(source: Source) -> Iterator[str]:
    if source.is_migration:
        for line, module in source.imported_modules():
            if module.split(".")[0] in ROOMS:
                yield f"{source.path}:{line}: {module} will change; use apps.get_model."


def one_way_steps(source: Source) -> Iterator[str]:
    for call, name in source.calls():
        kind = name.split(".")[-1]
        if source.is_migration and kind in {"RunPython", "RunSQL"}:
            keywords = {word.arg for word in call.keywords}
            if len(call.args) < 2 and not keywords & {"reverse_code", "reverse_sql"}:
                yield f"{source.path}:{call.lineno}: {kind} has no way back; give the reverse step."


@pytest.mark.parametrize("rule", [unnamed_migrations, application_imports, one_way_steps])
def test_migrations_keep_the_rule(rule: object) -> None:
    assert callable(rule)

    assert [fault for source in room_sources() for fault in rule(source)] == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (unnamed_migrations, "surveys/migrations/0002_auto_20260101_1200.py", ""),
        (application_imports, "surveys/migrations/0002_x.py", "from surveys.models import Wave"),
        (one_way_steps, "surveys/migrations/0002_x.py", "migrations.RunPython(forwards)"),
        (one_way_steps, "surveys/migrations/0002_x.py", "migrations.RunSQL(sql='DROP TABLE x')"),
    ],
)
def test_broken_migration_rule_is_named_once(rule: object, path: str, text: str) -> None:
    assert callable(rule)

    assert len(list(rule(Source(path, text)))) == 1


@pytest.mark.slow
def test_every_migration_can_be_taken_back_on_sqlite(embedded_environment: dict[str, str]) -> None:
    assert _tables_after_going_back(embedded_environment) == set()


@pytest.mark.slow
@pytest.mark.postgres
def test_every_migration_can_be_taken_back_on_postgres(server_environment: dict[str, str]) -> None:
    assert _tables_after_going_back(server_environment) == set()


def _tables_after_going_back(environment: dict[str, str]) -> set[str]:
    """Our own tables that are left after migrating forth, back to nothing and forth again."""
    code = f"""
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
rooms = [room for room in {MIGRATED_ROOMS!r} if room in MigrationLoader(connection).migrated_apps]
call_command("migrate", verbosity=0)
for room in rooms:
    call_command("migrate", room, "zero", verbosity=0)
left = [t for t in connection.introspection.table_names() if t.split("_")[0] in rooms]
call_command("migrate", verbosity=0)
print("left:", *left)
"""
    finished = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "readiness.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return set(finished.stdout.removeprefix("left:").split())

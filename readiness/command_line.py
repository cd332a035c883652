"""Django's command line; where the database is not ready it says what to do."""

import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

NO_TABLES = "The database lacks tables. Run: ./run manage migrate"


def run_command(arguments: Sequence[str]) -> None:
    """Run one command; the program ends with 1 where the database is not set up."""
    try:
        execute_from_command_line(list(arguments))
    except (OperationalError, ProgrammingError) as error:
        remedy = _remedy(error)
        if not remedy:
            raise
        sys.exit(f"error: {remedy}")


def _remedy(error: DatabaseError) -> str:
    """What sets the database right; nothing where it is set up and the fault lies elsewhere."""
    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        cause = str(error).strip().partition("\n")[0]
        return f"The database does not answer ({cause}). Look at READINESS_DATABASE_URL."
    return NO_TABLES if is_behind else ""

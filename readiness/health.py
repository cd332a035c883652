"""Answers for whoever watches the processes: whether they live, and whether they can work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration."""
    try:
        is_migrated = has_every_migration()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if not is_migrated:
        return JsonResponse({"status": "migrations missing"}, status=503)
    return JsonResponse({"status": "ready"})


def has_every_migration() -> bool:
    """Whether the tables are those that this version of the code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())

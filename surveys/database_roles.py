"""What the web role may do in PostgreSQL: put answers in, never look at them.

Tables belong to the role that migrates; the release worker uses that one. Pages, the other worker
and the clock use the web role.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Model

from surveys.models import (
    CommentAlert,
    CommentSummaryText,
    Envelope,
    PublishedPeople,
    ReleasedComment,
    ReleasedResponse,
    Verbatim,
)

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
RESTRICTED = {
    Envelope: "INSERT",
    # Imported answers are put in, and rows go when their time has come: whose row it is, is all
    # that has to be read for it.
    ReleasedResponse: "INSERT, DELETE, SELECT (id, release_id)",
    ReleasedComment: "INSERT, DELETE, SELECT (id, release_id)",
    # Comments that people read on pages; the release worker alone puts them there.
    Verbatim: "SELECT, UPDATE, DELETE",
    CommentAlert: "SELECT, UPDATE, DELETE",
    CommentSummaryText: "SELECT, DELETE",
    # Marks of who was invited are compared by the release worker alone.
    PublishedPeople: "INSERT, DELETE, SELECT (id, release_id)",
}
"""Tables with answers, and all that the web role may do with them."""


def grant_statements(role: str) -> Iterator[str]:
    """SQL that leaves a role with exactly these rights, whatever it had before.

    Envelope partitions are not named: rows enter them through their parent, and nothing else is
    allowed there.
    """
    name = connection.ops.quote_name(role)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
    yield f"REVOKE ALL ON SCHEMA public FROM {name}"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"
    yield f"GRANT SELECT ON django_migrations TO {name}"
    restricted = {_table(model): rights for model, rights in RESTRICTED.items()}
    for table in sorted({_table(model) for model in apps.get_models(include_auto_created=True)}):
        rights = restricted.get(table, EVERYTHING)
        yield f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {name}"


def _table(model: type[Model]) -> str:
    return model._meta.db_table  # noqa: SLF001  # Django's public way to the table's name

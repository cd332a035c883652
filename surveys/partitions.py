"""The envelope partition of one wave: made when it opens, locked for release, dropped after it.

SQLite has no partitions: rows are deleted (and overwritten, by `secure_delete`), `scrub` removes
what write-ahead log and free pages still hold.
"""

import uuid

from django.db import connection

from surveys.models import Envelope


class ScrubBlocked(Exception):
    """A long read kept the write-ahead log from being emptied; scrub again."""


def create_partition(wave_id: uuid.UUID) -> None:
    """Make room for the wave's envelopes; a second call changes nothing.

    The release worker does so when it makes the key: tables belong to its role alone.
    """
    if connection.vendor == "postgresql" and not _exists(wave_id):
        _execute(
            "CREATE TABLE IF NOT EXISTS {partition} PARTITION OF surveys_envelope"
            f" FOR VALUES IN ('{wave_id}')",
            wave_id,
        )


def enter_partition(wave_id: uuid.UUID) -> None:
    """Be on the way with an answer until the transaction ends; `lock_partition` waits for it.

    Called before the wave's state is read: an answer that found the wave open is then always
    stored before a release counts. On SQLite the write transaction itself excludes a release.
    """
    if connection.vendor == "postgresql":
        _advise("pg_advisory_xact_lock_shared", wave_id)


def lock_partition(wave_id: uuid.UUID) -> None:
    """Wait for answers on their way and let no more in, until the transaction ends.

    On SQLite the write transaction itself excludes every other writer.
    """
    if connection.vendor == "postgresql":
        _advise("pg_advisory_xact_lock", wave_id)
        if _exists(wave_id):
            _execute("LOCK TABLE {partition} IN ACCESS EXCLUSIVE MODE", wave_id)


def drop_partition(wave_id: uuid.UUID) -> None:
    """Remove the wave's envelopes for good, in the caller's transaction."""
    if connection.vendor == "postgresql":
        _execute("DROP TABLE IF EXISTS {partition}", wave_id)
    else:
        Envelope.objects.filter(wave_id=wave_id).delete()


def scrub() -> None:
    """Remove deleted envelopes from free pages and the write-ahead log (SQLite, outside atomic)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_blocked, *_pages) = cursor.fetchone()
        if is_blocked:  # reported as a result, not as an error
            raise ScrubBlocked


def partition_name(wave_id: uuid.UUID) -> str:
    """Table that holds the wave's envelopes in PostgreSQL."""
    return f"surveys_envelope_{wave_id.hex}"


def _execute(statement: str, wave_id: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(partition_name(wave_id))
        cursor.execute(statement.format(partition=name))


def _advise(function: str, wave_id: uuid.UUID) -> None:
    key = wave_id.int >> 65  # 63 of its random bits: the lock's number is a signed one of 64
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [key])


def _exists(wave_id: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [partition_name(wave_id)])
        row = cursor.fetchone()
    return bool(row and row[0])

"""Attacks with read access to PostgreSQL: rows, heap pages, dumps, files. AT-01 to 06, AT-28.

Run with `-s` to see the figures: chance finds one of 200 people.
"""

import itertools
import secrets
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from scipy.stats import spearmanr

from tests.attacks.files import contents
from tests.attacks.votes import (
    VOTERS,
    Votes,
    hire_voters,
    let_vote,
    matches,
    person_of,
    vote_and_release,
)
from tests.environment import current_run
from tests.servers import postgres_program
from tests.surveys.factories import open_wave

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]  # else no database is made for them

RUNS = 5
MOST_BY_CHANCE = 8
"""More than this of 200 happens by chance once in a million."""

LARGEST_RHO = 0.3
"""A larger one of 200 people happens by chance once in 40,000 times."""


@dataclass(frozen=True)
class Store:
    """Five released waves and one that still collects, as an attacker finds them."""

    runs: tuple[Votes, ...]
    heap_transactions: frozenset[int]
    release_transactions: frozenset[int]
    dumped: tuple[int, ...]
    dumped_register: tuple[int, ...]
    files_with_marker: tuple[str, ...]
    files_with_hire: tuple[str, ...]


@pytest.fixture(name="store", scope="module")
def fixture_store(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """Vote for real: every vote in a transaction of its own, as in production."""
    keys = tmp_path_factory.mktemp("keys")
    with django_db_blocker.unblock(), override_settings(KEY_STORE_DIR=keys):
        hire_voters()
        collecting = open_wave()
        marker = f"tangerine {secrets.token_hex(16)}"  # nobody else's test writes it
        let_vote(collecting, seed=99, comment=marker)
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        marked, hired = _files_with(marker.encode()), _files_with(b"sales7@example.org")
        runs = tuple(vote_and_release(seed) for seed in range(RUNS))
        yield Store(
            runs,
            _heap_transactions(),
            frozenset[int]().union(*(run.release_transactions for run in runs)),
            *_dumped(runs[-1]),  # rows of the others went: these surveys ask alike
            files_with_marker=marked,
            files_with_hire=hired,
        )
        call_command("flush", verbosity=0, interactive=False)


def test_at_01_no_transaction_holds_a_person_and_their_answers(store: Store) -> None:
    found = [run.rows_of_equal_transaction for run in store.runs]

    _tell(f"AT-01 rows with the same xmin: {found}")
    assert found == [0] * RUNS


def test_at_02_ranks_of_transactions_and_places_match_by_chance(store: Store) -> None:
    for run in store.runs:
        registers = (run.register_by_transaction, run.register_by_place)
        released = (run.released_by_transaction, run.released_by_place)
        found = [matches(*pair) for pair in itertools.product(registers, released)]

        _tell(f"AT-02 matches of {VOTERS} by rank of xmin and ctid: {found}")
        assert max(found) <= MOST_BY_CHANCE


def test_at_02_the_register_itself_shows_the_order_of_votes(store: Store) -> None:
    """The control: the attacker does know who answered when, and still finds no answer."""
    assert matches(store.runs[0].register_by_transaction, store.runs[0].voted) == VOTERS


def test_at_03_place_in_the_heap_tells_nothing_of_the_order_of_votes(store: Store) -> None:
    for run in store.runs:
        place = {person: rank for rank, person in enumerate(run.released_by_place)}
        rho = float(spearmanr(range(VOTERS), [place[person] for person in run.voted]).statistic)

        _tell(f"AT-03 Spearman's rho of place and order: {rho:+.2f}")
        assert abs(rho) < LARGEST_RHO


def test_at_04_heap_pages_hold_nothing_older_than_the_release(store: Store) -> None:
    """Rows that were deleted stay on the pages for a while: each was written by a release."""
    _tell(f"AT-04 transactions on the heap pages: {len(store.heap_transactions)}")
    assert store.runs[-1].release_transactions <= store.heap_transactions
    assert store.heap_transactions <= store.release_transactions
    assert len(store.release_transactions) == RUNS


def test_at_05_no_file_of_the_server_holds_an_answer_before_the_release(store: Store) -> None:
    _tell(f"AT-05 files with the marker: {len(store.files_with_marker)}")
    assert store.files_with_hire, "the search must find what is stored in clear"
    assert store.files_with_marker == ()


def test_at_06_a_dump_has_released_rows_in_no_order_of_persons(store: Store) -> None:
    found = matches(store.dumped_register, store.dumped)

    _tell(f"AT-06 matches of {VOTERS} in a dump: {found}")
    assert found <= MOST_BY_CHANCE


@pytest.mark.parametrize("is_one_transaction", [True, False], ids=["together", "apart"])
def test_at_28_naive_tables_give_everybody_away(
    postgres_server: str, is_one_transaction: bool
) -> None:
    """The control of AT-01 to AT-03: against the usual two tables the same attack succeeds."""
    with psycopg.connect(postgres_server, autocommit=True) as naive:
        found = _attack_naive(naive, is_one_transaction=is_one_transaction)

    _tell(f"AT-28 matches of {VOTERS} in naive tables: {found}")
    assert found == VOTERS


def _attack_naive(naive: psycopg.Connection, *, is_one_transaction: bool) -> int:
    """A register and answers without a foreign key, random keys, no time: the usual promise."""
    # of this session alone: the other of the two tests may attack on the same server at once
    naive.execute("CREATE TEMPORARY TABLE register (id int PRIMARY KEY, done bool NOT NULL)")
    naive.execute("CREATE TEMPORARY TABLE answer (id uuid PRIMARY KEY, author int NOT NULL)")
    naive.execute("INSERT INTO register SELECT g, false FROM generate_series(0, 199) AS g")
    order = sorted(range(VOTERS), key=lambda person: uuid.uuid5(uuid.NAMESPACE_OID, str(person)))
    for person in order:
        flip = ("UPDATE register SET done = true WHERE id = %s", [person])
        insert = ("INSERT INTO answer VALUES (%s, %s)", [uuid.uuid4(), person])
        if is_one_transaction:
            with naive.transaction():
                naive.execute(*flip)
                naive.execute(*insert)
        else:
            naive.execute(*flip)
            naive.execute(*insert)
    if is_one_transaction:
        joined = "SELECT r.id, a.author FROM register r JOIN answer a ON r.xmin = a.xmin"
        return sum(left == right for left, right in naive.execute(joined))
    by_order = "SELECT {column} FROM {table} ORDER BY xmin::text::bigint"
    people = [row[0] for row in naive.execute(by_order.format(column="id", table="register"))]
    authors = [row[0] for row in naive.execute(by_order.format(column="author", table="answer"))]
    return matches(people, authors)


def _heap_transactions() -> frozenset[int]:
    """Numbers on the heap pages of released rows, dead ones included."""
    pages = (
        "SELECT DISTINCT t_xmin::text::bigint FROM generate_series(0,"
        " pg_relation_size('surveys_releasedresponse') / 8192 - 1) AS page,"
        " LATERAL heap_page_items(get_raw_page('surveys_releasedresponse', page::int))"
        " WHERE t_xmin IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        cursor.execute(pages)
        return frozenset(row[0] for row in cursor.fetchall())


def _dumped(run: Votes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Persons in the order in which `pg_dump` writes their answers, and their invitations."""
    database = str(connection.settings_dict["NAME"])
    dump = subprocess.run(
        [
            postgres_program("pg_dump"),
            "--data-only",
            "--table=surveys_releasedresponse",
            "--table=surveys_invitation",
            current_run().postgres_url(database),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tables = {
        name: _copied(dump, name) for name in ("surveys_releasedresponse", "surveys_invitation")
    }
    number = dict(zip(run.register_keys, run.register_by_place, strict=True))
    answers = [row for row in tables["surveys_releasedresponse"] if str(run.wave.pk) in row]
    register = [row for row in tables["surveys_invitation"] if str(run.wave.pk) in row]
    authors = [
        person_of(next(cell for cell in row.split("\t") if cell.startswith("{"))) for row in answers
    ]
    return tuple(authors), tuple(number[uuid.UUID(row.split("\t")[0])] for row in register)


def _copied(dump: str, table: str) -> list[str]:
    body = dump.partition(f"COPY public.{table} ")[2].partition("\n")[2]
    return body.partition("\n\\.")[0].splitlines()


def _files_with(content: bytes) -> tuple[str, ...]:
    """Files of the server, write-ahead log included, that hold these bytes."""
    folder = current_run().folder / "postgres"
    return tuple(
        str(path.relative_to(folder)) for path, held in contents(folder) if content in held
    )


def _tell(line: str) -> None:
    print(line)  # noqa: T201  # the figures are what the attacks are for

"""Two hundred people answer through the product; what an attacker with the database then finds.

Everybody answers differently, so that the true author of each released row is known to the test
(and to the test alone).
"""

import json
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from surveys.models import Invitation, Wave
from surveys.services.lifecycle import close_wave
from surveys.services.release import release_wave
from tests.surveys.factories import answer, hire, open_wave

DEPARTMENTS = ("Sales", "Care", "Labs", "Plant")
VOTERS = 200
MARKER = "Brontosaurus tangerine umbrella"
"""Three words of a comment that stand nowhere else."""

ORDERS = ("xmin::text::bigint, ctid", "ctid")
"""By transaction, and by place in the heap."""

REGISTER = "SELECT id FROM surveys_invitation WHERE wave_id = %s"
RELEASED = "SELECT answers::text FROM surveys_releasedresponse WHERE release_id = %s"
RELEASING = "SELECT DISTINCT xmin::text::bigint FROM surveys_releasedresponse WHERE release_id = %s"
EQUAL_TRANSACTION = (
    "SELECT i.id FROM surveys_invitation AS i JOIN surveys_releasedresponse AS r"
    " ON i.xmin = r.xmin WHERE i.wave_id = %s"
)

_ITEMS = ("willing", "able", "rules", "fear")


@dataclass(frozen=True)
class Votes:
    """Persons (0..199) in every order that somebody can see or knows.

    `voted` is the truth: the order in which they answered. The others are read from the database
    after the release: the register and the released rows, by transaction number and by place in the
    heap.
    """

    wave: Wave
    voted: Sequence[int]
    register_by_transaction: Sequence[int]
    register_by_place: Sequence[int]
    released_by_transaction: Sequence[int]
    released_by_place: Sequence[int]
    register_keys: Sequence[uuid.UUID]
    """Keys of the invitations, in the order of `register_by_place`."""
    rows_of_equal_transaction: int
    release_transactions: frozenset[int]
    """Numbers of the transactions that wrote the released rows."""


def hire_voters() -> None:
    """The same people in every wave."""
    hire(dict.fromkeys(DEPARTMENTS, VOTERS // len(DEPARTMENTS)))


def let_vote(wave: Wave, seed: int, *, comment: str = "") -> list[int]:
    """Everybody answers, in random order; returns that order."""
    invitations = _invitations(wave)
    order = list(range(len(invitations)))
    random.Random(seed).shuffle(order)
    for person in order:
        comments = {"wish": f"{comment} {person}"} if comment else {}
        answer(invitations[person], answers_of(person), comments)
    return order


def vote_and_release(seed: int) -> Votes:
    """One whole wave, and what its rows show afterwards."""
    wave = open_wave()
    voted = let_vote(wave, seed)
    close_wave(wave_id=wave.pk, now=timezone.now())
    release_wave(wave_id=wave.pk, progress=lambda _percent, _step: None)
    number = {invitation.pk: person for person, invitation in enumerate(_invitations(wave))}
    registers = [rows(f"{REGISTER} ORDER BY {order}", wave) for order in ORDERS]
    by_transaction, by_place = ([number[key] for (key,) in register] for register in registers)
    released = [rows(f"{RELEASED} ORDER BY {order}", wave) for order in ORDERS]
    first, second = ([person_of(answers) for (answers,) in table] for table in released)
    return Votes(
        wave=wave,
        voted=voted,
        register_by_transaction=by_transaction,
        register_by_place=by_place,
        released_by_transaction=first,
        released_by_place=second,
        register_keys=[key for (key,) in registers[-1]],
        rows_of_equal_transaction=len(rows(EQUAL_TRANSACTION, wave)),
        release_transactions=frozenset(number for (number,) in rows(RELEASING, wave)),
    )


def rows(statement: str, wave: Wave) -> list[tuple[Any, ...]]:
    """What a statement about one wave returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [wave.pk])
        return list(cursor.fetchall())


def _invitations(wave: Wave) -> list[Invitation]:
    return list(
        Invitation.objects.filter(wave=wave).select_related("employee").order_by("employee__email")
    )


def answers_of(person: int) -> dict[str, int]:
    """A person's number, written with five digits of agreement."""
    return {item: 1 + person // 5**place % 5 for place, item in enumerate(_ITEMS)}


def person_of(answers: object) -> int:
    """Who gave these answers."""
    given = json.loads(str(answers))
    return sum((given[item] - 1) * 5**place for place, item in enumerate(_ITEMS))


def matches(first: Sequence[int], second: Sequence[int]) -> int:
    """How many places hold the same person: one by chance, whatever the number of people."""
    return sum(left == right for left, right in zip(first, second, strict=True))

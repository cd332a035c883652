"""What an import of 100,000 employees costs: check, first writing, and one that changes everybody.

Figures are printed: seconds of the processor, so that others' load does not count, and the most
memory that Python held.

    READINESS_TEST_DATABASE=sqlite ./run test tests/benchmarks/test_import_speed.py -m slow -n0 -s
"""

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from surveys.models import Employee, PeopleImport
from surveys.services.people_imports import (
    ask_for_check,
    check_people,
    confirm_import,
    write_people,
)
from tests.surveys.factories import anna_leader

PEOPLE = 100_000


def roster(department: str) -> bytes:
    lines = "".join(
        f"person{n}@example.org,Person {n},en,no,{department} {n % 40},Site {n % 12}\n"
        for n in range(PEOPLE)
    )
    return f"email,name,language,manager,department,location\n{lines}".encode()


def told(name: str, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{name}: {time.process_time() - start:.1f} s of the processor")  # noqa: T201  # its result


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_import_of_a_large_organization(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    anna = anna_leader()
    for round_name, department in (("first", "A"), ("everybody changed", "B")):
        asked = ask_for_check(user=anna, data=roster(department), language="en", now=timezone.now())
        print(f"{round_name}:")  # noqa: T201  # its result
        told("  check", lambda: check_people(import_id=asked.pk, progress=quiet))  # noqa: B023
        confirm_import(import_id=asked.pk, removes_absent=False)
        told("  write", lambda: write_people(import_id=asked.pk, progress=quiet))  # noqa: B023
    tracemalloc.start()
    again = ask_for_check(user=anna, data=roster("B"), language="en", now=timezone.now())
    check_people(import_id=again.pk, progress=quiet)
    print(f"most memory of a check: {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MiB")  # noqa: T201
    tracemalloc.stop()

    assert Employee.objects.count() == PEOPLE
    assert list(PeopleImport.objects.order_by("asked_at").values_list("added", "changed")) == [
        (PEOPLE, 0),
        (0, PEOPLE),
        (0, 0),
    ]

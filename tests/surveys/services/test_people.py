"""The list of employees: previewed, then written whole or not at all."""

import tracemalloc

import pytest

from surveys.models import Audience, Employee
from surveys.obstacles import NameTaken, RosterRefused
from surveys.services.people import (
    RosterPreview,
    import_employees,
    preview_import,
    read_employees,
    save_audience,
)

HEADER = b"email,name,language,manager,department\n"
LIST = HEADER + b"anna@example.org,Anna Berg,de,yes,Sales\nben@example.org,Ben Ode,en,no,Care\n"

pytestmark = pytest.mark.django_db


def stored() -> dict[str, tuple[str, str, bool, dict[str, str]]]:
    return {
        person.email: (person.name, person.language, person.is_manager, person.attributes)
        for person in Employee.objects.all()
    }


def test_list_is_written_as_it_was_read():
    import_employees(roster=read_employees(data=LIST))

    assert stored() == {
        "anna@example.org": ("Anna Berg", "de", True, {"department": "Sales"}),
        "ben@example.org": ("Ben Ode", "en", False, {"department": "Care"}),
    }


def test_second_import_changes_people_and_keeps_those_it_does_not_name():
    import_employees(roster=read_employees(data=LIST))
    roster = read_employees(data=HEADER + b"Anna@Example.ORG,Anna Lind,en,no,Care\n")
    anna = Employee.objects.get(email="anna@example.org").pk

    import_employees(roster=roster)

    assert stored() == {
        "anna@example.org": ("Anna Lind", "en", False, {"department": "Care"}),
        "ben@example.org": ("Ben Ode", "en", False, {"department": "Care"}),
    }
    assert Employee.objects.get(email="anna@example.org").pk == anna


def test_people_who_left_are_removed_only_when_that_is_wanted():
    import_employees(roster=read_employees(data=LIST))
    roster = read_employees(data=HEADER + b"cleo@example.org,Cleo,en,no,Care\n")

    import_employees(roster=roster, removes_absent=True)

    assert set(stored()) == {"cleo@example.org"}


def test_preview_counts_and_writes_nothing():
    import_employees(roster=read_employees(data=LIST))
    roster = read_employees(
        data=HEADER + b"anna@example.org,Anna Berg,de,yes,Sales\ncleo@example.org,Cleo,en,no,\n"
    )

    preview = preview_import(roster=roster)

    assert preview == RosterPreview(roster, new_count=1, changed_count=0, absent_count=1)
    assert set(stored()) == {"anna@example.org", "ben@example.org"}


def test_list_with_a_fault_on_its_last_line_writes_nobody():
    with pytest.raises(RosterRefused) as refusal:
        import_employees(roster=read_employees(data=LIST + b"nobody,Cleo,en,no,Care\n"))

    assert str(refusal.value) == "Line 4: “nobody” is not an e-mail address."
    assert stored() == {}


def test_200_megabytes_are_refused_before_they_are_read():
    data = bytes(200_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(RosterRefused) as refusal:
            read_employees(data=data)
        _now, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert str(refusal.value) == "The file has 200 MB; at most 20 MB are read. Split the list."
    assert peak_bytes < 1_000_000


@pytest.mark.parametrize("attribute", ["department", "range", "in", "cost center", "größe"])
def test_audience_is_found_by_an_attribute_of_any_name(attribute: str):
    """A column may be called as a database lookup is."""
    import_employees(
        roster=read_employees(
            data=f"email,name,{attribute}\na@example.org,A,x\nb@example.org,B,y\n".encode()
        )
    )
    audience = save_audience(name="All of x", selection={attribute: ["x"]})

    chosen = Employee.objects.selected(audience.selection, includes_managers=False)

    assert [person.email for person in chosen] == ["a@example.org"]


def test_audience_joins_attributes_and_leaves_managers_out():
    import_employees(
        roster=read_employees(
            data=b"email,name,manager,department,site\n"
            b"a@example.org,A,no,Sales,Bonn\nb@example.org,B,no,Sales,Kiel\n"
            b"c@example.org,C,yes,Sales,Bonn\nd@example.org,D,no,Care,Bonn\n"
        )
    )
    audience = save_audience(
        name="Bonn", selection={"department": ["Sales", "IT"], "site": ["Bonn"], "level": []}
    )

    without = Employee.objects.selected(audience.selection, includes_managers=False)
    including = Employee.objects.selected(audience.selection, includes_managers=True)

    assert audience.selection == {"department": ["IT", "Sales"], "site": ["Bonn"]}
    assert {person.name for person in without} == {"A"}
    assert {person.name for person in including} == {"A", "C"}


def test_audience_of_a_taken_name_is_refused():
    save_audience(name="Sales", selection={"department": ["Sales"]})

    with pytest.raises(NameTaken):
        save_audience(name="Sales", selection={})

    assert Audience.objects.get().selection == {"department": ["Sales"]}


def test_audience_is_changed_and_renamed_in_place():
    known = save_audience(name="Sales", selection={"department": ["Sales"]})

    save_audience(name="Everybody", selection={}, includes_managers=True, audience_id=known.pk)

    changed = Audience.objects.get()
    assert (changed.pk, changed.name, changed.selection, changed.includes_managers) == (
        known.pk,
        "Everybody",
        {},
        True,
    )

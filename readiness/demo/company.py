"""The invented company: 1,200 people in 12 departments, as the list that an HR system exports."""

import csv
import io
import itertools
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Department:
    """A department with its size and how its people stand to the company's mean, in points."""

    name: str
    headcount: int
    shift: float
    site: str


DEPARTMENTS = (
    Department("Sales", 168, -2.0, "Hamburg"),
    Department("Customer care", 196, -7.0, "Leipzig"),
    Department("Production", 214, -9.0, "Leipzig"),
    Department("Engineering", 152, 9.0, "Munich"),
    Department("IT", 84, 12.0, "Munich"),
    Department("Logistics", 118, -6.0, "Leipzig"),
    Department("Finance", 66, 1.0, "Hamburg"),
    Department("Purchasing", 44, 0.0, "Hamburg"),
    Department("Human resources", 38, 5.0, "Hamburg"),
    Department("Marketing", 52, 8.0, "Hamburg"),
    Department("Quality", 41, 2.0, "Munich"),
    Department("Legal", 15, -3.0, "Hamburg"),
)
MANAGERS_PER_DEPARTMENT = 1
EMAIL_DOMAIN = "demo.example"
GERMAN_SHARE = 0.25
LEVELS = ("staff", "senior", "lead")
TENURES = ("under 2 years", "2 to 5 years", "over 5 years")
FIRST_NAMES = (
    "Amira", "Ben", "Carla", "Deniz", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Katya",
    "Liam", "Mona", "Noor", "Olga", "Pavel", "Rosa", "Samir", "Tessa", "Umut", "Vera", "Wanja",
    "Yara", "Zoran", "Anh", "Bao", "Chiara", "Dario", "Esra", "Farid",
)  # fmt: skip
LAST_NAMES = (
    "Albrecht", "Baran", "Conti", "Dietz", "Eren", "Fischer", "Gruber", "Haddad", "Ito", "Jansen",
    "Kaya", "Lehmann", "Moreau", "Nowak", "Okafor", "Petrov", "Quandt", "Reuter", "Sato", "Tran",
    "Ulrich", "Vogel", "Weber", "Xu", "Yilmaz", "Ziegler", "Adeyemi", "Brandt", "Costa", "Duarte",
    "Engel", "Ferrari", "Gomez", "Horvat", "Ivanov", "Jung", "Klein", "Lang", "Meier", "Novak",
)  # fmt: skip


def roster_csv(rng: np.random.Generator) -> bytes:
    """The list of employees as CSV: e-mail, name, language, manager, department and more."""
    names = [f"{first} {last}" for first, last in itertools.product(FIRST_NAMES, LAST_NAMES)]
    rng.shuffle(names)
    people = iter(names)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["email", "name", "language", "manager", "department", "location", "level", "tenure"]
    )
    for department in DEPARTMENTS:
        for place in range(department.headcount + MANAGERS_PER_DEPARTMENT):
            writer.writerow(_row(next(people), department, place, rng))
    return text.getvalue().encode()


def _row(
    name: str, department: Department, place: int, rng: np.random.Generator
) -> tuple[str, ...]:
    is_manager = place < MANAGERS_PER_DEPARTMENT
    return (
        name.lower().replace(" ", ".") + f"@{EMAIL_DOMAIN}",
        name,
        "de" if rng.random() < GERMAN_SHARE else "en",
        "yes" if is_manager else "no",
        department.name,
        department.site,
        "head" if is_manager else str(rng.choice(LEVELS, p=(0.6, 0.3, 0.1))),
        str(rng.choice(TENURES, p=(0.25, 0.35, 0.4))),
    )

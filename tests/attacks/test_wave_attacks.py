"""Two waves of the same people, and two readers with different rights. AT-16, AT-17."""

import datetime as dt
import random
import re
import uuid
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from surveys.disclosure.cube import Cube, Published, Segment, Statistic
from surveys.disclosure.gate import TREND_READING
from surveys.models import Cell, Employee, Invitation, Wave
from surveys.selectors import published_wave
from tests.attacks.elimination import Solver
from tests.attacks.made_up_waves import DIMENSIONS, Person, make_people, tabulate
from tests.surveys.factories import answer, hire, open_wave, release

FLOOR = 5


def members(segment: Segment, people: Sequence[Person]) -> frozenset[str]:
    if segment.is_whole:
        return frozenset(one.name for one in people)
    names, parts = segment.dimension.split(" × "), segment.level.split(" × ")
    allowed = dict(zip(names, [part.split(" + ") for part in parts], strict=True))
    return frozenset(
        one.name
        for one in people
        if all(one.labels[name] in levels for name, levels in allowed.items())
    )


def shown(cube: Cube, people: Sequence[Person]) -> dict[Segment, frozenset[str]]:
    """Published groups of a cube and who is in them; everybody answers everything here."""
    return {
        cell.address.segment: members(cell.address.segment, people)
        for cell in cube.cells
        if cell.address.statistic is Statistic.DIMENSION_MEAN
        and cell.address.subject == "core"
        and isinstance(cell.outcome, Published)
    }


def next_wave(people: Sequence[Person], seed: int, *, joiners: int, leavers: int) -> list[Person]:
    """The same people with the same answers, but for some who left and some who came."""
    stayed = random.Random(seed).sample(list(people), len(people) - leavers)
    came = make_people(joiners, 1000 + seed)
    return [*stayed, *(Person(f"new {one.name}", one.labels, one.answers) for one in came)]


def pairs_of_few(
    before: dict[Segment, frozenset[str]], now: dict[Segment, frozenset[str]]
) -> Iterator[tuple[Segment, Segment]]:
    """Groups of the two waves that differ by one to four people."""
    for first, earlier in before.items():
        for second, later in now.items():
            if 0 < len(earlier ^ later) < FLOOR:
                yield first, second


def solved_people(before: dict[Segment, frozenset[str]], now: dict[Segment, frozenset[str]]) -> int:
    """Single people and pairs whose answers follow, if nobody else has changed their mind."""
    everybody = sorted(frozenset().union(*before.values(), *now.values()))
    # the two whole waves are not subtracted: the change between them is hidden
    sets = [*before.values(), *(one for segment, one in now.items() if not segment.is_whole)]
    rows = np.array([[name in one for name in everybody] for one in sets], dtype=np.int64)
    # only who differs between the waves can be few; people told apart by no group are one class
    changed = [
        place
        for place, name in enumerate(everybody)
        if (name in before[Segment()]) != (name in now[Segment()])
    ]
    targets = []
    for chosen in [*combinations(changed, 1), *combinations(changed, 2)]:
        for sign in (1, -1):
            target = np.zeros(len(everybody), dtype=np.int64)
            target[list(chosen)] = [1, sign][: len(chosen)]
            targets.append(target)
    return int(Solver(rows).solves(np.array(targets)).sum())


@pytest.mark.parametrize("seed", range(8))
def test_at_17_joiner_and_leaver_are_not_had_from_two_waves(seed: int) -> None:
    """Everybody answers, and answers alike both times: the attacker's best case.

    The whole waves can still be subtracted, so the change between them is hidden.
    """
    dimensions = random.Random(seed).sample(sorted(DIMENSIONS), 2)
    people = make_people(40 + 6 * seed, seed)
    later = next_wave(people, seed, joiners=1, leavers=1)
    first = tabulate(people, dimensions)
    second = tabulate(later, dimensions, earlier_sets=first.people_sets)
    before, now = shown(first.cube, people), shown(second.cube, later)

    assert set(pairs_of_few(before, now)) <= {(Segment(), Segment())}
    assert solved_people(before, now) == 0


@pytest.mark.parametrize("seed", range(3))
def test_at_17_the_attack_succeeds_where_waves_are_audited_apart(seed: int) -> None:
    """The control: without the marks of the first wave the same attacker finds pairs."""
    people = make_people(60, seed)
    later = next_wave(people, seed, joiners=1, leavers=1)
    before = shown(tabulate(people, ["site"]).cube, people)
    now = shown(tabulate(later, ["site"]).cube, later)

    assert set(pairs_of_few(before, now)) > {(Segment(), Segment())}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("joiners", "is_told"), [(0, True), (1, False), (5, True)])
def test_at_17_change_is_hidden_where_under_five_people_differ(
    joiners: int, *, is_told: bool
) -> None:
    hire({"Sales": 20, "Care": 20})
    first = _answered()
    hire({"Labs": joiners})

    second = release(_let_answer(open_wave(survey=first.survey)))

    changes = Cell.objects.filter(release__wave=second, statistic=Statistic.TREND_CHANGE)
    words = Cell.objects.filter(release__wave=second, category__startswith=TREND_READING)
    assert changes.exists()
    assert changes.filter(withheld="").exists() is is_told
    assert words.filter(withheld="").exists() is is_told
    assert bool(published_wave(second.pk).changes) is is_told


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("weeks", "is_hidden"), [(2, True), (8, False)])
def test_at_17_one_joiner_is_not_had_from_the_wave_before_last(
    weeks: int, *, is_hidden: bool
) -> None:
    """A weekly pulse. In the second week so many of Sales are silent that it tells of nobody."""
    hire({"Sales": 12, "Care": 12, "Labs": 12})
    first = _answered()
    earlier = timezone.localdate() - dt.timedelta(weeks=weeks)
    Wave.objects.filter(pk=first.pk).update(closed_date=earlier)
    second = open_wave(survey=first.survey)
    sales = Invitation.objects.filter(wave=second, labels__department="Sales").order_by("pk")
    release(_let_answer(second, silent={one.pk for one in sales[:6]}))
    Employee.objects.create(email="new@example.org", name="New", attributes={"department": "Sales"})

    third = release(_let_answer(open_wave(survey=first.survey)))

    told = Cell.objects.filter(release__wave=third, statistic="dimension_mean", withheld="")
    assert ("Sales" not in set(told.values_list("level", flat=True))) is is_hidden


# --- AT-16 ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_at_16_two_readers_together_see_one_cube(client: Client) -> None:
    """Page and API for an HR leader, an executive and an administrator: the same."""
    hire({"Sales": 20, "Care": 7, "Law": 4, "Ops": 25})
    wave = _answered()
    told = {cell.level for cell in Cell.objects.filter(statistic="dimension_mean", withheld="")}
    seen = {}
    for role in (Role.HR_LEADER, Role.EXECUTIVE, Role.ADMINISTRATOR):
        client.force_login(User.objects.create(email=f"{role}@example.org", role=role))
        response = client.get(f"/api/waves/{wave.pk}/")
        page = client.get(reverse("surveys:results", args=[wave.pk]), follow=True).content.decode()
        assert response.status_code == 200
        seen[role] = (response.json(), numbers(page))
        client.logout()

    first, *others = seen.values()
    assert first[0]["groups"]
    assert all(other == first for other in others)
    assert {group["level"] for group in first[0]["groups"] if _has_figure(group)} == told - {""}
    # whatever they put together is the cube, and the cube leaves nobody of Law alone
    sizes = {"Sales": 20, "Care": 7, "Law": 4, "Ops": 25}
    rows = [[int(not level or level == name) for name in sizes] for level in told]
    target = np.array([[int(name == "Law") for name in sizes]])
    assert not Solver(np.array(rows, dtype=np.int64)).solves(target).any()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", [Role.ENGINEERING_LEAD, Role.AUDITOR, Role.TRUSTEE])
def test_at_16_other_roles_read_no_figure(client: Client, role: Role) -> None:
    hire({"Sales": 20})
    wave = _answered()
    client.force_login(User.objects.create(email="reader@example.org", role=role))

    assert client.get(f"/api/waves/{wave.pk}/").status_code in {403, 404}
    assert client.get(reverse("surveys:results", args=[wave.pk])).status_code in {403, 404}


def numbers(page: str) -> list[str]:
    """Every number in the text of a page, without addresses and tokens in its tags."""
    main = page.split("<main")[1].split("</main>", maxsplit=1)[0]
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"<[^>]*>", " ", main))


def _has_figure(group: dict[str, dict[str, dict[str, object]]]) -> bool:
    return any("value" in figure for figure in group["scores"].values())


def _answered() -> Wave:
    return release(_let_answer(open_wave()))


def _let_answer(wave: Wave, silent: Collection[uuid.UUID] = ()) -> Wave:
    for place, invitation in enumerate(Invitation.objects.filter(wave=wave).order_by("pk")):
        if invitation.pk in silent:
            continue
        point = 1 + place % 5
        answer(invitation, {"willing": point, "able": 3, "rules": 2, "fear": point})
    return wave

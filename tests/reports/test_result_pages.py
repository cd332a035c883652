"""Pages of results: who reads them, what they say of hidden cells, what they export."""

import csv
import io
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from reports.exhibits.history import comparison_table, history_table
from reports.exhibits.sections import Section, exhibits_of
from surveys.models import ResultGrant, Wave
from surveys.selectors import TrendChange, published_wave
from surveys.services.sharing import share_results, stop_sharing
from tests.reports.factories import asked_report, sized_assessment
from tests.reports.waves import skeptical_wave, tiny_wave

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Role], Client]
READERS = {Role.ADMINISTRATOR, Role.HR_LEADER, Role.EXECUTIVE}


def somebody(role: Role) -> User:
    user, _is_new = User.objects.get_or_create(
        email=f"{role}@example.org", defaults={"name": f"Kim {role.label}", "role": role}
    )
    return user


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["overview", *Section])
def test_section_opens_for_readers_alone(wave: Wave, name: str) -> None:
    path = reverse(f"results:{name}", args=[wave.pk])

    status = {role: browser_of(somebody(role)).get(path).status_code for role in Role}

    assert status == {role: 200 if role in READERS else 404 for role in Role}


def test_strangers_are_sent_to_sign_in(wave: Wave, client: Client) -> None:
    page = client.get(reverse("results:overview", args=[wave.pk]))

    assert page.status_code == 302
    assert page["Location"].startswith(reverse("accounts:sign_in"))


def test_unknown_wave_is_not_there() -> None:
    grace = browser_of(somebody(Role.HR_LEADER))

    assert grace.get(reverse("results:overview", args=[uuid.uuid4()])).status_code == 404


def test_share_opens_every_section_and_its_end_closes_them_again(wave: Wave) -> None:
    grace, lee = somebody(Role.HR_LEADER), somebody(Role.ENGINEERING_LEAD)
    paths = [reverse(f"results:{name}", args=[wave.pk]) for name in ("overview", *Section)]
    share_results(actor=grace, wave=wave, reader=lee, role=None)

    shared = {browser_of(lee).get(path).status_code for path in paths}
    stop_sharing(actor=grace, grant=ResultGrant.objects.get())
    after = {browser_of(lee).get(path).status_code for path in paths}

    assert (shared, after) == ({200}, {404})


def test_initiative_owner_reads_their_own_wave(wave: Wave) -> None:
    owner = somebody(Role.INITIATIVE_OWNER)
    initiative = wave.survey.initiative
    initiative.owner = owner
    initiative.save()

    assert browser_of(owner).get(reverse("results:overview", args=[wave.pk])).status_code == 200


def test_overview_names_the_axis_that_is_missing_until_a_report_pairs_both(wave: Wave) -> None:
    ada = somebody(Role.ADMINISTRATOR)
    path = reverse("results:overview", args=[wave.pk])
    alone = browser_of(ada).get(path).content.decode()
    asked_report(wave, assessment_id=sized_assessment(ada))

    paired = browser_of(ada).get(path).content.decode()

    assert "Build a report with an assessment to pair both axes" in alone
    assert "Paired with the assessment" not in alone
    assert "Paired with the assessment" in paired


def test_file_holds_the_table_of_the_page_and_nothing_else(wave: Wave) -> None:
    grace = browser_of(somebody(Role.HR_LEADER))
    (exhibit, *_rest) = exhibits_of(Section.DIMENSIONS, published_wave(wave.pk))

    answer = grace.get(reverse("results:dimensions_table", args=[wave.pk, exhibit.slug]))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert rows[0] == [column.label for column in exhibit.table.columns]
    assert rows[1 : 1 + len(exhibit.table.rows)] == [list(row) for row in exhibit.table.rows]
    assert rows[1 + len(exhibit.table.rows) :] == [
        [],
        [exhibit.title],
        [exhibit.base, "published once, never changed"],
    ]


@pytest.mark.parametrize("slug", ["groups-1", "nothing"])
def test_file_of_another_section_is_not_there(wave: Wave, slug: str) -> None:
    grace = browser_of(somebody(Role.HR_LEADER))

    answer = grace.get(reverse("results:dimensions_table", args=[wave.pk, slug]))

    assert answer.status_code == 404


def test_wave_of_another_survey_is_not_compared(wave: Wave) -> None:
    grace = browser_of(somebody(Role.HR_LEADER))
    path = reverse("results:trend", args=[wave.pk])

    assert grace.get(path, {"with": str(uuid.uuid4())}).status_code == 404
    assert grace.get(path, {"with": "x' OR 1=1"}).status_code == 404


def test_every_section_of_a_hidden_wave_has_words_instead_of_figures() -> None:
    hidden = tiny_wave()

    shown = {section: exhibits_of(section, hidden) for section in Section}

    assert shown[Section.DIMENSIONS] == ()
    assert shown[Section.ITEMS] == ()
    assert shown[Section.GROUPS] == ()
    assert shown[Section.DRIVERS] == ()


def test_no_cell_of_any_table_is_blank() -> None:
    wave = skeptical_wave()

    blank = [
        (section, exhibit.slug, row)
        for section in Section
        for exhibit in exhibits_of(section, wave)
        for row in exhibit.table.rows
        if "" in row
    ]

    assert blank == []


def test_every_chart_brings_base_reading_and_table() -> None:
    wave = skeptical_wave()

    for section in Section:
        for exhibit in exhibits_of(section, wave):
            assert exhibit.base == "n = 689 answers of 1,204 invited"
            assert len(exhibit.reading) > 60
            assert exhibit.table.rows
            assert exhibit.svg == "" or 'role="img"' in exhibit.svg


def test_change_is_told_between_waves_that_follow_each_other_alone() -> None:
    wave = skeptical_wave()
    core = wave.dimensions[0].key
    changes = (TrendChange(core, 6.2, 3.1, 9.3, "moved"),)
    second = replace(wave, changes=changes)
    (earlier,) = second.earlier
    first = replace(second, number=earlier.number, earlier=(), changes=())
    third = replace(second, number=3, earlier=(earlier, replace(earlier, number=2)))

    told = comparison_table(second, first).rows
    untold = comparison_table(third, first).rows

    assert [row[3:] for row in told if row[3] != "–"] == [("+6.2", "Moved")]
    assert {row[3:] for row in untold} == {("–", "not published")}


def test_history_has_the_oldest_wave_first() -> None:
    table = history_table(skeptical_wave())

    assert [column.label for column in table.columns] == ["Dimension", "Wave 1", "Wave 2"]

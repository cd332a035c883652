"""Answers collected elsewhere become a released wave, or nothing at all."""

import io
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from surveys.models import (
    Cell,
    Envelope,
    Initiative,
    Instrument,
    Invitation,
    Release,
    ReleasedResponse,
    Survey,
    Wave,
    WaveState,
)
from surveys.obstacles import ImportRefused
from surveys.published import Estimate, NoExpectation, NoIndex, Share, Shares, WithheldReason
from surveys.sealed_wave import key_store
from surveys.selectors import published_wave
from surveys.services.importing import ImportPlan, NamedFile, WaveImport, import_wave
from surveys.services.people import save_audience
from tests.processes import wait_until
from tests.surveys.factories import anna_leader

INSTRUMENT = """
key = "tools"
version = "1"
scale_points = 5
languages = ["en"]
[[dimensions]]
key = "accuracy"
[[items]]
key = "right"
dimension = "accuracy"
text = "What the tool writes is right."
[[items]]
key = "use"
kind = "choice"
options = ["daily", "never"]
text = "How often do you use it?"
[[items]]
key = "why"
kind = "open"
text = "Why?"
[import.groups]
level = "Level"
[[import.columns]]
item = "right"
column = "Right"
no_answer = ["Unsure"]
[import.columns.values]
"Yes" = 5
"Half" = 3
"No" = 1
[[import.columns]]
item = "use"
column = "Use"
[[import.columns]]
item = "why"
column = "Why"
"""
HEADER = "Level,Right,Use,Why\n"


def rows(level: str, *, yes: int, half: int = 0, no: int = 0) -> str:
    return (
        f"{level},Yes,daily,\n" * yes
        + f"{level},Half,daily,\n" * half
        + (f"{level},No,never,\n" * no)
    )


ANSWERS = HEADER + rows("Senior", yes=12, half=4, no=4) + rows("Junior", yes=4, half=4, no=12)


def imported(text: str = ANSWERS, instrument: str = INSTRUMENT, **plan: object) -> WaveImport:
    owner = plan.pop("owner", None) or anna_leader()
    return import_wave(
        plan=ImportPlan(owner=owner, **plan),
        instrument=NamedFile("tools.toml", io.BytesIO(instrument.encode())),
        answers=NamedFile("answers.csv", io.BytesIO(text.encode())),
    )


def nothing_is_stored() -> bool:
    return not any(
        model.objects.exists() for model in (Initiative, Instrument, Survey, Wave, Release, Cell)
    )


@pytest.mark.django_db
def test_imported_wave_publishes_shares_scores_and_groups():
    """20 + 20 people: 16 of 40 agree, 8 are undecided, 16 disagree."""
    found = imported()

    wave = published_wave(found.wave_id)
    item = wave.items[0]
    assert isinstance(item.shares, Shares)
    assert (item.shares.favorable, item.shares.unfavorable) == (Share.exact(40), Share.exact(40))
    assert item.shares.n == 40
    assert isinstance(wave.dimensions[0].score, Estimate)
    assert wave.dimensions[0].score.value == 50.0
    levels = {group.level: group.scores["accuracy"] for group in wave.groups}
    assert levels == {"Junior": Estimate(30.0, 20), "Senior": Estimate(70.0, 20)}


@pytest.mark.django_db
def test_what_the_instrument_does_not_ask_is_a_typed_outcome():
    wave = published_wave(imported().wave_id)

    assert wave.index == NoIndex(WithheldReason.NOT_ASKED, 40)
    assert wave.alignment == NoExpectation()
    assert wave.advocacy.reason is WithheldReason.NOT_ASKED


@pytest.mark.django_db
def test_imported_wave_has_no_envelope_no_key_and_keeps_no_rows():
    found = imported()

    wave = Wave.objects.get(pk=found.wave_id)
    assert (wave.state, wave.is_imported, wave.release.is_complete) == (
        WaveState.RELEASED,
        True,
        True,
    )
    assert not Envelope.objects.exists()
    assert not Invitation.objects.exists()
    assert not ReleasedResponse.objects.exists()
    assert wave.public_key is None
    assert key_store().load(wave.pk) is None


@pytest.mark.django_db
def test_group_that_is_too_small_is_merged_and_not_published_by_name():
    text = ANSWERS + rows("Principal", yes=3) + rows("Fellow", yes=2)

    wave = published_wave(imported(text).wave_id)

    assert {group.level: group.n for group in wave.groups} == {
        "Junior": 20,
        "Senior": 20,
        "other": 5,
    }


@pytest.mark.django_db
def test_share_near_the_end_is_published_as_a_band():
    text = HEADER + rows("Senior", yes=40, half=40, no=2)

    wave = published_wave(imported(text).wave_id)

    told = [share for _key, _text, share in wave.choices[0].options]
    assert told == [Share(90.0, 100.0), Share(0.0, 10.0)]
    assert wave.items[0].points[0] == Share(0.0, 10.0)


@pytest.mark.django_db
def test_comments_need_ten_authors():
    nine = ANSWERS + "Senior,Yes,daily,It helps a lot\n" * 9

    wave = published_wave(imported(nine).wave_id)

    assert wave.comments[0].reason is WithheldReason.TOO_FEW


@pytest.mark.django_db
def test_columns_named_by_the_caller_replace_the_groups_of_the_mapping():
    wave = published_wave(imported(groups=("Use",)).wave_id)

    assert {group.reporting_dimension for group in wave.groups} == {"Use"}


@pytest.mark.django_db
def test_number_of_invited_gives_the_response_rate():
    owner = anna_leader()
    unknown = published_wave(imported(owner=owner).wave_id)
    known = published_wave(imported(owner=owner, invited=80, replaces_earlier=True).wave_id)

    assert (unknown.invited, known.invited, known.response_rate) == (0, 80, 0.5)


@pytest.mark.django_db
def test_same_file_twice_changes_nothing():
    owner = anna_leader()
    first = imported(owner=owner)

    again = imported(owner=owner, initiative="Another")

    assert (again.is_new, again.wave_id) == (False, first.wave_id)
    assert Wave.objects.count() == 1
    assert Initiative.objects.count() == 1


@pytest.mark.django_db
def test_replacing_reads_the_same_file_anew():
    owner = anna_leader()
    first = imported(owner=owner)

    again = imported(
        owner=owner,
        instrument=INSTRUMENT.replace('"Half" = 3', '"Half" = 4'),
        replaces_earlier=True,
    )

    assert again.is_new
    assert not Wave.objects.filter(pk=first.wave_id).exists()
    assert published_wave(again.wave_id).dimensions[0].score.value == 55.0


@pytest.mark.django_db
def test_next_file_of_the_same_survey_is_its_next_wave():
    owner = anna_leader()
    imported(owner=owner)

    second = published_wave(imported(ANSWERS + rows("Senior", yes=40), owner=owner).wave_id)

    assert second.number == 2
    assert [change.key for change in second.changes] == ["accuracy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "plan", "message"),
    [
        (HEADER + rows("Senior", yes=4), {}, "4 people answered; at least 5"),
        (ANSWERS, {"invited": 39}, "only 39 were invited"),
        (ANSWERS, {"groups": tuple("abcdefg")}, "7 groupings are asked for; at most 6"),
    ],
)
def test_refused_import_leaves_nothing_behind(text, plan, message):
    owner = anna_leader()

    with pytest.raises(ImportRefused, match=message):
        imported(text, owner=owner, **plan)

    assert nothing_is_stored()


@pytest.mark.django_db
def test_instrument_without_a_mapping_is_refused():
    owner = anna_leader()

    with pytest.raises(ImportRefused, match=r"no \[import\] table"):
        imported(instrument=INSTRUMENT.partition("[import.groups]")[0], owner=owner)

    assert nothing_is_stored()


@pytest.mark.django_db
def test_audience_of_imported_answers_selects_no_employee():
    """A real wave must not be launched over it by mistake."""
    imported()

    audience = Survey.objects.get().audience
    assert audience.selection == {"answered_elsewhere": []}
    assert save_audience(name="Everybody", selection={}).pk != audience.pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_same_answers_imported_twice_at_once_become_one_wave():
    owner = anna_leader()
    found: list[WaveImport | Exception] = []

    def import_again() -> None:
        try:
            found.append(imported(owner=owner))
        except IntegrityError as error:
            found.append(error)
        connection.close()

    second = threading.Thread(target=import_again)
    with transaction.atomic():
        first = imported(owner=owner)
        second.start()
        wait_until(somebody_waits)
    second.join()

    (again,) = found
    assert isinstance(again, WaveImport)
    assert (again.wave_id, again.is_new) == (first.wave_id, False)
    assert (Wave.objects.count(), Initiative.objects.count()) == (1, 1)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])

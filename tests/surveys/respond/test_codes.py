"""One-time codes: typed on a shared device that forgets, guessed in vain, never told apart."""

import datetime as dt
import hashlib
import re

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from surveys.models import (
    CodeBatch,
    Envelope,
    Invitation,
    InvitationLink,
    InvitationState,
    Wave,
    WaveState,
    WrongCodes,
)
from surveys.obstacles import IllegalMove, NameTaken, NotReadyToLaunch
from surveys.sealing.codes import ALPHABET, as_token, make_code, read_code, shown_code
from surveys.services.code_guard import code_hash
from surveys.services.codes import add_batch, print_codes, remove_batch
from surveys.services.comparing import invited_people
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import launch_wave
from tests.surveys.factories import draft_wave, hire

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave() -> Wave:
    """Six employees of Sales by mail, and seven codes for Plant 1."""
    hire({"Sales": 6})
    drafted = draft_wave()
    add_batch(wave=drafted, name="Plant 1", count=7, levels={"department": "Plant"})
    return launch_wave(wave_id=drafted.pk, now=timezone.now())


@pytest.fixture
def codes(wave: Wave) -> list[str]:
    return print_codes(batch=CodeBatch.objects.get())


def words(page: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def holder(page: object) -> str:
    return re.search(r'name="_holder" value="([^"]+)"', page.content.decode()).group(1)


def entered(wave: Wave, code: str, *, device: bool = True) -> Client:
    browser = Client()
    part = "device/" if device else ""
    page = browser.post(f"/k/{part}{wave.pk}/en/", {"code": code})
    assert page.status_code == 302
    return browser


def test_codes_count_as_invited_with_the_levels_of_their_batch(wave: Wave) -> None:
    seats = Invitation.objects.filter(batch__isnull=False)

    assert wave.invited_count == 13
    assert seats.count() == 7
    assert {tuple(seat.labels.items()) for seat in seats} == {(("department", "Plant"),)}
    assert set(seats.values_list("employee", "is_sent", "state")) == {(None, False, "open")}


def test_printed_codes_are_new_distinct_and_kept_as_keyed_hashes_alone(
    wave: Wave, codes: list[str], settings: Settings
) -> None:
    stored = set(InvitationLink.objects.values_list("token_hash", flat=True))

    assert len(set(codes)) == len(stored) == 7
    assert all(len(code) == 10 and set(code) <= set(ALPHABET) for code in codes)
    plain = {hashlib.sha256(form.encode()).hexdigest() for c in codes for form in (c, f"c:{c}")}
    assert stored & plain == set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith("surveys_"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                assert not any(code in str(row) for row in cursor.fetchall() for code in codes)


def test_order_of_the_printed_codes_says_nothing_about_invitations(
    wave: Wave, codes: list[str]
) -> None:
    from_sheet = [
        InvitationLink.objects.get(token_hash=hash_of(code)).invitation_id for code in codes
    ]

    assert codes == sorted(codes)
    assert len(set(from_sheet)) == 7


def hash_of(code: str) -> str:
    return code_hash(as_token(code))


def test_code_answers_once_however_it_is_typed(wave: Wave, codes: list[str]) -> None:
    browser = entered(wave, f" {shown_code(codes[0]).lower()} ")
    asked = browser.get(f"/k/device/{wave.pk}/en/questions/")
    answers = {"_holder": holder(asked), "willing": "4"}
    review = browser.post(f"/k/device/{wave.pk}/en/review/", answers)
    sent = browser.post(f"/k/device/{wave.pk}/en/send/", answers)
    again = Client().post(f"/k/{wave.pk}/en/", {"code": codes[0]})

    assert "Look over your answers" in words(review)
    assert sent["Location"] == f"/k/device/{wave.pk}/en/thanks/"
    assert sent.cookies["answer"]["max-age"] == 0
    assert "This invitation was used before" in words(again)
    assert Envelope.objects.count() == 1
    assert Invitation.objects.filter(state=InvitationState.DONE).count() == 1


def test_qr_of_a_card_lets_its_holder_in_and_out_of_the_address(
    client: Client, wave: Wave, codes: list[str]
) -> None:
    page = client.get(f"/i/c:{codes[3]}")

    assert (page.status_code, page["Location"]) == (302, "/s/en/")
    assert client.get("/s/en/questions/").status_code == 200


def test_device_goes_back_by_itself_and_forgets(wave: Wave, codes: list[str]) -> None:
    browser = entered(wave, codes[0])
    asked = browser.get(f"/k/device/{wave.pk}/en/questions/").content.decode()
    thanks = browser.get(f"/k/device/{wave.pk}/en/thanks/").content.decode()
    start = f"/k/device/{wave.pk}/en/"
    browser.get(start)
    after = browser.get(f"/k/device/{wave.pk}/en/questions/")

    assert f'<meta name="reset" content="120; url={start}">' in asked
    assert f'<noscript><meta http-equiv="refresh" content="600; url={start}"></noscript>' in asked
    assert f'<meta http-equiv="refresh" content="15; url={start}">' in thanks
    assert "Open the link of your invitation" in words(after)


def test_own_phone_is_not_reset(wave: Wave, codes: list[str]) -> None:
    browser = entered(wave, codes[0], device=False)

    asked = browser.get(f"/k/{wave.pk}/en/questions/").content.decode()

    assert "reset" not in asked
    assert "http-equiv" not in asked


def test_page_of_the_person_before_shows_and_sends_nothing(wave: Wave, codes: list[str]) -> None:
    """A shared browser offers to send a page of its history again: it belongs to somebody else."""
    browser = entered(wave, codes[0])
    first = holder(browser.get(f"/k/device/{wave.pk}/en/questions/"))
    left = {"_holder": first, "willing": "1", "wish": "words of the first person"}
    browser.get(f"/k/device/{wave.pk}/en/")
    browser.post(f"/k/device/{wave.pk}/en/", {"code": codes[1]})

    shown = browser.post(f"/k/device/{wave.pk}/en/review/", left)
    sent = browser.post(f"/k/device/{wave.pk}/en/send/", left)

    assert "words of the first person" not in shown.content.decode()
    assert (shown.status_code, sent.status_code) == (404, 404)
    assert Envelope.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "x", "ABCDE", "ABCDE-1234U", "🙂" * 10, "A" * 500])
def test_what_is_no_code_is_refused_in_words(wave: Wave, codes: list[str], typed: str) -> None:
    page = Client().post(f"/k/{wave.pk}/en/", {"code": typed})

    assert page.status_code == 422
    assert "This code is not known" in words(page)


def test_guessing_is_slowed_down_for_everybody_and_keeps_no_address(
    wave: Wave, codes: list[str], settings: Settings
) -> None:
    settings.WRONG_CODES_PER_MINUTE = 3
    for _try in range(3):
        Client().post(f"/k/{wave.pk}/en/", {"code": make_code()})

    right = Client().post(f"/k/{wave.pk}/en/", {"code": codes[0]})
    link = Client().get(f"/i/c:{codes[0]}")

    assert "Too many wrong codes" in words(right)
    assert link.status_code == 429
    assert {field.name for field in WrongCodes._meta.get_fields()} == {"minute", "count"}
    assert WrongCodes.objects.get().count == 3


def test_minute_later_nothing_of_the_wrong_codes_is_left(wave: Wave, codes: list[str]) -> None:
    WrongCodes.objects.create(minute=1, count=999)

    entered(wave, codes[0])
    Client().post(f"/k/{wave.pk}/en/", {"code": make_code()})

    assert WrongCodes.objects.filter(minute=1).count() == 0


def test_mail_links_are_not_slowed_down_by_guessed_codes(
    client: Client, wave: Wave, settings: Settings
) -> None:
    settings.WRONG_CODES_PER_MINUTE = 0
    WrongCodes.objects.all().delete()
    token = issue_token(invitation=Invitation.objects.filter(employee__isnull=False)[0])

    assert client.get(f"/i/{token}").status_code == 302


def test_code_of_another_wave_opens_nothing(wave: Wave, codes: list[str]) -> None:
    other = draft_wave(survey=wave.survey)
    other = launch_wave(wave_id=other.pk, now=timezone.now())

    page = Client().post(f"/k/{other.pk}/en/", {"code": codes[0]})

    assert "This code is not known" in words(page)


@pytest.mark.parametrize("count", [1, 4, 2001])
def test_batch_smaller_than_a_group_or_too_large_is_refused(count: int) -> None:
    drafted = draft_wave()

    with pytest.raises(NotReadyToLaunch, match="5 to 2000 codes"):
        add_batch(wave=drafted, name="Plant", count=count, levels={})


def test_database_itself_refuses_a_batch_that_would_tell_who_answered() -> None:
    with pytest.raises(IntegrityError):
        CodeBatch.objects.create(wave=draft_wave(), name="Plant", count=4)


def test_batches_freeze_at_launch(wave: Wave) -> None:
    with pytest.raises(IllegalMove):
        add_batch(wave=wave, name="Plant 2", count=9, levels={})
    with pytest.raises(IllegalMove):
        remove_batch(batch=CodeBatch.objects.get())


def test_name_is_taken_once() -> None:
    drafted = draft_wave()
    add_batch(wave=drafted, name="Plant", count=5, levels={})

    with pytest.raises(NameTaken):
        add_batch(wave=drafted, name="Plant", count=5, levels={})


def test_open_sheet_is_printed_once_because_unused_codes_would_tell(
    wave: Wave, codes: list[str]
) -> None:
    before = set(InvitationLink.objects.values_list("token_hash", flat=True))

    with pytest.raises(IllegalMove, match="would tell how many of them were used"):
        print_codes(batch=CodeBatch.objects.get())

    assert set(InvitationLink.objects.values_list("token_hash", flat=True)) == before


def test_lost_sheet_is_drawn_anew_before_the_wave_opens() -> None:
    hire({"Sales": 6})
    drafted = draft_wave()
    Wave.objects.filter(pk=drafted.pk).update(opens_at=timezone.now() + dt.timedelta(days=1))
    add_batch(wave=drafted, name="Plant 1", count=7, levels={})
    launched = launch_wave(wave_id=drafted.pk, now=timezone.now())
    first = print_codes(batch=CodeBatch.objects.get())
    second = print_codes(batch=CodeBatch.objects.get())

    assert launched.state == WaveState.SCHEDULED
    assert set(first) & set(second) == set()
    assert InvitationLink.objects.count() == 7


def test_look_alikes_and_gaps_are_forgiven() -> None:
    assert read_code("o0il1-abcde") == "00111ABCDE"
    assert read_code("ABCDE12345Z") is None


def test_code_has_fifty_random_bits() -> None:
    assert 32**10 == 2**50
    assert len({make_code() for _draw in range(2_000)}) == 2_000


@pytest.mark.parametrize(("header", "language"), [("de-CH,de", "de"), ("pt", "en"), ("", "en")])
def test_short_address_takes_a_code_of_any_survey(
    client: Client, wave: Wave, codes: list[str], header: str, language: str
) -> None:
    """The tiny questionnaire has English and German alone."""
    shown = client.get("/k/", headers={"accept-language": header})
    wrong = client.post("/k/", {"code": "AAAAA-AAAAA"})
    right = client.post("/k/", {"code": codes[0]}, headers={"accept-language": header})

    assert (shown.status_code, wrong.status_code) == (200, 422)
    assert right["Location"] == f"/k/{wave.pk}/{language}/promise/"


def test_one_code_more_than_in_the_wave_before_counts_as_one_person_more(wave: Wave) -> None:
    """The audit over waves must not take holders of codes for new people each time."""
    before = {one.mark for one in invited_people(wave)}
    later = draft_wave(survey=wave.survey)
    add_batch(wave=later, name="Plant 1", count=8, levels={"department": "Plant"})
    later = launch_wave(wave_id=later.pk, now=timezone.now())

    assert len({one.mark for one in invited_people(later)} - before) == 1
    assert before - {one.mark for one in invited_people(later)} == set()

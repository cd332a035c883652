"""Attacks on sealed answers and on their release. AT-07, 08, 21, 24, 25, 32, 33, 36."""

import secrets
from collections import Counter
from collections.abc import Callable

import pytest
from django.db.models.functions import Length
from django.utils import timezone

from accounts.models import Role, User
from surveys.models import (
    Audience,
    Cell,
    Envelope,
    Invitation,
    Release,
    ReleasedComment,
    ReleasedResponse,
    Survey,
    Wave,
    WaveState,
)
from surveys.obstacles import ReleaseStopped
from surveys.published import CulturalAlignment
from surveys.sealed_wave import (
    ballot_context,
    ballot_hmac_key,
    key_store,
    questionnaire_of,
    wrapping_secret,
)
from surveys.sealing.ballots import Ballot
from surveys.sealing.envelopes import EnvelopeError, open_all, seal_envelope
from surveys.sealing.keys import KeyUnwrapError, make_key_pair, unwrap_private_key
from surveys.selectors import published_wave
from surveys.services.lifecycle import launch_wave
from surveys.services.planning import (
    create_initiative,
    create_survey,
    state_expectation,
    store_instrument,
)
from tests.attacks.votes import matches
from tests.surveys.factories import (
    INSTRUMENT,
    anna_leader,
    answer,
    draft_wave,
    hire,
    open_wave,
    release,
)

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
LONGEST_COMMENT = 4_000
SECOND_QUESTION = """
[[items]]
key = "fear_of"
kind = "open"
text = {en = "What worries you?", de = "Was macht Ihnen Sorgen?"}
"""


def answered_wave(people: int = 12) -> Wave:
    """An open wave in which everybody has agreed."""
    hire({"Sales": people})
    wave = open_wave()
    for invitation in Invitation.objects.filter(wave=wave):
        answer(invitation, AGREE)
    return wave


def survey_with_two_questions() -> Survey:
    owner = anna_leader()
    return create_survey(
        initiative=create_initiative(title="Roll-out", purpose="Try AI.", owner=owner),
        instrument=store_instrument(source=INSTRUMENT + SECOND_QUESTION, origin="test"),
        audience=Audience.objects.get_or_create(name="Everybody")[0],
        title="Two questions",
    )


def test_at_07_short_and_long_answers_are_sealed_alike() -> None:
    hire({"Sales": 6})
    open_wave()
    silent, short, long, *_ = Invitation.objects.all()
    answer(silent, {})
    answer(short, AGREE, {"wish": "x"})
    answer(long, AGREE, {"wish": "ä" * LONGEST_COMMENT})

    lengths = Envelope.objects.values_list(Length("sealed"), flat=True)

    assert len(lengths) == 3
    assert len(set(lengths)) == 1


def test_at_08_old_envelope_stays_closed_when_the_key_is_destroyed() -> None:
    wave = answered_wave()
    kept = bytes(Envelope.objects.all()[0].sealed)
    wrapped = key_store().load(wave.pk) or b""
    key = unwrap_private_key(wrapped, wave_id=wave.pk, wrapping_secret=wrapping_secret())

    release(wave)

    assert list(key_store().folder.iterdir()) == []
    assert opened(kept, wave, key).answers == AGREE, "the control: a copy of the key opens it"
    with pytest.raises(EnvelopeError):
        opened(kept, wave, make_key_pair().private_key)


def opened(envelope: bytes, wave: Wave, private_key: bytes) -> Ballot:
    (ballot,) = open_all(
        [envelope],
        expected_count=1,
        private_key=private_key,
        context=ballot_context(wave, questionnaire_of(wave.survey.instrument)),
        hmac_key=ballot_hmac_key(),
    )
    return ballot


def test_at_21_two_comments_of_one_person_are_not_linked() -> None:
    """Everybody writes twice; matched by place and by key, one pair of 120 is chance."""
    people = 120
    hire({"Sales": people})
    wave = open_wave(survey=survey_with_two_questions())
    for person, invitation in enumerate(Invitation.objects.all()):
        answer(invitation, AGREE, {"wish": f"More of {person}", "fear_of": f"Less of {person}"})

    release(wave)

    for order in ("pk", "cohort", "text"):
        told = ReleasedComment.objects.order_by(order) if order != "text" else stored_order()
        authors = {
            item: [comment.text.split()[-1] for comment in told if comment.item == item]
            for item in ("wish", "fear_of")
        }
        assert Counter(map(len, authors.values())) == {people: 2}
        found = matches(*([int(author) for author in each] for each in authors.values()))
        print(f"AT-21 matches of {people}, ordered by {order}: {found}")  # noqa: T201  # a figure to show
        assert found <= 8


def stored_order() -> list[ReleasedComment]:
    """Comments as the database returns them when nobody asks for an order."""
    return list(ReleasedComment.objects.raw("SELECT * FROM surveys_releasedcomment"))


def test_at_24_fewer_answers_than_the_floor_publish_nothing() -> None:
    hire({"Sales": 10})
    wave = open_wave()
    for invitation in Invitation.objects.all()[:4]:
        answer(invitation, AGREE)

    release(wave)

    assert wave.state == WaveState.TOO_FEW
    assert (Cell.objects.count(), ReleasedResponse.objects.count()) == (0, 0)
    assert Envelope.objects.count() == 0
    assert key_store().load(wave.pk) is None


def test_at_25_few_leaders_are_named_and_not_a_sample() -> None:
    """Four leaders stand for declared targets: the only error in the gap is the workforce's."""
    hire({"Sales": 12})
    wave = draft_wave()
    expectation = {"willing": 5, "able": 5, "rules": 4, "fear": 1}
    leaders = [
        *User.objects.all(),
        *(
            User.objects.create(email=f"l{n}@example.org", name="L", role=Role.INITIATIVE_OWNER)
            for n in range(3)
        ),
    ]
    for leader in leaders:
        state_expectation(wave=wave, leader=leader, answers=expectation)
    launch_wave(wave_id=wave.pk, now=timezone.now())
    for place, invitation in enumerate(Invitation.objects.all()):
        point = (2, 4, 4, 5, 5)[place % 5]  # all alike would be told as a band
        rules = 1 + place % 5
        told = {"willing": point, "able": point, "rules": rules, "fear": 6 - rules}
        answer(invitation, AGREE | told)

    release(wave)

    alignment = published_wave(wave.pk).alignment
    assert isinstance(alignment, CulturalAlignment)
    assert alignment.is_declared_target
    assert alignment.leaders == 4


def test_at_32_backup_of_key_and_envelopes_opens_nothing_without_the_secret() -> None:
    wave = answered_wave()
    wrapped = key_store().load(wave.pk)
    assert wrapped is not None

    release(wave)

    for secret in (b"guess" * 8, bytes(32), wave.pk.bytes * 2):
        with pytest.raises(KeyUnwrapError):
            unwrap_private_key(wrapped, wave_id=wave.pk, wrapping_secret=secret)


def forged(wave: Wave, hmac_key: bytes) -> bytes:
    """An answer sealed as the wave demands, under its own public key, by whoever has a key."""
    return seal_envelope(
        Ballot(AGREE, {}, {"department": "Sales"}),
        public_key=bytes(wave.public_key or b""),
        context=ballot_context(wave, questionnaire_of(wave.survey.instrument)),
        hmac_key=hmac_key,
    )


def insert(wave: Wave) -> None:
    """One envelope more than people who answered, made under the wave's own public key."""
    Envelope.objects.create(wave=wave, sealed=forged(wave, ballot_hmac_key()))


def forge(wave: Wave) -> None:
    """The count stays right: an answer made by whoever reads the database takes another's place."""
    place = Envelope.objects.filter(wave=wave)[0].pk
    Envelope.objects.filter(pk=place).update(sealed=forged(wave, secrets.token_bytes(32)))


def duplicate(wave: Wave) -> None:
    Envelope.objects.create(wave=wave, sealed=Envelope.objects.filter(wave=wave)[0].sealed)


def remove(wave: Wave) -> None:
    Envelope.objects.filter(pk=Envelope.objects.filter(wave=wave)[0].pk).delete()


def swap(wave: Wave) -> None:
    """The count stays right: one envelope takes the place of another."""
    first, second = Envelope.objects.filter(wave=wave)[:2]
    Envelope.objects.filter(pk=second.pk).update(sealed=first.sealed)


def copy_from_another_wave(wave: Wave) -> None:
    other = open_wave(survey=wave.survey)
    answer(Invitation.objects.filter(wave=other)[0], AGREE)
    foreign = Envelope.objects.get(wave=other)
    Envelope.objects.filter(pk=Envelope.objects.filter(wave=wave)[0].pk).update(
        sealed=foreign.sealed
    )


def spend_an_invitation(wave: Wave) -> None:
    """Somebody is marked as done who has not answered, to hide an envelope that was put in."""
    hire({"Care": 1})
    Invitation.objects.create(wave=wave, state="done", labels={"department": "Sales"})
    duplicate(wave)


@pytest.mark.parametrize(
    "tamper", [insert, forge, duplicate, remove, swap, copy_from_another_wave, spend_an_invitation]
)
def test_at_33_tampered_envelopes_stop_the_release(tamper: Callable[[Wave], None]) -> None:
    wave = answered_wave()
    tamper(wave)
    before = Envelope.objects.filter(wave=wave).count()

    with pytest.raises(ReleaseStopped):
        release(wave)

    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSED
    assert Envelope.objects.filter(wave=wave).count() == before
    assert not Release.objects.exists()
    assert key_store().load(wave.pk) is not None


def test_at_33_forged_envelope_fails_for_its_mark_alone() -> None:
    """The control: with the key of the web process the same envelope is taken for an answer."""
    wave = answered_wave()
    place = Envelope.objects.filter(wave=wave)[0].pk
    Envelope.objects.filter(pk=place).update(sealed=forged(wave, ballot_hmac_key()))

    assert release(wave).state == WaveState.RELEASED


def test_at_36_release_of_one_wave_leaves_another_open_one_intact() -> None:
    hire({"Sales": 12})
    first = open_wave()
    second = open_wave(survey=first.survey)
    for invitation in Invitation.objects.all():
        answer(invitation, AGREE)

    release(first)

    assert Envelope.objects.filter(wave=second).count() == 12
    assert release(second).state == WaveState.RELEASED

import dataclasses
import uuid

import pytest

from surveys.sealing.ballots import Ballot
from surveys.sealing.envelopes import (
    EXPECTATION_PURPOSE,
    BallotTooLarge,
    DuplicateEnvelope,
    EnvelopeContext,
    EnvelopeCountMismatch,
    InvalidEnvelope,
    ballot_capacity_bytes,
    open_all,
    open_bytes,
    seal_bytes,
    seal_envelope,
)
from surveys.sealing.keys import Damaged, WaveKeyPair, make_key_pair

HMAC_KEY = bytes(range(32))
CONTEXT = EnvelopeContext(
    wave_id=uuid.UUID("5a2cba5f-5a55-4b57-8a32-0d8a4cbb9a01"),
    instrument_fingerprint="f" * 64,
    settings_hash="a" * 64,
    capacity_bytes=ballot_capacity_bytes(1),
)
BALLOT = Ballot(
    answers={"q1": 4, "q2": None, "role": "engineer"},
    comments={"open": "Mehr Zeit für Prototypen."},
    labels={"department": "Vertrieb"},
)


@pytest.fixture(scope="module")
def pair() -> WaveKeyPair:
    return make_key_pair()


def seal(pair: WaveKeyPair, ballot: Ballot = BALLOT, context: EnvelopeContext = CONTEXT) -> bytes:
    return seal_envelope(ballot, public_key=pair.public_key, context=context, hmac_key=HMAC_KEY)


def open_one(pair: WaveKeyPair, envelope: bytes, context: EnvelopeContext = CONTEXT) -> Ballot:
    (ballot,) = release(pair, [envelope], 1, context)
    return ballot


def release(
    pair: WaveKeyPair,
    envelopes: list[bytes],
    expected_count: int,
    context: EnvelopeContext = CONTEXT,
) -> list[Ballot]:
    return open_all(
        envelopes,
        expected_count=expected_count,
        private_key=pair.private_key,
        context=context,
        hmac_key=HMAC_KEY,
    )


def test_opened_envelope_gives_the_ballot_back(pair: WaveKeyPair) -> None:
    assert open_one(pair, seal(pair)) == BALLOT


def test_comments_of_1_and_4000_characters_give_one_length(pair: WaveKeyPair) -> None:
    lengths = {
        len(seal(pair, dataclasses.replace(BALLOT, comments={"open": text})))
        for text in ("x", "x" * 4000, "ü" * 4000)
    }

    assert lengths == {CONTEXT.envelope_bytes}


def test_equal_ballots_give_unequal_envelopes(pair: WaveKeyPair) -> None:
    assert seal(pair) != seal(pair)


def test_comment_is_not_found_in_the_envelope(pair: WaveKeyPair) -> None:
    assert b"Prototypen" not in seal(pair)


def test_size_is_counted_in_utf8_bytes_after_serialization(pair: WaveKeyPair) -> None:
    """Two characters of two bytes that fit, then one escape of six bytes that does not."""
    empty = len(b'{"answers":{},"comments":{"o":""},"labels":{}}')
    context = dataclasses.replace(CONTEXT, capacity_bytes=empty + 4)

    fitting = seal(pair, Ballot({}, {"o": "üü"}, {}), context)

    assert open_one(pair, fitting, context).comments == {"o": "üü"}
    with pytest.raises(BallotTooLarge) as refusal:
        seal(pair, Ballot({}, {"o": "\x01"}, {}), context)
    assert (refusal.value.size_bytes, refusal.value.capacity_bytes) == (empty + 6, empty + 4)


def test_ballot_that_does_not_fit_is_refused_before_the_key_is_touched() -> None:
    with pytest.raises(BallotTooLarge):
        seal_envelope(
            dataclasses.replace(BALLOT, comments={"open": "x" * 20000}),
            public_key=b"no key at all",
            context=CONTEXT,
            hmac_key=HMAC_KEY,
        )


@pytest.mark.parametrize(
    "change",
    [
        {"wave_id": uuid.UUID("5a2cba5f-5a55-4b57-8a32-0d8a4cbb9a02")},
        {"instrument_fingerprint": "e" * 64},
        {"settings_hash": "b" * 64},
        {"purpose": EXPECTATION_PURPOSE},
    ],
)
def test_envelope_opens_under_its_own_context_alone(
    pair: WaveKeyPair, change: dict[str, object]
) -> None:
    other = dataclasses.replace(CONTEXT, **change)  # type: ignore[arg-type]  # fields by name

    with pytest.raises(InvalidEnvelope):
        open_one(pair, seal(pair), other)


def test_moving_characters_between_parts_of_the_context_changes_it() -> None:
    one = dataclasses.replace(CONTEXT, instrument_fingerprint="ab", settings_hash="c")
    other = dataclasses.replace(CONTEXT, instrument_fingerprint="a", settings_hash="bc")

    assert one.info != other.info


def test_altered_byte_anywhere_is_noticed(pair: WaveKeyPair) -> None:
    envelope = seal(pair)

    for place in range(0, len(envelope), 97):
        altered = bytearray(envelope)
        altered[place] ^= 0x80
        with pytest.raises(InvalidEnvelope):
            open_one(pair, bytes(altered))


def test_envelope_cut_off_or_prolonged_is_noticed(pair: WaveKeyPair) -> None:
    envelope = seal(pair)

    for damaged in (b"", envelope[:-1], envelope + b"\0"):
        with pytest.raises(InvalidEnvelope):
            open_one(pair, damaged)


def test_forger_with_the_public_key_alone_is_noticed(pair: WaveKeyPair) -> None:
    """Whoever can write to the database knows the public key but not the web process's key."""
    forged = seal_envelope(BALLOT, public_key=pair.public_key, context=CONTEXT, hmac_key=bytes(32))

    with pytest.raises(InvalidEnvelope, match="web process"):
        open_one(pair, forged)


def test_another_private_key_does_not_open(pair: WaveKeyPair) -> None:
    with pytest.raises(InvalidEnvelope):
        open_one(make_key_pair(), seal(pair))


def test_sealed_content_that_is_no_ballot_is_noticed(pair: WaveKeyPair) -> None:
    sealed = seal_bytes(
        b"no ballot", public_key=pair.public_key, context=CONTEXT, hmac_key=HMAC_KEY
    )

    with pytest.raises(InvalidEnvelope, match="no readable ballot"):
        open_one(pair, sealed)


def test_release_opens_every_envelope(pair: WaveKeyPair) -> None:
    ballots = [dataclasses.replace(BALLOT, answers={"q1": point}) for point in (1, 2, 3)]

    opened = release(pair, [seal(pair, ballot) for ballot in ballots], expected_count=3)

    assert opened == ballots


def test_release_stops_on_a_duplicate(pair: WaveKeyPair) -> None:
    envelope = seal(pair)

    with pytest.raises(DuplicateEnvelope):
        release(pair, [envelope, seal(pair), envelope], expected_count=3)


def test_release_stops_on_an_envelope_from_another_wave(pair: WaveKeyPair) -> None:
    other_wave = dataclasses.replace(CONTEXT, wave_id=uuid.uuid4())

    with pytest.raises(InvalidEnvelope):
        release(pair, [seal(pair), seal(pair, context=other_wave)], expected_count=2)


@pytest.mark.parametrize("expected_count", [1, 3])
def test_release_stops_when_envelopes_and_done_invitations_differ(
    pair: WaveKeyPair, expected_count: int
) -> None:
    with pytest.raises(EnvelopeCountMismatch) as refusal:
        release(pair, [seal(pair), seal(pair)], expected_count)

    assert (refusal.value.found, refusal.value.expected) == (2, expected_count)


def test_named_expectation_is_sealed_apart_from_ballots(pair: WaveKeyPair) -> None:
    context = dataclasses.replace(CONTEXT, purpose=EXPECTATION_PURPOSE)

    sealed = seal_bytes(
        b"expected: 80", public_key=pair.public_key, context=context, hmac_key=HMAC_KEY
    )

    opened = open_bytes(sealed, private_key=pair.private_key, context=context, hmac_key=HMAC_KEY)
    assert opened == b"expected: 80"
    with pytest.raises(InvalidEnvelope):
        open_one(pair, sealed)


def test_short_hmac_key_is_refused(pair: WaveKeyPair) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal_bytes(b"x", public_key=pair.public_key, context=CONTEXT, hmac_key=b"short")


def test_damaged_private_key_is_not_taken_for_a_bad_envelope(pair: WaveKeyPair) -> None:
    damaged = dataclasses.replace(pair, private_key=b"abc")

    with pytest.raises(Damaged):
        open_one(damaged, seal(pair))

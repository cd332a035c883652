"""Invitations: everybody once, in their language, with a token that nobody can read back."""

import re
import smtplib
from collections.abc import Iterator, Sequence

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from surveys.models import (
    Employee,
    Initiative,
    Invitation,
    InvitationLink,
    VerifiedWave,
    Wave,
)
from surveys.obstacles import MailRefused
from surveys.sealing.tokens import hash_token
from surveys.services.ballots import choose_verified_mode
from surveys.services.invitations import MAILS_PER_CONNECTION, send_invitations
from surveys.services.lifecycle import launch_wave
from surveys.services.responding import invitation_of
from tests.surveys.factories import draft_wave, hire, open_wave

pytestmark = pytest.mark.django_db

LINK = re.compile(r"http://localhost:8000/i/(\S+)")


class MailServer(EmailBackend):
    """A server that refuses some addresses, and hangs up after so many mails."""

    refused: Sequence[str] = ()
    patience = 10**6
    connections = 0

    def open(self) -> bool:
        type(self).connections += 1
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if message.to[0] in self.refused:
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
            if len(mail.outbox) >= self.patience:
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[type[MailServer]]:
    settings.EMAIL_BACKEND = f"{__name__}.MailServer"
    yield MailServer
    MailServer.refused, MailServer.patience, MailServer.connections = (), 10**6, 0


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def send(wave: Wave) -> None:
    send_invitations(wave_id=wave.pk, progress=quiet)


def addresses() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def tokens() -> list[str]:
    return [LINK.search(str(message.body)).group(1) for message in mail.outbox]


def test_everybody_gets_one_mail_with_a_link_of_their_own():
    hire({"Sales": 7})
    wave = open_wave()

    send(wave)

    assert addresses() == [f"sales{number}@example.org" for number in range(7)]
    for token, message in zip(tokens(), mail.outbox, strict=True):
        employee = invitation_of(token).employee
        assert employee is not None
        assert employee.email == message.to[0]
    assert Invitation.objects.filter(is_sent=True).count() == 7


def test_token_is_stored_as_its_hash_alone():
    hire({"Sales": 5})
    wave = open_wave()

    send(wave)

    assert set(InvitationLink.objects.values_list("token_hash", flat=True)) == {
        hash_token(token) for token in tokens()
    }
    assert all(len(token) == 22 for token in tokens())


def test_mail_is_written_in_the_language_of_its_reader():
    hire({"Sales": 5})
    Employee.objects.filter(name="Sales 3").update(language="de")
    wave = open_wave()
    Wave.objects.update(closes_at="2031-03-20T12:00Z")

    send(wave)

    bodies = {message.to[0]: str(message.body) for message in mail.outbox}
    assert "20. März 2031" in bodies["sales3@example.org"]
    assert "March 20, 2031" in bodies["sales1@example.org"]


def test_mail_says_whose_initiative_how_long_and_until_when():
    hire({"Sales": 5})
    wave = open_wave()
    Wave.objects.update(closes_at="2031-03-20T12:00Z")

    send(wave)

    message = mail.outbox[0]
    assert message.subject == "Your view on: Hackathon"
    purpose, _blank, facts, _blank, link = str(message.body).splitlines()[4:9]
    assert purpose == "Try AI."
    assert facts.startswith("It takes about 2 minutes, on the phone too. The survey is open until ")
    assert facts.endswith("March 20, 2031. This link is yours alone and works once:")
    assert link == f"http://localhost:8000/i/{tokens()[0]}"


def test_title_with_a_line_break_adds_no_header():
    hire({"Sales": 5})
    wave = open_wave()
    Initiative.objects.update(title="Hackathon\nBcc: all@example.org")

    send(wave)

    assert mail.outbox[0].subject == "Your view on: Hackathon Bcc: all@example.org"
    assert mail.outbox[0].recipients() == [mail.outbox[0].to[0]]


def test_second_call_mails_nobody_again():
    hire({"Sales": 5})
    wave = open_wave()

    send(wave)
    send(wave)

    assert len(mail.outbox) == 5


def test_broken_connection_is_resumed_without_a_second_mail_or_a_lost_link(
    mail_server: type[MailServer],
):
    hire({"Sales": 9})
    wave = open_wave()
    mail_server.patience = 4

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(wave)
    assert Invitation.objects.filter(is_sent=True).count() == 4
    mail_server.patience = 10**6
    send(wave)

    assert addresses() == [f"sales{number}@example.org" for number in range(9)]
    assert len({invitation_of(token).pk for token in tokens()}) == 9


def test_refused_address_keeps_nobody_else_from_being_invited(mail_server: type[MailServer]):
    hire({"Sales": 6})
    wave = open_wave()
    mail_server.refused = ["sales2@example.org"]

    with pytest.raises(MailRefused) as refusal:
        send(wave)

    assert str(refusal.value) == (
        "The mail server refused 1 address; everybody else was invited. Correct the address in "
        "the list of employees and send again."
    )
    assert addresses() == [f"sales{number}@example.org" for number in (0, 1, 3, 4, 5)]

    mail_server.refused = []
    send(wave)
    assert len(set(addresses())) == len(addresses()) == 6


def test_long_lists_use_several_connections(mail_server: type[MailServer]):
    """Many mail servers end a connection after a hundred mails."""
    hire({"Sales": 2 * MAILS_PER_CONNECTION + 1})
    wave = open_wave()

    send(wave)

    assert len(mail.outbox) == 2 * MAILS_PER_CONNECTION + 1
    assert mail_server.connections == 3


@pytest.mark.parametrize("state", ["scheduled", "closed", "released", "too_few"])
def test_only_an_open_wave_invites(state: str):
    hire({"Sales": 5})
    wave = open_wave()
    Wave.objects.update(state=state)

    send(wave)

    assert mail.outbox == []


def test_somebody_who_left_is_not_mailed():
    hire({"Sales": 6})
    wave = open_wave()
    Employee.objects.filter(name="Sales 0").delete()

    send(wave)

    assert len(mail.outbox) == 5
    assert Invitation.objects.count() == 6


def test_progress_counts_up_to_the_last_batch():
    hire({"Sales": MAILS_PER_CONNECTION + 1})
    wave = open_wave()
    seen: list[int] = []

    send_invitations(wave_id=wave.pk, progress=lambda percent, _step: seen.append(percent))

    assert seen == [0, 98]


def test_mail_to_a_verified_ballot_carries_the_fingerprint_of_its_keys():
    hire({"Sales": 12})
    wave = draft_wave()
    choose_verified_mode(wave=wave, is_wanted=True)
    launch_wave(wave_id=wave.pk, now=timezone.now())

    send(wave)

    fingerprint = VerifiedWave.objects.get().fingerprint
    body = str(mail.outbox[0].body)
    assert len(fingerprint) == 64
    assert body.count(fingerprint) == 2
    assert f"#v={fingerprint}\n" in body

"""Attacks on the trustee's passphrase: who could open the answers without it. AT-32."""

import logging
from pathlib import Path
from urllib.parse import quote_plus

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import Envelope, Invitation, Trusteeship, Wave, WaveState
from surveys.obstacles import PassphraseRefused
from surveys.sealed_wave import key_store, slot_store, wrapping_secret
from surveys.sealing.envelopes import InvalidEnvelope
from surveys.sealing.handover import HandoverPurpose, open_passphrase
from surveys.sealing.keys import KeyUnwrapError, unwrap_private_key
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.release import release_wave
from surveys.services.trustee import take_passphrase
from tests.attacks.files import contents
from tests.surveys.factories import answer, draft_wave, hire, tara_trustee

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "Zwetschgenknödel unter dem Wasserfall"
AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def tara() -> Client:
    client = Client()
    client.force_login(tara_trustee())
    return client


def type_in(client: Client, wave: Wave, passphrase: str, **more: str) -> int:
    """Send the form of the trustee's page; the status says whether it was taken."""
    sent = {"passphrase": passphrase, **more}
    return client.post(reverse("surveys:trustee_wave", args=[wave.pk]), sent).status_code


def locked_wave(client: Client) -> Wave:
    """A closed wave that was locked through the page, with twelve answers."""
    hire({"Sales": 12})
    tara_trustee()
    wave = draft_wave(has_trustee=True)
    assert type_in(client, wave, MARK, again=MARK, is_understood="on") == 302
    take_passphrase(wave_id=wave.pk)
    launch_wave(wave_id=wave.pk, now=timezone.now())
    for invitation in Invitation.objects.filter(wave=wave):
        answer(invitation, AGREE)
    close_wave(wave_id=wave.pk, now=timezone.now())
    wave.refresh_from_db()
    return wave


def test_at_32_release_worker_alone_opens_nothing() -> None:
    """It holds the wrapping secret, the key store and the database, all at once."""
    client = tara()
    wave = locked_wave(client)
    wrapped = key_store().load(wave.pk)
    assert wrapped is not None

    guesses = (None, "", MARK.lower(), MARK[:-1], f"{MARK} ", wave.roster_hash)
    opened = 0
    for guess in guesses:
        with pytest.raises(KeyUnwrapError):
            opened += len(
                unwrap_private_key(
                    wrapped,
                    wave_id=wave.pk,
                    wrapping_secret=wrapping_secret(),
                    trustee_passphrase=guess,
                )
            )
    with pytest.raises(PassphraseRefused):
        release_wave(wave_id=wave.pk, progress=quiet)

    print(f"AT-32 opened without the passphrase: {opened} of {len(guesses)}")  # noqa: T201  # a figure to show
    assert opened == 0
    assert Wave.objects.get().state == WaveState.CLOSED
    assert Envelope.objects.count() == 12


def test_at_32_old_copies_of_the_hand_over_open_nothing() -> None:
    """A copy of the database from each moment, with everything that is left at the end."""
    client = tara()
    hire({"Sales": 12})
    wave = draft_wave(has_trustee=True)
    type_in(client, wave, MARK, again=MARK, is_understood="on")
    copies = [Trusteeship.objects.get()]
    take_passphrase(wave_id=wave.pk)
    launch_wave(wave_id=wave.pk, now=timezone.now())
    for invitation in Invitation.objects.all():
        answer(invitation, AGREE)
    close_wave(wave_id=wave.pk, now=timezone.now())
    type_in(client, wave, MARK)
    copies.append(Trusteeship.objects.get())

    release_wave(wave_id=wave.pk, progress=quiet)

    assert [len(bytes(copy.sealed_passphrase or b"")) for copy in copies] == [1988, 1988]
    assert slot_store().names() == []
    for copy in copies:
        assert copy.slot is not None
        assert slot_store().load(copy.slot) is None


def test_sealed_passphrase_is_bound_to_its_wave_its_slot_and_its_use() -> None:
    client = tara()
    wave = draft_wave(has_trustee=True)
    type_in(client, wave, MARK, again=MARK, is_understood="on")
    held = Trusteeship.objects.get()
    assert held.slot is not None
    private_key = unwrap_private_key(
        slot_store().load(held.slot) or b"",
        wave_id=held.slot,
        wrapping_secret=wrapping_secret(),
    )

    with pytest.raises(InvalidEnvelope):
        open_passphrase(
            bytes(held.sealed_passphrase or b""),
            private_key=private_key,
            wave_id=wave.pk,
            slot_id=held.slot,
            purpose=HandoverPurpose.UNLOCK,
            hmac_key=b"not the key of pages and worker!",
        )


def test_nothing_keeps_the_passphrase(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Set, mistyped, given and used; looked for in every table, log, mail, file and message."""
    caplog.set_level(logging.DEBUG)
    client = tara()
    wave = locked_wave(client)
    wrong = MARK.replace("Wasser", "Zucker")
    pages = [
        client.post(reverse("surveys:trustee_wave", args=[wave.pk]), {"passphrase": wrong}),
    ]
    with pytest.raises(PassphraseRefused):
        release_wave(wave_id=wave.pk, progress=quiet)
    pages.append(client.get(reverse("surveys:trustee_wave", args=[wave.pk])))
    pages.append(client.post(reverse("surveys:trustee_wave", args=[wave.pk]), {"passphrase": MARK}))
    during = _tables()
    release_wave(wave_id=wave.pk, progress=quiet)

    said = capfd.readouterr()
    told = {
        "log": "\n".join(f"{record.__dict__}" for record in caplog.records),
        "output": said.out + said.err,
        "tables while it is handed over": during,
        "tables afterwards": _tables(),
        "mails": "".join(message.message().as_string() for message in mail.outbox),
        "pages": "".join(page.content.decode() for page in pages),
        "files": "".join(_files()),
    }
    forms = [form for text in (MARK, wrong) for form in (text, quote_plus(text), text[:18])]
    found = [(sink, form) for sink, text in told.items() for form in forms if form in text]
    assert found == []
    assert "Zucker" not in told["log"]


@pytest.mark.postgres
def test_no_file_of_the_server_holds_the_passphrase(postgres_server: str) -> None:
    client = tara()
    locked_wave(client)
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute("CHECKPOINT")
        found = server.execute("SHOW data_directory").fetchone()
    assert found is not None

    held = dict(contents(Path(found[0])))

    assert any(b"tara@example.org" in content for content in held.values())  # the control
    assert [path for path, content in held.items() if MARK.encode() in content] == []


def _tables() -> str:
    rows = []
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            rows += [
                bytes(value).decode("utf-8", "replace")
                if isinstance(value, bytes | memoryview)
                else str(value)
                for row in cursor.fetchall()
                for value in row
            ]
    return "\n".join(rows)


def _files() -> list[str]:
    """Broker messages and whatever the key store still has."""
    folders = (settings.BROKER_DIR, settings.KEY_STORE_DIR)
    return [
        path.read_bytes().decode("utf-8", "replace")
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    ]

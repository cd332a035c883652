"""Wrapped keys as files: whole or not at all, readable by their owner, gone when destroyed."""

import stat
import uuid
from pathlib import Path

from surveys.keystore import KeyStore

WAVE = uuid.UUID("6f1d3f6e-6d0c-4d57-9f5a-0d6f1f8f1b11")


def test_saved_key_is_loaded_again(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys")

    store.save(WAVE, b"wrapped")
    store.save(WAVE, b"wrapped again")

    assert store.load(WAVE) == b"wrapped again"
    assert [file.name for file in store.folder.iterdir()] == [f"{WAVE.hex}.key"]


def test_only_the_owner_may_read_keys(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys")

    store.save(WAVE, b"wrapped")

    (file,) = store.folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_unknown_key_is_none(tmp_path: Path) -> None:
    assert KeyStore(tmp_path / "nowhere").load(WAVE) is None


def test_destroyed_key_is_overwritten_and_gone_and_a_second_time_changes_nothing(
    tmp_path: Path,
) -> None:
    store = KeyStore(tmp_path)
    store.save(WAVE, b"wrapped")
    copy = tmp_path / "copy"
    copy.hardlink_to(tmp_path / f"{WAVE.hex}.key")  # sees what is written over the content

    store.destroy(WAVE)
    store.destroy(WAVE)

    assert store.load(WAVE) is None
    assert len(copy.read_bytes()) == len(b"wrapped")
    assert copy.read_bytes() != b"wrapped"

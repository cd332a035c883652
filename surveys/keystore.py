"""Wrapped private keys as files outside the database. Only the release worker reads them."""

import os
import uuid
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KeyStore:
    """A folder with one wrapped key per wave that has not been released."""

    folder: Path

    def save(self, wave_id: uuid.UUID, wrapped: bytes) -> None:
        """Write the wrapped key so that a crash leaves either none or all of it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path(wave_id).with_suffix(".draft")
        draft.touch(mode=0o600)
        with draft.open("wb") as file:
            file.write(wrapped)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path(wave_id))
        self._sync_folder()

    def load(self, wave_id: uuid.UUID) -> bytes | None:
        """Return the wrapped key, or None when there is none."""
        path = self._path(wave_id)
        return path.read_bytes() if path.exists() else None

    def destroy(self, wave_id: uuid.UUID) -> None:
        """Overwrite and remove the wrapped key; a second call finds nothing to do.

        Overwriting is a best effort: file systems that copy on write keep old blocks. What remains
        is still wrapped under the secret.
        """
        path = self._path(wave_id)
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        self._sync_folder()

    def names(self) -> list[uuid.UUID]:
        """Whose keys are here."""
        return sorted(uuid.UUID(path.stem) for path in self.folder.glob("*.key"))

    def _path(self, wave_id: uuid.UUID) -> Path:
        return self.folder / f"{wave_id.hex}.key"

    def _sync_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""The filesystem broker with whole messages: kombu's own reads one that is still being written.

There a torn message ends the worker. Here a message appears by renaming, and a torn one, left by a
full disk or a crash of the machine, is dropped: it was only a wake-up.
"""

import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Puts and takes messages as files `TIME_ID.QUEUE.msg` of one folder."""

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:  # type: ignore[override]  # as in kombu
        name = f"{time.time_ns():020}_{uuid.uuid4()}.{queue}.msg"
        draft = Path(self.data_folder_out, f"{name}.part")
        draft.write_text(dumps(payload), encoding="utf-8")
        draft.rename(draft.with_suffix(""))

    def _get(self, queue: str) -> dict[str, Any]:  # type: ignore[override]  # as in kombu
        for path in sorted(Path(self.data_folder_in).glob(f"*.{queue}.msg")):
            try:
                content = path.read_bytes()
                path.unlink()  # of several workers, the one that removes it has it
                message: dict[str, Any] = loads(content.decode())
            except FileNotFoundError:
                continue
            except ValueError:
                logger.warning("broker.torn_message", extra={"file": path.name})
                continue
            return message
        raise Empty


class Transport(filesystem.Transport):
    """Kombu's filesystem transport with the channel above."""

    Channel = Channel

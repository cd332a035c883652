"""One line of JSON per log event: time, level, event name and its fields."""

import json
import logging
import re

_STANDARD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
}


_TOKEN = re.compile(r"/i/[\w-]+")
"""An invitation's address: whoever reads the log could answer in its owner's place."""


class EventFormatter(logging.Formatter):
    """Formats `logger.info("wave.scored", extra={"wave_id": …})` as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; fields of `extra` stand beside the event."""
        fields = {
            key: value for key, value in record.__dict__.items() if key not in _STANDARD_FIELDS
        }
        event = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _TOKEN.sub("/i/…", record.getMessage()),
            **{key: value for key, value in fields.items() if key != "request"},
        }
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps(event, default=str, ensure_ascii=False)

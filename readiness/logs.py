"""One line of JSON per log event: time, level, event name and its fields."""

import json
import logging
import re
import traceback
from types import TracebackType

from django.db import OperationalError

_STANDARD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "taskName",
}


_TOKEN = re.compile(r"/i/[\w-]+")
"""An invitation's address: whoever reads the log could answer in its owner's place."""


_SAFE_TEXTS = (OSError, OperationalError)
"""Of these an administrator needs the text: a full disk, a database that does not answer."""

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class EventFormatter(logging.Formatter):
    """Formats `logger.info("wave.scored", extra={"wave_id": …})` as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; fields of `extra` stand beside the event.

        Celery's own lines about a task that failed quote its error three times over: of these the
        wording alone is kept.
        """
        fields = {
            key: value for key, value in record.__dict__.items() if key not in _STANDARD_FIELDS
        }
        quotes_error = bool(record.exc_info) and record.name.startswith("celery")
        if quotes_error:
            fields.pop("data", None)
        event = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _TOKEN.sub("/i/…", record.msg if quotes_error else record.getMessage()),
            **{key: value for key, value in fields.items() if key != "request"},
        }
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps(event, default=str, ensure_ascii=False)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  # the name is logging's
        """Where an error arose, and its text unless it could quote what somebody wrote."""
        errors = _behind(ei[1])
        may_quote = any(_passed_answers(error) for error in errors)
        told = []
        for error in errors:
            place = "".join(traceback.format_tb(error.__traceback__))
            is_told = not may_quote or isinstance(error, _SAFE_TEXTS)
            told.append(f"{place}{type(error).__qualname__}{f': {error}' if is_told else ''}")
        return "\n".join(told)


def _behind(error: BaseException | None) -> list[BaseException]:
    """An error and those that led to it, the first one first."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain[::-1]


def _passed_answers(error: BaseException) -> bool:
    """Whether it came through the room of answers: a database quotes the row that it refuses."""
    frames = traceback.walk_tb(error.__traceback__)
    names = (str(frame.f_globals.get("__name__", "")) for frame, _line in frames)
    return any(name.partition(".")[0] == "surveys" for name in names)

"""What programs may send: one JSON document of a bounded size, read without surprises."""

import json
import math
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class BodyTooLarge(APIException):
    """The body is larger than the largest form."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request is too large. Send less at once."
    default_code = "too_large"


class JsonBody(BaseParser):
    """Reads a body of JSON; the size is bounded, and every number is finite."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        _media_type: str | None = None,
        _parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The document.

        Raises
        ------
        BodyTooLarge
            It has more bytes than `DATA_UPLOAD_MAX_MEMORY_SIZE`, of which no more are read.
        ParseError
            It is not JSON, nested too deeply, or holds a number that is not finite.
        """
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise BodyTooLarge
        try:
            return json.loads(body.decode(), parse_constant=_refused, parse_float=_finite)
        except ValueError as error:
            raise ParseError(f"JSON parse error - {error}") from error
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refused(text)


def _refused(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a finite number")

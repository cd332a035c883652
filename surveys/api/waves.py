"""Released waves for programs, read only: the list, and everything that one of them publishes."""

import dataclasses
import datetime as dt
import enum
import uuid
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, may
from surveys.api.schema import schema_of
from surveys.api.serializers import WaveLine
from surveys.obstacles import NotReleased
from surveys.published import PublishedWave
from surveys.selectors import may_read_results, published_wave, waves_shown_to


class MayViewResults(BasePermission):
    """Lets through whose role may read results, and with whom some were shared."""

    def has_permission(self, request: Request, _view: APIView) -> bool:
        """Return whether there may be anything to read."""
        user = request.user
        return isinstance(user, User) and (
            may(user, Capability.VIEW_RESULTS) or bool(waves_shown_to(user))
        )


class WaveViewSet(ViewSet):
    """Released waves."""

    permission_classes = (MayViewResults,)

    @extend_schema(responses=WaveLine(many=True))
    def list(self, request: Request) -> Response:
        """Every released wave that one may read, newest first."""
        return Response(WaveLine(list(waves_shown_to(acting_user(request))), many=True).data)

    @extend_schema(responses={200: schema_of(PublishedWave)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """Everything that a wave publishes; a withheld figure is an object with its reason."""
        try:
            wave_id = uuid.UUID(pk)
            if not may_read_results(acting_user(request), wave_id):
                raise NotFound
            return Response(plain(published_wave(wave_id)))
        except (ValueError, NotReleased) as error:
            raise NotFound from error


def plain(value: object) -> Any:
    """Turn frozen results into what JSON knows; field names stay as they are."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(entry) for entry in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value

"""Initiatives for programs: list one's own, make one, read how its waves stand."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.acting import acting_user
from accounts.permissions import Capability, may
from accounts.services import record_audit
from surveys.access import initiatives_of
from surveys.api.serializers import InitiativeDetail, InitiativeInput, InitiativeShape
from surveys.models import Initiative, Wave
from surveys.services.planning import create_initiative


class MayRunInitiatives(BasePermission):
    """Lets through whose role may ask people."""

    def has_permission(self, request: Request, _view: APIView) -> bool:
        """Return whether the role allows it."""
        return may(request.user, Capability.RUN_INITIATIVES)


class InitiativeViewSet(ViewSet):
    """Initiatives that the user runs."""

    permission_classes = (MayRunInitiatives,)
    serializer_class = InitiativeDetail

    @extend_schema(responses=InitiativeShape(many=True))
    def list(self, request: Request) -> Response:
        """One's own initiatives, or everybody's where the role allows it; the newest first."""
        found = initiatives_of(acting_user(request)).select_related("owner")
        return Response(InitiativeShape(found.order_by("-created_at", "pk"), many=True).data)

    @extend_schema(responses=InitiativeDetail)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One initiative with the state of every wave."""
        try:
            found = initiatives_of(acting_user(request)).filter(pk=uuid.UUID(pk)).first()
        except ValueError as error:
            raise NotFound from error
        if found is None:
            raise NotFound
        return Response(_detail(found))

    @extend_schema(request=InitiativeInput, responses={201: InitiativeDetail})
    def create(self, request: Request) -> Response:
        """Make an initiative that the user owns."""
        given = InitiativeInput(data=request.data)
        given.is_valid(raise_exception=True)
        actor = acting_user(request)
        initiative = create_initiative(**given.validated_data, owner=actor)
        record_audit(actor=actor, verb="initiative.create", subject=str(initiative.pk))
        return Response(_detail(initiative), status=status.HTTP_201_CREATED)


def _detail(initiative: Initiative) -> dict[str, Any]:
    waves = Wave.objects.filter(survey__initiative=initiative).select_related("survey")
    shown = {
        "id": initiative.pk,
        "title": initiative.title,
        "purpose": initiative.purpose,
        "owner": initiative.owner,
        "created_at": initiative.created_at,
        "waves": waves.order_by("survey__title", "survey", "number", "pk"),
    }
    return dict(InitiativeDetail(shown).data)

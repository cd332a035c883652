"""Assessments for programs: list them, read one with its result, create one and have it sized."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import permissions, status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.acting import acting_user
from accounts.permissions import Capability, may
from deployments.selectors import (
    AssessmentSummary,
    Refused,
    assessment_listings,
    assessment_summary,
)
from deployments.serializers import AssessmentDetail, AssessmentInput, AssessmentLine
from deployments.services.describing import create_described_assessment
from deployments.stored_results import plain_json
from deployments.wording import finding_words
from jobs.obstacles import Obstacle


class AssessmentAccess(permissions.BasePermission):
    """Reading needs one capability, creating another."""

    def has_permission(self, request: Request, _view: APIView) -> bool:
        """Whether the user's role has the capability that the method needs."""
        is_reading = request.method in permissions.SAFE_METHODS
        needed = Capability.VIEW_ASSESSMENTS if is_reading else Capability.MANAGE_ASSESSMENTS
        return may(request.user, needed)


class AssessmentViewSet(ViewSet):
    """Deployment assessments."""

    permission_classes = [AssessmentAccess]
    serializer_class = AssessmentDetail

    @extend_schema(responses=AssessmentLine(many=True))
    def list(self, _request: Request) -> Response:
        """All assessments, the newest first."""
        return Response(AssessmentLine(assessment_listings(), many=True).data)

    @extend_schema(responses=AssessmentDetail)
    def retrieve(self, _request: Request, pk: str) -> Response:
        """One assessment with its result, or with why it was refused."""
        try:
            assessment_id = uuid.UUID(pk)
        except ValueError as error:
            raise NotFound from error
        return Response(_detail(assessment_id))

    @extend_schema(request=AssessmentInput, responses={201: AssessmentDetail})
    def create(self, request: Request) -> Response:
        """Create an assessment from all its inputs and queue its sizing; all or nothing."""
        given = AssessmentInput(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            assessment = create_described_assessment(
                actor=acting_user(request),
                name=given.validated_data["name"],
                inputs=given.inputs(),
            )
        except Obstacle as obstacle:
            raise ValidationError({"detail": str(obstacle)}) from obstacle
        return Response(_detail(assessment.pk), status=status.HTTP_201_CREATED)


def _detail(assessment_id: uuid.UUID) -> dict[str, Any]:
    summary = assessment_summary(assessment_id)
    if summary is None:
        raise NotFound
    return dict(AssessmentDetail(_fields(summary)).data)


def _fields(summary: AssessmentSummary) -> dict[str, Any]:
    sizing = summary.sizing
    refused = sizing.outcome if sizing and isinstance(sizing.outcome, Refused) else None
    return {
        "id": summary.id,
        "name": summary.name,
        "created_at": summary.created_at,
        "site_name": summary.site_name,
        "model_title": summary.model_title,
        "accelerator_title": summary.accelerator_title,
        "sized_at": sizing.sized_at if sizing else None,
        "is_current": bool(sizing and sizing.is_current),
        "catalog_version": sizing.catalog_version if sizing else None,
        "result": plain_json(summary.result) if summary.result else None,
        "refusal": finding_words(refused.reason) if refused else None,
    }

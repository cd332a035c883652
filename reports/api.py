"""Reports for programs, read only: the list, one report, and the snapshot it was made from."""

import uuid

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.permissions import Capability, may
from reports.selectors import ReportListing, report_listing, report_listings, report_snapshot


class MayReadReports(BasePermission):
    """Lets through whose role may read reports."""

    def has_permission(self, request: Request, _view: APIView) -> bool:
        """Return whether the role allows it."""
        return may(request.user, Capability.READ_REPORTS)


class ReportSerializer(serializers.Serializer[ReportListing]):
    """One report without its snapshot."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    language = serializers.CharField()
    wave_title = serializers.CharField()
    assessment_name = serializers.CharField(allow_blank=True)
    state = serializers.CharField()
    requested_at = serializers.DateTimeField()
    built_at = serializers.DateTimeField(allow_null=True)
    page_count = serializers.IntegerField(allow_null=True)
    snapshot_sha256 = serializers.CharField(allow_blank=True)
    file_sha256 = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)


class ReportViewSet(ViewSet):
    """Reports."""

    permission_classes = [MayReadReports]
    serializer_class = ReportSerializer
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

    @extend_schema(responses=ReportSerializer(many=True))
    def list(self, _request: Request) -> Response:
        """All reports, the newest first."""
        return Response([ReportSerializer(listing).data for listing in report_listings()])

    @extend_schema(responses=ReportSerializer)
    def retrieve(self, _request: Request, pk: uuid.UUID) -> Response:
        """One report without its snapshot."""
        listing = report_listing(pk)
        if listing is None:
            raise NotFound
        return Response(ReportSerializer(listing).data)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def snapshot(self, _request: Request, pk: uuid.UUID) -> Response:
        """Everything that a report says, as it was frozen."""
        frozen = report_snapshot(pk)
        if frozen is None:
            raise NotFound
        return Response(frozen)

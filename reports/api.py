"""Reports for programs, read only: the list, one report, its files, and what it was made from."""

import uuid

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.acting import acting_user
from accounts.permissions import Capability, may
from reports.access import readable_report
from reports.handing_out import file_response
from reports.kinds import Edition, FileKind
from reports.obstacles import ReportNotFound, SnapshotDamaged
from reports.rendering.data_file import DATA_FORMAT, DATA_VERSION, wrapped_snapshot
from reports.selectors import (
    KeptFile,
    ReportListing,
    file_shelf,
    frozen_snapshot,
    report_listings,
    report_snapshot,
)
from reports.services.requesting import open_report_file
from reports.snapshot_schema import data_file_schema


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
    edition = serializers.ChoiceField(choices=Edition.choices)
    requested_at = serializers.DateTimeField()
    built_at = serializers.DateTimeField(allow_null=True)
    page_count = serializers.IntegerField(allow_null=True)
    snapshot_sha256 = serializers.CharField(allow_blank=True)
    file_sha256 = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)


class FileSerializer(serializers.Serializer[KeptFile]):
    """One file of a report."""

    kind = serializers.ChoiceField(choices=FileKind.choices)
    edition = serializers.ChoiceField(choices=Edition.choices)
    sha256 = serializers.CharField()
    size_bytes = serializers.IntegerField()
    page_count = serializers.IntegerField(allow_null=True)
    is_signed = serializers.BooleanField()
    built_at = serializers.DateTimeField()


class DataSerializer(serializers.Serializer[object]):
    """The frozen results with their hash; the form of `snapshot` is that of `schema`."""

    format = serializers.ChoiceField(choices=[DATA_FORMAT])
    version = serializers.ChoiceField(choices=[DATA_VERSION])
    report_id = serializers.UUIDField()
    snapshot_sha256 = serializers.CharField()
    snapshot = serializers.DictField()


def _readable(request: Request, report_id: uuid.UUID) -> ReportListing:
    """A report that the user may read.

    Raises
    ------
    NotFound
        There is none, or it is about a wave whose results they may not read.
    """
    try:
        return readable_report(acting_user(request), report_id)
    except Http404 as absence:
        raise NotFound from absence


class ReportViewSet(ViewSet):
    """Reports."""

    permission_classes = [MayReadReports]
    serializer_class = ReportSerializer
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

    @extend_schema(responses=ReportSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every report that one may read, the newest first."""
        shown = report_listings(acting_user(request))
        return Response([ReportSerializer(listing).data for listing in shown])

    @extend_schema(responses=ReportSerializer)
    def retrieve(self, request: Request, pk: uuid.UUID) -> Response:
        """One report without its snapshot."""
        return Response(ReportSerializer(_readable(request, pk)).data)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def snapshot(self, request: Request, pk: uuid.UUID) -> Response:
        """Everything that a report says, as it was frozen."""
        _readable(request, pk)
        frozen = report_snapshot(pk)
        if frozen is None:
            raise NotFound
        return Response(frozen)

    @extend_schema(responses=DataSerializer)
    @action(detail=True)
    def data(self, request: Request, pk: uuid.UUID) -> Response:
        """The frozen results as in the JSON file: with format, version and hash."""
        _readable(request, pk)
        try:
            snapshot = frozen_snapshot(pk)
        except SnapshotDamaged as obstacle:
            raise NotFound(str(obstacle)) from obstacle
        if snapshot is None:
            raise NotFound
        return Response(wrapped_snapshot(snapshot))

    @extend_schema(responses=FileSerializer(many=True))
    @action(detail=True)
    def files(self, request: Request, pk: uuid.UUID) -> Response:
        """Files that a report comes as, with their hashes."""
        _readable(request, pk)
        return Response([FileSerializer(file).data for file in file_shelf(pk).files])

    @extend_schema(
        parameters=[OpenApiParameter("kind", str, "path", enum=FileKind.values)],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    @action(detail=True, url_path=r"files/(?P<kind>[a-z]+)")
    def file(self, request: Request, pk: uuid.UUID, kind: str) -> HttpResponseBase:
        """One file itself; who took it is written to the audit log."""
        _readable(request, pk)
        if kind not in FileKind.values:
            raise NotFound
        try:
            kept = open_report_file(actor=acting_user(request), report_id=pk, kind=FileKind(kind))
        except ReportNotFound as obstacle:
            raise NotFound(str(obstacle)) from obstacle
        return file_response(kept)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=False, url_path="schema")
    def data_schema(self, _request: Request) -> Response:
        """JSON Schema of the JSON file."""
        return Response(data_file_schema())

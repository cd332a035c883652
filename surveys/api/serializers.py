"""Shapes of initiatives and waves for programs."""

from typing import Any

from rest_framework import serializers

from surveys.models import RetentionMode, WaveState


class InitiativeInput(serializers.Serializer[Any]):
    """A new initiative."""

    title = serializers.CharField(max_length=200)
    purpose = serializers.CharField(max_length=2000)


class InitiativeShape(serializers.Serializer[Any]):
    """One initiative; its owner is the user who made it."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    purpose = serializers.CharField()
    owner = serializers.CharField(source="owner.name")
    created_at = serializers.DateTimeField()


class WaveStateShape(serializers.Serializer[Any]):
    """Where a wave stands. How many answered is told by its results alone."""

    wave_id = serializers.UUIDField(source="id")
    survey = serializers.CharField(source="survey.title")
    number = serializers.IntegerField()
    state = serializers.ChoiceField(WaveState.choices)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    reporting_dimensions = serializers.ListField(child=serializers.CharField())
    min_group_size = serializers.IntegerField()
    retention_mode = serializers.ChoiceField(RetentionMode.choices)
    invited_count = serializers.IntegerField(allow_null=True)
    """Null until the launch."""


class InitiativeDetail(InitiativeShape):
    """One initiative with the waves of its surveys."""

    waves = WaveStateShape(many=True)


class WaveLine(serializers.Serializer[Any]):
    """One released wave by name."""

    wave_id = serializers.UUIDField()
    title = serializers.CharField()
    initiative = serializers.CharField()
    number = serializers.IntegerField()

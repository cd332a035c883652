"""The composition root as an app of Django: it brings the start-up checks."""

from django.apps import AppConfig

from readiness.checks import register_checks


class ReadinessConfig(AppConfig):
    """Registers the checks once every app is there."""

    name = "readiness"

    def ready(self) -> None:
        """Hand our checks to Django."""
        register_checks()

"""The composition root as an app of Django: it brings the start-up checks and French dates."""

from django.apps import AppConfig

from readiness.checks import register_checks
from readiness.french_dates import register_ordinals


class ReadinessConfig(AppConfig):
    """Registers the checks and the dates once every app is there."""

    name = "readiness"

    def ready(self) -> None:
        """Hand our checks and our dates to Django."""
        register_checks()
        register_ordinals()

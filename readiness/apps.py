"""The composition root as an app of Django: it brings the start-up checks."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """Loads the checks once every app is there."""

    name = "readiness"

    def ready(self) -> None:
        """Register the checks by importing them."""
        import readiness.checks  # noqa: F401, PLC0415  # importing registers

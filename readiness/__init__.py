"""Composition root: settings, addresses, the Celery app. Nothing imports it but the processes."""

from readiness.celery import app as celery_app

__all__ = ["celery_app"]

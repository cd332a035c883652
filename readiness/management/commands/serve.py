"""Serves pages and does background work on one machine, until it is stopped."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from readiness.serving import CannotServe, serve


class Command(BaseCommand):
    help = (
        "Serve the product on one machine: a web server and a worker, restarted when they fail. "
        "On several machines run gunicorn and celery instead; see docs/how-to."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="host:port to listen at")
        parser.add_argument("--workers", type=int, default=2, help="processes of the web server")

    def handle(self, *, bind: str, workers: int, **_options: object) -> None:
        try:
            serve(bind=bind, workers=workers, say=self._say)
        except CannotServe as obstacle:
            raise CommandError(str(obstacle)) from obstacle

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

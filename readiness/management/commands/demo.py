"""From an empty folder to the printed report, and on to a running product."""

import argparse

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from readiness.demo.telling import run_demo
from readiness.demo.waiting import DemoStopped
from readiness.static_files import collect_static_files


class Command(BaseCommand):
    help = (
        "Prepare the database and the static files, do the main job on a demo organization, print "
        "where to sign in and where the report is, and keep serving."
    )
    requires_system_checks = ()  # the files they look for are made here

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop after the job is done")
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address to serve at")

    def handle(self, *, once: bool, bind: str, **_options: object) -> None:
        call_command("migrate", verbosity=0)
        collect_static_files()
        try:
            steps = run_demo(say=self.stdout.write, brings_worker=True)
        except DemoStopped as obstacle:
            raise CommandError(str(obstacle)) from obstacle
        self.stdout.write(steps.text())
        if not once:
            self.stdout.write("Serving. Stop with Ctrl+C; ./run demo starts it again.")
            call_command("serve", bind=bind)
